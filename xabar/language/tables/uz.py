"""Uzbek: the letters of its alphabets and its endings, on the folded form.

The folded form has one letter a sound, those of the 1993 alphabet (ö ğ ş ç), whatever alphabet was printed.
Sources: the law of 2 September 1993 and its revision of 6 May 1995 (the alphabet), the Cabinet of Ministers'
resolution 339 of 24 August 1995 (the spelling rules), the drafts of 2019, 2021, 2023 and 2026.
"""

from xabar.language.tables.patterns import words
from xabar.language.tables.table import LanguageTable, Rewrite, build_mapping
from xabar.language.tables.uz_endings import ENDINGS, OVERRIDES

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "ğ", "д": "d", "е": "ě", "ё": "yo", "ж": "j", "з": "z",
    "и": "i", "й": "y", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "о": "o", "ў": "ö", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ҳ": "h", "ц": "ţ", "ч": "ç", "ш": "ş",
    "щ": "ş", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ң": "ng",
}  # fmt: skip

_LATIN = {
    "o’": "ö", "g’": "ğ",  # 1995
    "sh": "ş", "ch": "ç",  # sʼh is two letters
    "õ": "ö", "ō": "ö", "ŏ": "ö", "ó": "ö", "ö": "ö",  # 2023, 2021, 2019, 1993 and 2026
    "ḡ": "ğ", "ǵ": "ğ", "ğ": "ğ",
    "ş": "ş", "ș": "ş", "š": "ş", "c": "ç",  # and so ç
    "ı": "i", "ñ": "ng", "ŋ": "ng", "w": "v",
}  # fmt: skip

# е after a vowel is ye: поезд poyezd.
_AFTER_VOWEL = {
    f"{vowel}е": f"{heard}ye"
    for vowel, heard in zip("аеёоуўэюя", ("a", "e", "yo", "o", "u", "ö", "e", "yu", "ya"), strict=True)
}

_EXCEPTIONS = {"ishoq": "ishoq", "ashob": "ashob", "mushaf": "mushaf"}

LETTERS = _CYRILLIC | _LATIN | _AFTER_VOWEL | _EXCEPTIONS

REWRITES = (
    Rewrite("^ě|^e(?=vro)", "ye"),  # ер yer, but эр er; the press prints evropa too
    Rewrite("ě", "e"),
    Rewrite("ö$", "o"),  # a closing quotation mark, ‘kino’, is no part of the letter
    Rewrite("nğ$", "ng"),
    # ц: ts between vowels, else s; the press prints ts after consonants too. -tsin, -tsiz are endings after t.
    Rewrite("ţ(?<=[aeiouö]ţ)(?=[aeiouöy])", "ts"),
    Rewrite("ţ", "s"),
    # цикл begins a part of its word: антициклон antisiklon.
    Rewrite("ts(?:(?<=[bdfgjklmnpqrvxzşç]ts)(?=e|i(?![zn]))|(?=[bdfgjklmnpqrtvxzşç]|ikl|$)|(?<=^ts))", "s"),
    # y in loans: the press writes byudjet and budjet, batalyon and batalon, izolyatsiya and izolatsiya.
    Rewrite(
        "y(?:(?<=[bdfgjklmnpqrvxzstşç]y)(?=[ue])|(?<=[lns]y)(?=o)|(?<=ly)(?=atsi|ator)|(?<=[nk]ty)(?=abr)|(?<=^kny)(?=az)|(?<=iy)(?=e))",
        "",
    ),
    Rewrite("i(?<=[aeouö]i)(?=(?:ni|ning|ga|da|dan|dagi)?$)", "yi"),  # мавзуи mavzuyi, мавқеи mavqeyi
)

# Endings that are written apart from the word: «Замин»ни, АҚШ-нинг, 2021-dagi.
_ENCLITICS = words("ning ni ga ka qa da dan dagi lar larning larni larga larda lardan")

# Words that ask and name nothing. Kim stays: it is a name too.
_STOPS = words("""
qanday qanaqa qaysi qaysisi qaçon qaçondan qaçongaça qayer qayerda qayerga qayerdan qayerdagi qayda qani
nima nimani nimaning nimaga nimada nimadan nega neça neçta neçada neçançi qança qançadan qançalik
""")

TABLE = LanguageTable(
    "uz", build_mapping(LETTERS), REWRITES, OVERRIDES, ENDINGS, _ENCLITICS, frozenset(_STOPS)
)
