"""The letters of Kazakh in its Latin and Arabic alphabets, and the rules for reading them back into Cyrillic.

The sources are named in `xabar.language.alphabets.kazakh`.
"""

from __future__ import annotations

import re

HAMZA = "ٴ"  # U+0674, high hamza

_COMMON = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "к": "k", "қ": "q",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "һ": "h",
    "ц": "ts", "ъ": "", "ь": "", "э": "e",
}  # fmt: skip

# The Latin alphabets by the name of their standard: lower-case Cyrillic letter → spelling.
LATIN = {
    "2017": _COMMON | {
        "ә": "aʼ", "ғ": "gʼ", "ё": "iʼo", "и": "iʼ", "й": "iʼ", "ң": "nʼ", "ө": "oʼ", "у": "yʼ", "ұ": "u",
        "ү": "uʼ", "х": "h", "ч": "cʼ", "ш": "sʼ", "щ": "sʼcʼ", "ы": "y", "і": "i", "ю": "iʼyʼ", "я": "iʼa",
    },
    "2018": _COMMON | {
        "ә": "á", "ғ": "ǵ", "ё": "ıo", "и": "ı", "й": "ı", "ң": "ń", "ө": "ó", "у": "ý", "ұ": "u",
        "ү": "ú", "х": "h", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "і": "i", "ю": "ıý", "я": "ıa",
    },
    "2021": _COMMON | {
        "ә": "ä", "ғ": "ğ", "ё": "io", "и": "i", "й": "i", "ң": "ñ", "ө": "ö", "у": "u", "ұ": "ū",
        "ү": "ü", "х": "h", "ч": "tş", "ш": "ş", "щ": "ştş", "ы": "y", "і": "ı", "ю": "iu", "я": "ia",
    },
    "QazAqparat": _COMMON | {
        "ә": "ä", "ғ": "ğ", "ё": "yo", "и": "ï", "й": "y", "ң": "ñ", "ө": "ö", "у": "w", "ұ": "u",
        "ү": "ü", "х": "x", "ц": "c", "ч": "ç", "ш": "ş", "щ": "şç", "ы": "ı", "і": "i", "ю": "yu", "я": "ya",
        "э": "é",
    },
}  # fmt: skip

ARABIC = {
    "а": "ا", "ә": "ا", "б": "ب", "в": "ۆ", "г": "گ", "ғ": "ع", "д": "د", "е": "ە", "ё": "يو", "ж": "ج",
    "з": "ز", "и": "ي", "й": "ي", "к": "ك", "қ": "ق", "л": "ل", "м": "م", "н": "ن", "ң": "ڭ", "о": "و",
    "ө": "و", "п": "پ", "р": "ر", "с": "س", "т": "ت", "у": "ۋ", "ұ": "ۇ", "ү": "ۇ", "ф": "ف", "х": "ح",
    "һ": "ھ", "ц": "تس", "ч": "چ", "ш": "ش", "щ": "شش", "ъ": "", "ы": "ى", "ь": "", "і": "ى", "э": "ە",
    "ю": "يۋ", "я": "يا",
}  # fmt: skip

# Stands for both и and й in a word that is half read; its neighbours decide which one it is, or whether it is ю or я.
GLIDE = "i"

# Arabic letters as the Cyrillic of a word with back vowels.
ARABIC_TO_CYRILLIC = {
    "ا": "а", "آ": "а", "أ": "а", "ب": "б", "ۆ": "в", "گ": "г", "ع": "ғ", "غ": "ғ", "د": "д", "ە": "е", "ه": "е",
    "ج": "ж", "ز": "з", "ي": GLIDE, "ی": GLIDE, "ئ": GLIDE, "ك": "к", "ک": "к", "ق": "қ", "ل": "л", "م": "м", "ن": "н",
    "ڭ": "ң", "و": "о", "پ": "п", "ر": "р", "س": "с", "ت": "т", "ۋ": "у", "ۇ": "ұ", "ف": "ф", "ح": "х",
    "خ": "х", "ھ": "һ", "چ": "ч", "ش": "ш", "ى": "ы", "ـ": "", HAMZA: "",
}  # fmt: skip

ARABIC_PUNCTUATION = {",": "،", ";": "؛", "?": "؟"}

BACK_TO_FRONT = {"а": "ә", "о": "ө", "ұ": "ү", "ы": "і"}
_CONSONANT = "[бвгғджзкқлмнңпрстфхһцчшщ]"
_VOWEL = "[аәеоөұүыіэ]"

# How a glide is read, in order: pattern, replacement. у after a vowel is a consonant.
GLIDE_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (f"(?<={_CONSONANT})ii?а", "ия"),  # akademiia, akademia академия
        (f"(?<={_VOWEL})iа|(?<={_VOWEL}у)iа|^iа", "я"),  # oian оян, iağni яғни
        (f"(?<={_VOWEL})iу|^iу", "ю"),  # aiu аю, iubilei юбилей
        ("уiа", "уя"),  # tuia туя
        (f"(?<={_CONSONANT})iу(?={_CONSONANT}|i)", "ю"),  # biudjet бюджет, diuim дюйм
        (f"(?<={_CONSONANT})iу", "ию"),  # jiu жию
        ("(?<=[аәеоөұүыіэюя])i", "й"),  # toi той
        (f"(?<={_CONSONANT}у)i(?!{_VOWEL})", "й"),  # tui туй
        ("^i(?=[оө])", "й"),  # iod йод
        ("ii", "ий"),  # siire сийре
        ("йа", "я"),
        ("йу", "ю"),
        ("i", "и"),
    )
)
