"""Uzbek: the letters of its alphabets, its spelling rules and its stop words, on the folded form.

The folded form has one letter a sound, those of the 1993 alphabet (ö ğ ş ç), whatever alphabet was printed.
Sources: the law of 2 September 1993 and its revision of 6 May 1995 (the alphabet), the Cabinet of Ministers'
resolution 339 of 24 August 1995 (the spelling rules), the drafts of 2019, 2021, 2023 and 2026.
"""

from xabar.language.pattern_builders import after, before, either, not_before, one_of, optional
from xabar.language.patterns import END, START, Text
from xabar.language.tables.table import LanguageTable, build_mapping, rule, words
from xabar.language.tables.uz_suffixes import OVERRIDES, SUFFIX_RULES

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

_CONSONANTS = "bdfgjklmnpqrvxzşç"
_VOWEL = one_of("aeiouö")

SPELLING_RULES = (
    # ер yer, but эр er; the press prints evropa too
    rule(START + "ě", START + "e" + before("vro"), becomes="ye"),
    rule(Text("ě"), becomes="e"),
    rule("ö" + END, becomes="o"),  # a closing quotation mark, ‘kino’, does not belong to the letter
    rule("nğ" + END, becomes="ng"),
    # ц: ts between vowels, else s; the press prints ts after consonants too. -tsin, -tsiz are suffixes after t.
    rule("ţ" + after(_VOWEL + "ţ") + before(one_of("aeiouöy")), becomes="ts"),
    rule(Text("ţ"), becomes="s"),
    # цикл begins a part of its word: антициклон antisiklon.
    rule(
        "ts"
        + either(
            after(one_of(_CONSONANTS) + "ts") + before("e", "i" + not_before(one_of("zn"))),
            before(one_of("bdfgjklmnpqrtvxzşç"), "ikl", END),
            after(START + "ts"),
        ),
        becomes="s",
    ),
    # y in loans: the press writes byudjet and budjet, batalyon and batalon, izolyatsiya and izolatsiya.
    rule(
        "y"
        + either(
            after(one_of("bdfgjklmnpqrvxzstşç") + "y") + before(one_of("ue")),
            after(one_of("lns") + "y") + before("o"),
            after("ly") + before("atsi", "ator"),
            after(one_of("nk") + "ty") + before("abr"),
            after(START + "kny") + before("az"),
            after("iy") + before("e"),
        ),
        becomes="",
    ),
    # мавзуи mavzuyi, мавқеи mavqeyi
    rule(
        "i" + after(one_of("aeouö") + "i") + before(optional("ni", "ning", "ga", "da", "dan", "dagi") + END),
        becomes="yi",
    ),
)

# Suffixes that are written apart from the word: «Замин»ни, АҚШ-нинг, 2021-dagi.
_ENCLITICS = words("ning ni ga ka qa da dan dagi lar larning larni larga larda lardan")

# Words that ask and name nothing. Kim stays: it is a name too.
_STOP_WORDS = words("""
qanday qanaqa qaysi qaysisi qaçon qaçondan qaçongaça qayer qayerda qayerga qayerdan qayerdagi qayda qani
nima nimani nimaning nimaga nimada nimadan nega neça neçta neçada neçançi qança qançadan qançalik
""")

_LOOSE_LETTERS = {"ö": "o", "ğ": "g", "q": "k", "h": "x"}

_MEANT_LETTERS = {
    "o": ("o’",), "g": ("g’",),  # the apostrophes left out
    "h": ("x",), "x": ("h",), "w": ("sh",), "sh": (), "ch": (),  # chats: hato, wahar; c is read as ch anyway
    "у": ("ў",), "к": ("қ",), "г": ("ғ",), "х": ("ҳ",),  # a Russian keyboard
}  # fmt: skip

TABLE = LanguageTable(
    "uz",
    build_mapping(LETTERS),
    SPELLING_RULES,
    OVERRIDES,
    SUFFIX_RULES,
    _ENCLITICS,
    frozenset(_STOP_WORDS),
    _LOOSE_LETTERS,
    _MEANT_LETTERS,
)
