"""The sounds of names and the suffixes that names take, from which the name keys are made.

A key has one letter for the sounds that Uzbek, Kazakh, Russian and English spell differently in one name: a for the
open and the rounded vowels (Тошкент, Ташкент; Сўғд, Sughd), e for е, и, ы and й (Сергей, Sergei), one consonant for
қ and к, ғ and г, х and ҳ, ц, ts and s. A sequence counts as one sound where one of the languages has one letter for it.
Sources: the alphabets of `tables/uz.py` and `tables/kk.py`; the romanizations of Russian in passports (ICAO 9303) and on
maps (BGN/PCGN 1947).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xabar.language.pattern_builders import after, any_of, before, either, group, maybe, one_of, repeated
from xabar.language.patterns import END, Text
from xabar.language.tables.table import Rule, build_mapping, rule, suffix_rule

CONSONANTS = "bvgdjzklmnprstfhçş"
VOWELS = "ae"
_LETTER = one_of(VOWELS + CONSONANTS)
_VOWEL = one_of(VOWELS)

_CYRILLIC = {
    "а": "a", "ә": "a", "о": "a", "ө": "a", "у": "a", "ў": "a", "ұ": "a", "ү": "a",
    "е": "e", "э": "e", "и": "e", "і": "e", "ы": "e", "й": "e", "ё": "e", "ю": "e", "я": "e",
    "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "ж": "j", "з": "z", "к": "k", "қ": "k", "л": "l", "м": "m",
    "н": "n", "ң": "ng", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "h", "ҳ": "h", "һ": "h",
    "ц": "ts", "ч": "ç", "ш": "ş", "щ": "ş", "ъ": "", "ь": "",
    "дж": "j",  # Джамбул, Jambul
}  # fmt: skip

_LATIN = {
    "a": "a", "o": "a", "u": "a", "e": "e", "i": "e", "y": "e", "ı": "e",
    "b": "b", "v": "v", "w": "v", "g": "g", "d": "d", "j": "j", "z": "z", "k": "k", "q": "k", "l": "l", "m": "m",
    "n": "n", "ñ": "ng", "ŋ": "ng", "ń": "ng", "n’": "ng", "p": "p", "r": "r", "s": "s", "t": "t", "f": "f",
    "h": "h", "ş": "ş", "ș": "ş", "š": "ş", "ç": "ç", "ý": "a", "y’": "a",
    "c": "k", "ce": "se", "ci": "se", "cy": "se", "ck": "k", "qu": "ka",
    "sh": "ş", "ch": "ç", "s’": "ş", "c’": "ç", "s’h": "sh", "kh": "h", "gh": "g", "ph": "f", "th": "t",
    "zh": "j", "dj": "j", "dzh": "j", "tz": "ts",
}  # fmt: skip

_ARABIC = {
    "ا": "a", "ٵ": "a", "أ": "a", "آ": "a", "و": "a", "ٶ": "a", "ؤ": "a", "ۋ": "a", "ۇ": "a", "ٷ": "a",
    "ە": "e", "ة": "e", "ي": "e", "ی": "e", "ى": "e", "ٸ": "e",
    "ب": "b", "ۆ": "v", "گ": "g", "ع": "g", "غ": "g", "د": "d", "ج": "j", "ز": "z", "ك": "k", "ک": "k", "ق": "k",
    "ل": "l", "م": "m", "ن": "n", "ڭ": "ng", "پ": "p", "ر": "r", "س": "s", "ت": "t", "ف": "f", "ح": "h", "ھ": "h",
    "ه": "h", "خ": "h", "چ": "ç", "ش": "ş", "\u0674": "", "ء": "", "ئ": "", "ـ": "",
}  # fmt: skip

# у before a vowel is what English writes w: Уэльс, Wales; Әуезов, Auezov, Avezov; Эдуард, Edward.
_BEFORE_VOWEL = {
    u + vowel: f"v{letters[vowel]}"
    for letters, us, vowels in (
        (_CYRILLIC, "у", "аәоөеэиіыё"),
        (_LATIN, "u", "aoeiyı"),
        (_ARABIC, "ۋ", "اوەيى"),
    )
    for u in us
    for vowel in vowels
}

_SOUNDS = _CYRILLIC | _LATIN | _ARABIC | _BEFORE_VOWEL | {"que": "ke", "qui": "ke"}

# x is х in the Latin of Uzbek and Kazakh, and ks elsewhere: Xiva, Alex; their th is two sounds.
_TURKIC, _FOREIGN = {"x": "h"}, {"x": "ks", "th": "t"}

# Before the suffix rules: one letter of each run of vowels; an h that ends a name is not heard (Абдуллоҳ, Abdulla).
SOUND_RULES = (rule(_VOWEL + after(_VOWEL + _VOWEL), "h" + after(_VOWEL + "h") + END, becomes=""),)
# After them: ts as ц; one letter of each doubled consonant; no last vowel.
LAST_RULES = (
    rule("t" + before("s"), *(Text(letter) + after(letter * 2) for letter in CONSONANTS), becomes=""),
    suffix_rule(group(repeated(_LETTER, 3)), _VOWEL, becomes="$1"),
)

# ---- suffix rules, in the letters of the key
_ROOT = group(repeated(_LETTER, 3, lazy=True))
_UZ_CASE = any_of("neng ne ga ka da dan dage gaça neke")  # ning ni ga ka da dan dagi gacha niki
_KK_CASE = any_of(
    "neng deng teng ne de te ga ge ka ke na da ta dan den tan ten nan nen men ben pen dage dege tage tege neke deke teke"
)
_RU_ADJECTIVE = any_of("a e aga ega ama ema em am eh eme")  # -ая -ий -ого -его -ому -ему -им -ом -их -ими
_RU_CASE = any_of("am em ame eme ah eh")  # -ом -ем -ами -ями -ах -ях; a single vowel goes anyway
_ENDINGS: Mapping[str, tuple[Rule, ...]] = {
    "uz": (suffix_rule(_ROOT, _UZ_CASE, becomes="$1"),),
    "kk": (suffix_rule(_ROOT, _KK_CASE, becomes="$1"),),
    "ru": (
        suffix_rule(_ROOT, "sk", maybe(_RU_ADJECTIVE), becomes="$1"),  # лондон-ского
        suffix_rule(_ROOT, _RU_CASE, becomes="$1"),
    ),
    "other": (suffix_rule(_ROOT, "s", becomes="$1"),),  # Uzbekistan-ʼs
}
# What Russian puts between a name and -ск-: америк-ан-ский, рос-сий-ский. Only queries try it.
_DERIVATIONS = {
    "ru": (suffix_rule(_ROOT, either("an", "en", "e") + "sk", maybe(_RU_ADJECTIVE), becomes="$1"),),
}

# Sounds of which one language has none, for queries to try the other's: Гаага, Haaga.
VARIANTS: Mapping[str, str] = {"г": "х", "h": "g"}


@dataclass(frozen=True, slots=True)
class NameTable:
    """How the names in the texts of one language become keys."""

    mapping: Mapping[str, str]  # characters and sequences -> letters of the key, capitals for capitals
    suffix_rules: tuple[Rule, ...]  # taken off in order, after SOUND_RULES and before LAST_RULES
    derivations: tuple[Rule, ...] = ()  # those that only queries try


def _keep_capitals(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping with a capital for a capital, and for each Arabic letter, which has none."""
    return {
        spelt: letters[:1].upper() + letters[1:] if spelt[0].isupper() or _is_arabic(spelt[0]) else letters
        for spelt, letters in mapping.items()
    }


def _is_arabic(letter: str) -> bool:
    return "\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufefc"


_TURKIC_MAPPING = _keep_capitals(build_mapping(_SOUNDS | _TURKIC))
_FOREIGN_MAPPING = _keep_capitals(build_mapping(_SOUNDS | _FOREIGN))

NAME_TABLES: Mapping[str, NameTable] = {
    "uz": NameTable(_TURKIC_MAPPING, _ENDINGS["uz"]),
    "kk": NameTable(_TURKIC_MAPPING, _ENDINGS["kk"]),
    "ru": NameTable(_FOREIGN_MAPPING, _ENDINGS["ru"], _DERIVATIONS["ru"]),
    "other": NameTable(_FOREIGN_MAPPING, _ENDINGS["other"]),
}
