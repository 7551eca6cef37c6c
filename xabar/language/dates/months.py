"""The words around a month in a printed date: case suffixes, weekdays, words for the year.

`xabar.language.dates.words` says how to write these tables.
"""

from __future__ import annotations

# A Russian month that is another word in Uzbek: «5 марта» is "five times", «5 марта 2024» can only be a date.
DOUBTFUL_MONTHS: dict[str, dict[int, str]] = {"uz-Cyrl": {3: "марта"}}

# The closed list of case suffixes that a full month name may carry: «12-aprelda», «3 қазандағы».
# Nothing else may follow a name, which is what keeps «12 мамандық» and «5 marta» from being dates.
CASE_SUFFIXES: dict[str, str] = {
    "uz-Latn": "da dagi ning ni ga i ida idagi ining ini iga",
    "uz-Cyrl": "да даги нинг ни га и ида идаги ининг ини ига",
    "kk-Cyrl": (
        "да де та те дағы дегі тағы тегі ның нің дың дің тың тің ны ні ды ді ты ті"
        " ға ге қа ке ы і сы сі нда нде ында інде сында сінде ының інің сының сінің ындағы індегі сындағы сіндегі"
    ),
    "kk-Latn": (
        "da de ta te dağy degı tağy tegı nyń nıń dyń dıń tyń tıń ny nı dy dı ty tı"
        " ğa ge qa ke y ı sy sı nda nde ynda ınde synda sınde ynyń ınıń yndağy ındegı daghy dagy degi taghy tagy tegi nyng ning dyng ding tyng ting"
    ),
    "kk-Arab": (
        "دا دە تا تە داعى دەگى تاعى تەگى نىڭ دىڭ تىڭ عا گە قا كە نى دى تى ى سى"
        " ىندا ىندە سىندا سىندە ىنىڭ سىنىڭ"
    ),
    "kaa-Latn": "da de ta te dagi degi tagi tegi niń diń tiń ı i",
    "kaa-Cyrl": "да де та те дағы деги тағы теги ның ниң дың диң тың тиң",
    "ru-Cyrl": "",
    "en-Latn": "",
}

# The suffixes of «from», which make a date the first day of a term: «2025-yil 1-apreldan», «1 сәуірден бастап».
# Sites print it as a date line too, but then with nothing beside the day: «3-oktyabrdan».
ABLATIVES: dict[str, str] = {
    "uz-Latn": "dan idan",
    "uz-Cyrl": "дан идан",
    "kk-Cyrl": "дан ден тан тен нан нен ынан інен",
    "kk-Latn": "dan den tan ten nan nen ynan ınen",
    "kk-Arab": "دان دەن تان تەن نان نەن ىنان ىنەن",
    "kaa-Latn": "dan den tan ten nan nen",
    "kaa-Cyrl": "дан ден тан тен нан нен",
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
