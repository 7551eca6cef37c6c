"""Kazakh: the letters of its alphabets, its spelling rules and its stop words, on the folded form.

The folded form is a key, not a spelling: `y`, `i`, `ı`, `u` mean other letters in each Latin draft and a short query
does not say which draft it follows, so the key has one letter for {ы і и й}, one for {ұ ү у}, one for {а ә} and one
for {о ө}, as the Arabic script has, which marks frontness once a word or not at all.
Sources: decree 569 of 26 October 2017, decree 637 of 19 February 2018, the drafts of 2019 and of 28 January 2021,
the QazAqparat alphabet, tote zhazu as Kazinform prints it.
"""

from xabar.language.pattern_builders import one_of, repeated
from xabar.language.patterns import Text
from xabar.language.tables.kk_suffixes import ENCLITICS, OVERRIDES, SUFFIX_RULES
from xabar.language.tables.table import LanguageTable, build_mapping, rule, words

_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "ğ", "д": "d", "е": "e", "ё": "io", "ж": "j", "з": "z",
    "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ñ", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ç",
    "ш": "ş", "щ": "ş", "ъ": "", "ы": "i", "і": "i", "ь": "", "э": "e", "ў": "u", "ю": "iu", "я": "ia",
    "сх": "ş", "сһ": "ş",  # 2018 and 2021 print both асхана and ша with sh
    "тш": "ç", "кх": "h", "гх": "ğ",  # and so патша and ч with tş, names with kh and gh
}  # fmt: skip

_LATIN = {
    "g’": "ğ", "n’": "ñ", "s’": "ş", "c’": "ç", "y’": "u",  # 2017; a’ o’ u’ i’ only lose the apostrophe
    "ǵ": "ğ", "ń": "ñ", "ý": "u", "sh": "ş", "ch": "ç",  # 2018
    "ğ": "ğ", "ñ": "ñ", "ŋ": "ñ", "ş": "ş", "ș": "ş", "ç": "ç", "ı": "i", "y": "i", "w": "u", "x": "h",  # 2019, 2021, QazAqparat
    "ə": "a", "ɵ": "o",  # what keyboards without ә and ө print for them, in Cyrillic words too
    "tş": "ç", "tsh": "ç", "ts’": "ç", "c": "ts", "zh": "j", "gh": "ğ", "kh": "h",  # ч and ц in loans, and how people type without the letters
}  # fmt: skip

_ARABIC = {
    "ا": "a", "ٵ": "a", "أ": "a", "آ": "a", "ب": "b", "ۆ": "v", "گ": "g", "ع": "ğ", "غ": "ğ", "د": "d", "ە": "e",
    "ج": "j", "ز": "z", "ي": "i", "ی": "i", "ى": "i", "ٸ": "i", "ك": "k", "ک": "k", "ق": "q", "ل": "l", "م": "m",
    "ن": "n", "ڭ": "ñ", "و": "o", "ٶ": "o", "ؤ": "o", "پ": "p", "ر": "r", "س": "s", "ت": "t", "ۋ": "u", "ۇ": "u",
    "ٷ": "u", "ف": "f", "ح": "h", "ھ": "h", "ه": "h", "ة": "e", "خ": "h", "چ": "ç", "ش": "ş",
    "تش": "ç", "\u0674": "", "ء": "", "ئ": "", "ـ": "",
}  # fmt: skip

LETTERS = _CYRILLIC | _LATIN | _ARABIC

SPELLING_RULES = (rule(repeated(Text("i"), 2), becomes="i"), rule("ş" + one_of("şç"), becomes="ş"))

# Words that ask and name nothing. Kim stays: it is a name too.
_STOP_WORDS = words("""
qandai qai qaisi qaisisi qalai qalaişa qaşan qaşannan qaşanği qaida qaidan qaidaği qanşa qanşama qanşadan qanşaliqti
neşe neşede neşinşi nelikten ne neniñ neni nege nede neden nemen
""")

# Of the other letters that a Russian keyboard lacks (ә ө ұ ү і һ) the folded form knows nothing.
_LOOSE_LETTERS = {"q": "k", "ğ": "g", "ñ": "n"}

_MEANT_LETTERS = {
    "к": ("қ",), "г": ("ғ",), "н": ("ң",),  # a Russian keyboard
    "k": ("q",), "g": ("ğ",), "n": ("ñ",), "s": ("ş",), "y": ("ý",), "c": ("ç",),  # the marks left out
    "ng": ("ñ", "ñg"), "sh": (), "ch": (), "zh": (), "kh": (), "gh": (),  # chats
}  # fmt: skip

TABLE = LanguageTable(
    "kk",
    build_mapping(LETTERS),
    SPELLING_RULES,
    OVERRIDES,
    SUFFIX_RULES,
    ENCLITICS,
    frozenset(_STOP_WORDS),
    _LOOSE_LETTERS,
    _MEANT_LETTERS,
)
