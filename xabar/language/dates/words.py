"""The words of printed dates, one row a word, as sites print them.

Keys are written as people write them and folded once by `xabar.language.dates.tokens.fold_key`, which takes
away case, apostrophes, the diacritics of Latin letters and the spellings of Arabic letters: a row here covers
all of these. Sources: the spelling dictionaries of Uzbek (1995) and Kazakh (1983), the Latin alphabets of
Kazakh of 2017, 2018 and 2021, CLDR 46 for month names, and the strings that sites print (the locales of
Carbon and of moment among them, since many sites take their words from there).
"""

from __future__ import annotations

# One row a month: full names, each of which may carry a case ending, and short ones, which may not.
# `|` separates the two.
MONTHS: dict[str, tuple[str, ...]] = {
    "uz-Latn": (
        "yanvar | yan yanv",
        "fevral | fev fevr",
        "mart | mar",
        "aprel | apr",
        "may",
        "iyun | iyn",
        "iyul | iyl",
        "avgust | avg",
        "sentabr sentyabr | sen sent",
        "oktabr oktyabr | okt",
        "noyabr | noy noyab",
        "dekabr | dek",
    ),
    "uz-Cyrl": (
        "январ январь | янв",
        "феврал февраль | фев февр",
        "март | мар",
        "апрел апрель | апр",
        "май",
        "июн июнь",
        "июл июль",
        "август | авг",
        "сентябр сентябрь | сен сент",
        "октябр октябрь | окт",
        "ноябр ноябрь | ноя нояб",
        "декабр декабрь | дек",
    ),
    "kk-Cyrl": (
        "қаңтар кантар | қаң қаңт",
        "ақпан акпан | ақп",
        "наурыз | нау наур",
        "сәуір сауір сауир | сәу",
        "мамыр | мам",
        "маусым | мау маус",
        "шілде шилде | шіл",
        "тамыз | там",
        "қыркүйек кыркуйек | қыр қырк",
        "қазан казан | қаз",
        "қараша караша | қар",
        "желтоқсан желтоксан | жел желт",
    ),
    "kk-Latn": (
        "qańtar | qań qańt",
        "aqpan | aqp",
        "nauryz naýryz naurız nawryz nawrız | nau naý naur",
        "säuır sáýir sawir | säu sáý",
        "mamyr mamır | mam",
        "mausym maýsym mausım mawsym mawsım | mau maus",
        "şılde silde | şıl",
        "tamyz tamız | tam",
        "qyrküiek qyrkúıek qyrkýiek qyrkuyek qırküyek | qyr qyrk",
        "qazan | qaz",
        "qaraşa qarasa | qar",
        "jeltoqsan zheltoqsan | jel jelt",
    ),
    "kk-Arab": (
        "قاڭتار",
        "اقپان",
        "ناۋرىز",
        "ساۋىر",
        "مامىر",
        "ماۋسىم",
        "شىلدە",
        "تامىز",
        "قىركۇيەك",
        "قازان",
        "قاراشا",
        "جەلتوقسان",
    ),
    "kaa-Latn": (
        "yanvar | yan",
        "fevral | fev",
        "mart | mar",
        "aprel | apr",
        "may",
        "iyun",
        "iyul",
        "avgust | avg",
        "sentyabr | sen sent",
        "oktyabr | okt",
        "noyabr | noy",
        "dekabr | dek",
    ),
    "kaa-Cyrl": (
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ),
    "ru-Cyrl": (
        "январь января | янв",
        "февраль февраля | фев февр",
        "март марта | мар",
        "апрель апреля | апр",
        "май мая",
        "июнь июня | июн",
        "июль июля | июл",
        "август августа | авг",
        "сентябрь сентября | сен сент",
        "октябрь октября | окт",
        "ноябрь ноября | ноя нояб",
        "декабрь декабря | дек",
    ),
    "en-Latn": (
        "january | jan",
        "february | feb",
        "march | mar",
        "april | apr",
        "may",
        "june | jun",
        "july | jul",
        "august | aug",
        "september | sep sept",
        "october | oct",
        "november | nov",
        "december | dec",
    ),
}

# A Russian month that is another word in Uzbek: «5 марта» is "five times", «5 марта 2024» can only be a date.
DOUBTFUL_MONTHS: dict[str, dict[int, str]] = {"uz-Cyrl": {3: "марта"}}

# The closed list of case endings that a full month name may carry: «12-aprelda», «3 қазандағы».
# Nothing else may follow a name, which is what keeps «12 мамандық» and «5 marta» from being dates.
ENDINGS: dict[str, str] = {
    "uz-Latn": "da dan dagi ning ni ga i ida idan idagi ining ini iga",
    "uz-Cyrl": "да дан даги нинг ни га и ида идан идаги ининг ини ига",
    "kk-Cyrl": (
        "да де та те дан ден тан тен нан нен дағы дегі тағы тегі ның нің дың дің тың тің ны ні ды ді ты ті"
        " ға ге қа ке ы і сы сі нда нде ында інде сында сінде ынан інен ының інің сының сінің ындағы індегі сындағы сіндегі"
    ),
    "kk-Latn": (
        "da de ta te dan den tan ten nan nen dağy degı tağy tegı nyń nıń dyń dıń tyń tıń ny nı dy dı ty tı"
        " ğa ge qa ke y ı sy sı nda nde ynda ınde synda sınde ynyń ınıń yndağy ındegı daghy dagy degi taghy tagy tegi nyng ning dyng ding tyng ting"
    ),
    "kk-Arab": (
        "دا دە تا تە داعى دەگى تاعى تەگى نىڭ دىڭ تىڭ نان نەن دان دەن تان تەن عا گە قا كە نى دى تى ى سى"
        " ىندا ىندە سىندا سىندە ىنىڭ سىنىڭ ىنان ىنەن"
    ),
    "kaa-Latn": "da de ta te dan den tan ten dagi degi tagi tegi niń diń tiń ı i",
    "kaa-Cyrl": "да де та те дан ден тан тен дағы деги тағы теги ның ниң дың диң тың тиң",
    "ru-Cyrl": "",
    "en-Latn": "",
}

# Which tables a language reads, its own first. Russian and English follow everywhere: sites of both countries
# leave such dates in their pages. A language without tables of its own gets these two.
TABLES: dict[str, tuple[str, ...]] = {
    "uz": ("uz-Latn", "uz-Cyrl", "ru-Cyrl", "en-Latn"),
    "kk": ("kk-Cyrl", "kk-Latn", "kk-Arab", "ru-Cyrl", "en-Latn"),
    "kaa": ("kaa-Latn", "kaa-Cyrl", "uz-Latn", "uz-Cyrl", "ru-Cyrl", "en-Latn"),
    "ru": ("ru-Cyrl", "en-Latn"),
    "en": ("en-Latn",),
}
OTHER_TABLES = ("ru-Cyrl", "en-Latn")

# «йил», «жылғы», «года»: what stands beside a year.
YEAR_WORDS: dict[str, str] = {
    "uz-Latn": "yil yili yilda yilgi yilning yilda y",
    "uz-Cyrl": "йил йили йилда йилги йилнинг й",
    "kk-Cyrl": "жыл жылы жылғы жылдың жылда ж",
    "kk-Latn": "jyl jyly jylǵy jylgy jyldyń jyldyng zhyl zhyly zhylgy zhylghy zhyldyng jıl jılı jılğı j",
    "kk-Arab": "جىل جىلى جىلعى جىلدىڭ ج",
    "kaa-Latn": "jıl jılı jılğı jıldıń jılda j",
    "kaa-Cyrl": "жыл жылы жылғы жылдың жылда ж",
    "ru-Cyrl": "год года году лет г",
    "en-Latn": "year years",
}

# Units of time, by the name of the unit; «бір сағат бұрын».
UNITS: dict[str, dict[str, str]] = {
    "uz-Latn": {
        "seconds": "soniya sekund fursat",
        "minutes": "daqiqa minut daq min",
        "hours": "soat",
        "days": "kun",
        "weeks": "hafta haftada",
        "months": "oy oyda",
    },
    "uz-Cyrl": {
        "seconds": "сония секунд фурсат",
        "minutes": "дақиқа дакика минут дақ мин",
        "hours": "соат",
        "days": "кун",
        "weeks": "ҳафта хафта ҳафтада",
        "months": "ой ойда",
    },
    "kk-Cyrl": {
        "seconds": "секунд сек",
        "minutes": "минут минөт мин",
        "hours": "сағат сағ сагат",
        "days": "күн кун",
        "weeks": "апта аптада",
        "months": "ай айда",
    },
    "kk-Latn": {
        "seconds": "sekýnd sekund",
        "minutes": "mınýt minut min",
        "hours": "saǵat saghat sağ",
        "days": "kún",
        "weeks": "apta aptada",
        "months": "aı ay aıda ayda",
    },
    "kk-Arab": {
        "seconds": "سەكۋند",
        "minutes": "مينۋت",
        "hours": "ساعات",
        "days": "كۇن",
        "weeks": "اپتا اپتادا",
        "months": "اي ايدا",
    },
    "kaa-Latn": {"minutes": "minut", "hours": "saat", "days": "kún", "weeks": "hápte", "months": "ay"},
    "kaa-Cyrl": {"minutes": "минут", "hours": "саат", "days": "күн", "weeks": "ҳәпте", "months": "ай"},
    "ru-Cyrl": {
        "seconds": "секунду секунды секунд сек",
        "minutes": "минуту минуты минут мин",
        "hours": "час часа часов ч",
        "days": "день дня дней дн",
        "weeks": "неделю недели недель неделе",
        "months": "месяц месяца месяцев месяце",
    },
    "en-Latn": {
        "seconds": "second seconds sec secs",
        "minutes": "minute minutes min mins",
        "hours": "hour hours hr hrs",
        "days": "day days",
        "weeks": "week weeks",
        "months": "month months",
    },
}
# A unit that means one of it by itself before «назад».
SINGLE_UNITS: dict[str, str] = {"ru-Cyrl": "секунду минуту час часа день неделю месяц год"}

# A span in one word, as its unit and how many of it.
SPANS: dict[str, dict[str, tuple[str, int]]] = {
    "ru-Cyrl": {"полчаса": ("minutes", 30), "полгода": ("months", 6)}
}

AGO: dict[str, str] = {
    "uz-Latn": "avval oldin ilgari burun muqaddam",
    "uz-Cyrl": "аввал олдин илгари бурун муқаддам",
    "kk-Cyrl": "бұрын алдын бурын",
    "kk-Latn": "buryn burın aldyn aldın",
    "kk-Arab": "بۇرىن الدىن",
    "kaa-Latn": "aldın burın",
    "kaa-Cyrl": "алдын бурын",
    "ru-Cyrl": "назад",
    "en-Latn": "ago",
}

# Days by their distance from today.
DAYS: dict[str, dict[int, str]] = {
    "uz-Latn": {0: "bugun", -1: "kecha", -2: "avvalgi_kun avvalgi_kuni o'tgan_kuni"},
    "uz-Cyrl": {0: "бугун", -1: "кеча", -2: "аввалги_кун аввалги_куни ўтган_куни"},
    "kk-Cyrl": {0: "бүгін бугін", -1: "кеше", -2: "алдыңғы_күні арғы_күні бұрнағы_күні алдыңгүні"},
    "kk-Latn": {0: "búgin bügın bugin", -1: "keshe keşe", -2: "aldyńǵy_kúni"},
    "kk-Arab": {0: "بۇگىن", -1: "كەشە"},
    "kaa-Latn": {0: "búgin", -1: "keshe"},
    "kaa-Cyrl": {0: "бүгин", -1: "кеше"},
    "ru-Cyrl": {0: "сегодня", -1: "вчера", -2: "позавчера"},
    "en-Latn": {0: "today", -1: "yesterday"},
}

# «just now».
NOW: dict[str, str] = {
    "uz-Latn": "hozirgina hozir hozir_gina endigina shu_daqiqa",
    "uz-Cyrl": "ҳозиргина ҳозир хозиргина хозир эндигина шу_дақиқа",
    "kk-Cyrl": "жаңа_ғана қазір_ғана әлгінде қазір жаңағана",
    "kk-Latn": "jańa_ǵana jana_gana zhanga_ghana jańa_ğana qazir",
    "kk-Arab": "جاڭا_عانا قازىر",
    "ru-Cyrl": "только_что сейчас",
    "en-Latn": "just_now now",
}

# «last», before a week, a month, a year or a weekday.
LAST: dict[str, str] = {
    "uz-Latn": "o'tgan",
    "uz-Cyrl": "ўтган",
    "kk-Cyrl": "өткен",
    "kk-Latn": "ótken ötken",
    "kk-Arab": "وتكەن",
    "ru-Cyrl": "прошлой прошлом прошлую прошлый",
    "en-Latn": "last",
}

# «several»: no number, so only seconds can be read after it.
SEVERAL: dict[str, str] = {
    "uz-Latn": "bir_necha",
    "uz-Cyrl": "бир_неча",
    "kk-Cyrl": "бірнеше",
    "kk-Latn": "birneshe birneşe",
    "kk-Arab": "بىرنەشە",
    "ru-Cyrl": "несколько",
    "en-Latn": "few a_few several",
}

NUMBERS: dict[str, dict[float, str]] = {
    "uz-Latn": {
        0.5: "yarim",
        1: "bir",
        2: "ikki",
        3: "uch",
        4: "to'rt",
        5: "besh",
        6: "olti",
        7: "yetti",
        8: "sakkiz",
        9: "to'qqiz",
        10: "o'n",
        20: "yigirma",
        30: "o'ttiz",
        40: "qirq",
        50: "ellik",
    },
    "uz-Cyrl": {
        0.5: "ярим",
        1: "бир",
        2: "икки",
        3: "уч",
        4: "тўрт",
        5: "беш",
        6: "олти",
        7: "етти",
        8: "саккиз",
        9: "тўққиз",
        10: "ўн",
        20: "йигирма",
        30: "ўттиз",
        40: "қирқ",
        50: "эллик",
    },
    "kk-Cyrl": {
        0.5: "жарты жарым",
        1: "бір",
        2: "екі",
        3: "үш",
        4: "төрт",
        5: "бес",
        6: "алты",
        7: "жеті",
        8: "сегіз",
        9: "тоғыз",
        10: "он",
        20: "жиырма",
        30: "отыз",
        40: "қырық",
        50: "елу",
    },
    "kk-Latn": {
        0.5: "jarty",
        1: "bir",
        2: "eki",
        3: "úsh",
        4: "tórt",
        5: "bes",
        6: "alty",
        7: "jeti",
        8: "segiz",
        9: "toǵyz toghyz",
        10: "on",
        20: "jıyrma jiyrma",
        30: "otyz",
        40: "qyryq",
        50: "elý elu",
    },
    "kk-Arab": {
        0.5: "جارتى",
        1: "بىر",
        2: "ەكى",
        3: "ۇش",
        4: "تورت",
        5: "بەس",
        6: "التى",
        7: "جەتى",
        8: "سەگىز",
        9: "توعىز",
        10: "ون",
        20: "جيىرما",
        30: "وتىز",
        40: "قىرىق",
        50: "ەلۋ",
    },
    "kaa-Latn": {
        1: "bir",
        2: "eki",
        3: "úsh",
        4: "tórt",
        5: "bes",
        6: "altı",
        7: "jeti",
        8: "segiz",
        9: "toğız",
        10: "on",
    },
    "kaa-Cyrl": {
        1: "бир",
        2: "еки",
        3: "үш",
        4: "төрт",
        5: "бес",
        6: "алты",
        7: "жети",
        8: "сегиз",
        9: "тоғыз",
        10: "он",
    },
    "ru-Cyrl": {
        1.5: "полтора полторы",
        1: "один одну одна",
        2: "два две",
        3: "три",
        4: "четыре",
        5: "пять",
        6: "шесть",
        7: "семь",
        8: "восемь",
        9: "девять",
        10: "десять",
        15: "пятнадцать",
        20: "двадцать",
        30: "тридцать",
        40: "сорок",
        50: "пятьдесят",
    },
    "en-Latn": {
        1: "a an one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
    },
}

# Weekdays from Monday on.
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "uz-Latn": (
        "dushanba du",
        "seshanba se",
        "chorshanba chor",
        "payshanba pay",
        "juma ju",
        "shanba",
        "yakshanba yak",
    ),
    "uz-Cyrl": ("душанба", "сешанба", "чоршанба", "пайшанба", "жума", "шанба", "якшанба"),
    "kk-Cyrl": (
        "дүйсенбі дс",
        "сейсенбі сс",
        "сәрсенбі ср",
        "бейсенбі бс",
        "жұма жм",
        "сенбі сб",
        "жексенбі жс",
    ),
    "kk-Latn": (
        "dúısenbi düisenbı duisenbi",
        "seısenbi seisenbi",
        "sársenbi särsenbı",
        "beısenbi beisenbi",
        "juma",
        "senbi senbı",
        "jeksenbi jeksenbı",
    ),
    "kk-Arab": ("دۇيسەنبى", "سەيسەنبى", "سارسەنبى", "بەيسەنبى", "جۇما", "سەنبى", "جەكسەنبى"),
    "kaa-Latn": (
        "dúyshembi",
        "siyshembi",
        "sárshembi",
        "piyshembi",
        "juma",
        "shembi",
        "ekshembi",
    ),
    "kaa-Cyrl": ("дүйшемби", "сийшемби", "сәршемби", "пийшемби", "жума", "шемби", "екшемби"),
    "ru-Cyrl": (
        "понедельник пн",
        "вторник вт",
        "среда среду ср",
        "четверг чт",
        "пятница пятницу пт",
        "суббота субботу сб",
        "воскресенье вс",
    ),
    "en-Latn": (
        "monday mon",
        "tuesday tue",
        "wednesday wed",
        "thursday thu",
        "friday fri",
        "saturday sat",
        "sunday sun",
    ),
}

# Words that belong to a date without changing it: «kuni», «14:30 да», «в 14:30».
FILLERS: dict[str, str] = {
    "uz-Latn": "oyining oyida oyi kuni kunida da vaqt sana ertalab kechqurun tunda chi nchi inchi va bilan",
    "uz-Cyrl": "ойининг ойида ойи куни кунида да вақт сана эрталаб кечқурун тунда чи нчи инчи ва билан",
    "kk-Cyrl": "таңертең кешке түнде түсте айының айында күні күнгі де да та те шы ші нші ншы інші ыншы і сі ы інде ында сінде сында уақыты бойынша",
    "kk-Latn": "kúni küni de da ta te shi shy inshi ynshy",
    "kk-Arab": "كۇنى دا دە",
    "ru-Cyrl": "утром днем вечером ночью в во на по и от го е тому дата время",
    "en-Latn": "at on of the st nd rd th and",
}

# Labels before the date of publication, and before the date of a later change.
PUBLISHED: dict[str, str] = {
    "uz-Latn": "e'lon qilingan qilindi chop etilgan etildi joylandi joylangan joylashtirilgan qo'shilgan qo'shildi yuborilgan nashr berilgan",
    "uz-Cyrl": "эълон қилинган қилинди чоп этилган этилди жойланди жойланган жойлаштирилган қўшилган қўшилди берилган",
    "kk-Cyrl": "жарияланды жарияланған жарияланған_күні жарияланым қосылды жазылған салынды",
    "kk-Latn": "jarialandy jarııalandy jariyalandy jarııalanǵan",
    "kk-Arab": "جاريالاندى جارىيالاندى",
    "ru-Cyrl": "опубликовано опубликован опубликована размещено добавлено добавлен публикации публикация дата_публикации",
    "en-Latn": "published posted date by",
}
CHANGED: dict[str, str] = {
    "uz-Latn": "yangilanish yangilandi yangilangan o'zgartirildi o'zgartirilgan tahrirlandi tahrirlangan",
    "uz-Cyrl": "янгиланиш янгиланди янгиланган ўзгартирилди ўзгартирилган таҳрирланди таҳрирланган",
    "kk-Cyrl": "жаңартылды жаңартылған өзгертілді өңделді",
    "kk-Latn": "jańartyldy jańartylǵan ózgertildi",
    "kk-Arab": "جاڭارتىلدى",
    "ru-Cyrl": "обновлено обновлен обновлён обновлена изменено изменён отредактировано",
    "en-Latn": "updated modified edited",
}

# Words of the counters that stand beside a date: «1234 marta ko'rildi», «4236 рет көрсетілді», «9 min. o'qiladi».
COUNTERS: dict[str, str] = {
    "uz-Latn": "marta ta ko'rildi ko'rilgan ko'rishlar o'qildi o'qilgan o'qiladi izoh izohlar fikr fikrlar o'qish",
    "uz-Cyrl": "та кўрилди кўрилган кўришлар ўқилди ўқилган ўқилади изоҳ изоҳлар фикр фикрлар ўқиш",
    "kk-Cyrl": "рет көрсетілді көрілді қаралды қаралым оқылды оқу үшін пікір пікірлер",
    "kk-Latn": "ret kórildi qaraldy qaralym oqyldy oqý úshin pikir",
    "kk-Arab": "رەت كورىلدى قارالدى وقىلدى",
    "ru-Cyrl": "просмотр просмотра просмотров просмотры прочитали раз комментарий комментария комментариев комментарии чтения",
    "en-Latn": "views view comments comment read shares times",
}

# Words that make the date beside them that of a birth, a death, a term or an event to come: «1995-yil 12-mayda
# tug'ilgan», «до 24 апреля 2025». No article was published on it.
ELSEWHERE: dict[str, str] = {
    "uz-Latn": "tug'ilgan tug'ildi tavallud vafot gacha qadar muddat muddati boshlanadi tugaydi o'tkaziladi o'tadi",
    "uz-Cyrl": "туғилган туғилди таваллуд вафот гача қадар муддат муддати бошланади тугайди ўтказилади ўтади",
    "kk-Cyrl": "туған туылған дүниеге қайтыс дейін мерзімі басталады аяқталады өткізіледі өтеді",
    "kk-Latn": "týǵan týylǵan dúnıege qaıtys deıin merzimi bastalady aıaqtalady ótkiziledi ótedi",
    "kk-Arab": "تۋعان دۇنيەگە قايتىس دەيىن",
    "ru-Cyrl": "родился родилась рождения умер умерла скончался скончалась до истекает состоится пройдет начнется",
    "en-Latn": "born died until deadline expires",
}

# Other words of a date line, which say nothing of the date: «Muallif: …», «Foto: …», «Поделиться».
BESIDE: dict[str, str] = {
    "uz-Latn": "muallif avtor foto surat manba ulashish bo'lishish jo'natish",
    "uz-Cyrl": "муаллиф фото сурат манба улашиш бўлишиш",
    "kk-Cyrl": "автор фото сурет дереккөз бөлісу",
    "kk-Latn": "avtor foto sýret derekkóz bólisý",
    "kk-Arab": "اۆتور فوتو سۋرەت بولىسۋ",
    "ru-Cyrl": "автор фото источник поделиться",
    "en-Latn": "author photo source share",
}

# Printed zones by their name in the tz database; «Moskva vaqti bilan». A city alone is no zone: it is where the
# news is from.
ZONES: dict[str, str] = {
    "UTC": "utc gmt z ut",
    "Etc/GMT+4": "edt",  # the zones of RFC 822, as fixed as their names; here + is west
    "Etc/GMT+5": "est cdt",
    "Etc/GMT+6": "cst mdt",
    "Etc/GMT+7": "mst pdt",
    "Etc/GMT+8": "pst",
    "Etc/GMT-1": "cet",
    "Etc/GMT-2": "cest eet",
    "Europe/Moscow": (
        "msk мск moskva_vaqti москва_вақти мәскеу_уақыты мәскеу_уақытымен"
        " московскому_времени московское_время времени_москвы время_москвы по_москве"
    ),
    "Asia/Tashkent": (
        "uzt toshkent_vaqti тошкент_вақти ташкент_уақыты ташкент_уақытымен"
        " ташкентскому_времени ташкентское_время времени_ташкента время_ташкента по_ташкенту"
    ),
    "Asia/Almaty": (
        "almt астана_уақыты астана_уақытымен алматы_уақыты алматы_уақытымен қазақстан_уақыты қазақстан_уақытымен"
        " astana_ýaqyty astana_ýaqytymen astana_uaqyty astana_uaqytymen almaty_ýaqyty almaty_ýaqytymen"
        " almaty_uaqyty almaty_uaqytymen ostona_vaqti остона_вақти олмаота_вақти"
        " времени_астаны время_астаны времени_алматы время_алматы по_астане по_алматы"
    ),
}

MERIDIEMS: dict[str, int] = {"am": 0, "pm": 12, "a.m.": 0, "p.m.": 12, "a.m": 0, "p.m": 12}
