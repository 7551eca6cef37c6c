"""The words of printed dates other than months and amounts, as sites print them.

Words are written as people write them (a phrase with `_`) and folded once by `xabar.language.dates.lexicon.fold_key`,
which takes away case, apostrophes, the diacritics of Latin letters and the spellings of Arabic letters: an entry
covers all of these. Sources: the spelling dictionaries of Uzbek (1995) and Kazakh (1983), the Latin alphabets of
Kazakh of 2017, 2018 and 2021, CLDR 46 for month names, and the strings that sites print (the locales of
Carbon and of moment among them, since many sites take their words from there).
"""

from __future__ import annotations

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
    "kk-Latn": {0: "búgin bügın bugin", -1: "keshe keşe", -2: "aldyńǵy_kúni aldyńgúni"},
    "kk-Arab": {0: "بۇگىن", -1: "كەشە", -2: "الدىڭعى_كۇنى الدىڭگۇنى"},
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
    "kk-Latn": "jańa_ǵana jana_gana zhanga_ghana jańa_ğana qazir qazir_ǵana",
    "kk-Arab": "جاڭا_عانا قازىر قازىر_عانا",
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

# Words that belong to a date without changing it: «kuni», «14:30 да», «в 14:30».
FILLERS: dict[str, str] = {
    "uz-Latn": "oyining oyida oyi kuni kunida da vaqt sana ertalab kechqurun tunda chi nchi inchi bilan",
    "uz-Cyrl": "ойининг ойида ойи куни кунида да вақт сана эрталаб кечқурун тунда чи нчи инчи билан",
    "kk-Cyrl": "таңертең кешке түнде түсте айының айында күні күнгі де да та те шы ші нші ншы інші ыншы і сі ы інде ында сінде сында уақыты бойынша",
    "kk-Latn": "kúni aıynyń aıynda de da ta te shi shy inshi ynshy i si y sy inde ynda boıynsha",
    "kk-Arab": "كۇنى ايىنىڭ ايىندا دا دە تا تە ى سى بويىنشا",
    "ru-Cyrl": "утром днем вечером ночью в во на по от го е тому дата время",
    "en-Latn": "at on of the st nd rd th",
}

# «and», «or», «from» tie a date to another one, or to the time since then: «12 va 13 aprel», «с 1 апреля».
JOINERS: dict[str, str] = {
    "uz-Latn": "va hamda yoki yohud",
    "uz-Cyrl": "ва ҳамда ёки ёхуд",
    "kk-Cyrl": "және мен бен пен немесе",
    "kk-Latn": "jáne jäne men ben pen nemese",
    "kk-Arab": "جانە مەن بەن پەن نەمەسە",
    "kaa-Latn": "hám menen benen yamasa",
    "kaa-Cyrl": "ҳәм менен бенен ямаса",
    "ru-Cyrl": "и или либо с со",
    "en-Latn": "and or from since",
}

# «from» behind a date or a year: «24.04.2025 dan», «1-aprel 2025-yildan».
SINCE: dict[str, str] = {
    "uz-Latn": "dan yildan kunidan",
    "uz-Cyrl": "дан йилдан кунидан",
    "kk-Cyrl": "дан ден тан тен жылдан күннен күнінен",
    "kk-Latn": "dan den tan ten jyldan kúnnen kúninen",
    "kk-Arab": "دان دەن تان تەن جىلدان كۇننەن كۇنىنەن",
    "kaa-Latn": "dan den tan ten jıldan",
    "kaa-Cyrl": "дан ден тан тен жылдан",
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
    "uz-Latn": "tug'ilgan tug'ildi tavallud vafot gacha qadar muddat muddati boshlab boshlanadi tugaydi o'tkaziladi o'tadi",
    "uz-Cyrl": "туғилган туғилди таваллуд вафот гача қадар муддат муддати бошлаб бошланади тугайди ўтказилади ўтади",
    "kk-Cyrl": "туған туылған дүниеге қайтыс дейін мерзімі бастап басталады аяқталады өткізіледі өтеді",
    "kk-Latn": "týǵan tuğan týylǵan tuylğan dúnıege qaıtys deıin merzimi bastap bastalady aıaqtalady ótkiziledi ótedi",
    "kk-Arab": "تۋعان دۇنيەگە قايتىس دەيىن باستاپ",
    "ru-Cyrl": "родился родилась рождения умер умерла скончался скончалась до истекает начиная состоится пройдет начнется",
    "en-Latn": "born died until deadline expires",
}

# Acts, whose date is not that of the article: «2020 жылғы 7 шілдедегі Кодексі», «Закон от 7 июля 2020 г.».
ACTS: dict[str, str] = {
    "uz-Latn": "qaror qarori qonun qonuni farmon farmoni farmoyish farmoyishi buyruq buyrug'i kodeks kodeksi",
    "uz-Cyrl": "қарор қарори қонун қонуни фармон фармони фармойиш фармойиши буйруқ буйруғи кодекс кодекси",
    "kk-Cyrl": "заң заңы кодекс кодексі жарлық жарлығы қаулы қаулысы бұйрық бұйрығы",
    "kk-Latn": "zań zańy kodeks kodeksi jarlyq jarlyǵy qaýly qaýlysy qauly qaulysy buıryq buıryǵy",
    "kk-Arab": "زاڭ زاڭى كودەكس كودەكسى جارلىق جارلىعى قاۋلى قاۋلىسى بۇيرىق بۇيرىعى",
    "kaa-Latn": "qarar qararı nızam nızamı",
    "kaa-Cyrl": "қарар қарары нызам нызамы",
    "ru-Cyrl": "закон закона указ указа постановление постановления кодекс кодекса приказ приказа",
}

# The sign of a number; behind a date it is the number of an act: «07.07.2020 № 360», «7-iyuldagi 360-son».
NUMBER_SIGNS: dict[str, str] = {
    "uz-Latn": "son sonli",
    "uz-Cyrl": "сон сонли",
    "en-Latn": "no",  # which is also what Unicode makes of №
}

# Other words of a date line, which say nothing about the date: «Muallif: …», «Foto: …», «Поделиться».
BESIDE: dict[str, str] = {
    "uz-Latn": "muallif avtor foto surat manba ulashish bo'lishish jo'natish",
    "uz-Cyrl": "муаллиф фото сурат манба улашиш бўлишиш",
    "kk-Cyrl": "автор фото сурет дереккөз бөлісу",
    "kk-Latn": "avtor foto sýret derekkóz bólisý",
    "kk-Arab": "اۆتور فوتو سۋرەت بولىسۋ",
    "ru-Cyrl": "автор фото источник поделиться",
    "en-Latn": "author photo source share",
}

# Printed zones by their name in the tz database; «Moskva vaqti bilan». A city by itself names no zone: it is where
# the news is from.
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
        " московскому_времени московское_время máskeý_ýaqyty máskeý_ýaqytymen mäskeu_uaqyty mäskeu_uaqytymen ماسكەۋ_ۋاقىتى ماسكەۋ_ۋاقىتىمەن"
        " времени_москвы время_москвы по_москве"
    ),
    "Asia/Tashkent": (
        "uzt toshkent_vaqti тошкент_вақти ташкент_уақыты ташкент_уақытымен"
        " ташкентскому_времени ташкентское_время времени_ташкента время_ташкента по_ташкенту"
    ),
    "Asia/Almaty": (
        "almt астана_уақыты астана_уақытымен алматы_уақыты алматы_уақытымен қазақстан_уақыты қазақстан_уақытымен"
        " astana_ýaqyty astana_ýaqytymen astana_uaqyty astana_uaqytymen almaty_ýaqyty almaty_ýaqytymen"
        " almaty_uaqyty almaty_uaqytymen استانا_ۋاقىتى استانا_ۋاقىتىمەن الماتى_ۋاقىتى الماتى_ۋاقىتىمەن ostona_vaqti остона_вақти олмаота_вақти"
        " времени_астаны время_астаны времени_алматы время_алматы по_астане по_алматы"
    ),
}

MERIDIEMS: dict[str, int] = {"am": 0, "pm": 12, "a.m.": 0, "p.m.": 12, "a.m": 0, "p.m": 12}
