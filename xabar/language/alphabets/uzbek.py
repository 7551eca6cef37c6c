"""Uzbek letters: Cyrillic, the Latin of 1995, and the Latin letters of the drafts since.

Sources: the law of 2 September 1993 on the Latin alphabet as revised on 6 May 1995, and the main
spelling rules (Cabinet of Ministers, resolution 339 of 24 August 1995); the letters ö ğ ş ç are
those of 1993 and of the bill of 2026; ō ŏ ḡ and õ with c are those of the drafts of 2021 and 2023.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xabar.language.alphabets.casing import apply_case, copy_case
from xabar.language.alphabets.loans import LoanTable, pair_stems
from xabar.language.alphabets.uzbek_words import COMPOUND_PREFIXES, IRREGULAR_PAIRS, LOAN_STEMS, SUFFIXES
from xabar.language.characters import APOSTROPHES, OKINA, TUTUQ

CYRILLIC_TO_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "x", "ц": "s", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": TUTUQ, "ы": "i", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "ў": "oʻ", "қ": "q", "ғ": "gʻ", "ҳ": "h",
}  # fmt: skip

LATIN_TO_CYRILLIC = {
    "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с", "t": "т", "u": "у",
    "v": "в", "x": "х", "y": "й", "z": "з", "oʻ": "ў", "gʻ": "ғ", "sh": "ш", "ch": "ч", "sʼh": "сҳ",
    "yo": "ё", "yu": "ю", "ya": "я", "ye": "е", "yoʻ": "йў", TUTUQ: "ъ",
}  # fmt: skip

# The letters of every draft after 1995, and of 1993, as 1995 writes them.
DRAFT_TO_1995 = {"ö": "oʻ", "ō": "oʻ", "ŏ": "oʻ", "õ": "oʻ", "ó": "oʻ", "ğ": "gʻ", "ḡ": "gʻ", "ǵ": "gʻ", "ş": "sh", "ç": "ch", "c": "ch"}  # fmt: skip
TO_2026 = {"oʻ": "ö", "gʻ": "ğ", "sh": "ş", "ch": "ç"}

CYRILLIC_VOWELS = frozenset("аеёиоуўэюяы")
LATIN_VOWELS = frozenset(("a", "e", "i", "o", "u", "oʻ", "ye", "yo", "yu", "ya", "yoʻ"))

_LATIN_LETTERS = re.compile(r"yoʻ(?!ʻ)|sʼh|[og]ʻ|sh|ch|y[oaue]|.", re.IGNORECASE | re.DOTALL)
_DRAFT_LETTERS = re.compile("sh|[öōŏõóğḡǵşç]", re.IGNORECASE)
_DRAFT_LETTERS_OF_2023 = re.compile("sh|[öōŏõóğḡǵşç]|c(?!h)", re.IGNORECASE)
_OKINA_OF_LETTER = re.compile(f"(?<=[OoGg])[{APOSTROPHES}]")
_OTHER_APOSTROPHE = re.compile(f"(?<=[^\\W\\d_])(?<![OoGg])[{APOSTROPHES}](?=[^\\W\\d_])")


def spell_cyrillic_in_latin(word: str) -> list[str]:
    """Return the 1995 spelling of each letter of a lower-case Cyrillic word.

    Source: resolution 339 of 24 August 1995, the main spelling rules.
    """
    pieces: list[str] = []
    last = len(word) - 1
    for place, letter in enumerate(word):
        before = word[place - 1] if place else ""
        after = word[place + 1] if place < last else ""
        pieces.append(_latin_of(letter, before, after))
    return pieces


def _latin_of(letter: str, before: str, after: str) -> str:
    if letter == "е" and (not before or before in CYRILLIC_VOWELS or before in "ъь"):
        return "ye"
    if letter == "ц" and before in CYRILLIC_VOWELS and (after in CYRILLIC_VOWELS or after == "к"):
        return "ts"  # лицей litsey, Донецк Donetsk; but концерт konsert
    if letter == "ъ" and (before == "ў" or (before not in CYRILLIC_VOWELS and after and after in "еёюя")):
        return ""  # мўъжиза moʻjiza, объект obyekt; but меъёр meʼyor
    if letter == "ь" and after and after in "ао":
        return "y"
    if letter == "ҳ" and before == "с":
        return f"{TUTUQ}h"
    return CYRILLIC_TO_LATIN.get(letter, letter)


def spell_latin_in_cyrillic(word: str) -> str:
    """Return the Cyrillic spelling of a lower-case word of the 1995 alphabet, by the rules only.

    Source: resolution 339 of 24 August 1995, the main spelling rules.
    """
    return "".join(_cyrillic_pieces(_LATIN_LETTERS.findall(word)))


def _cyrillic_pieces(letters: list[str]) -> list[str]:
    pieces: list[str] = []
    for place, letter in enumerate(letters):
        before = letters[place - 1] if place else ""
        tail = letters[place + 1 : place + 7]
        if before == "t" and letter == "s" and pieces[-1] == "ц":
            pieces.append("")
        else:
            pieces.append(_cyrillic_of(letter, before, tail))
    return pieces


def _cyrillic_of(letter: str, before: str, tail: list[str]) -> str:
    if letter == "e" and (not before or before in LATIN_VOWELS):
        return "э"
    if letter == "ye" and before and before not in LATIN_VOWELS and before not in ("y", TUTUQ):
        return "ъе" if before in "bd" else "ье"
    if letter == "t" and tail[:1] == ["s"] and (not before or _TS_OF_LOANS.match("".join(tail))):
        return "ц"
    if letter == "s" and before in _BEFORE_TSE and _SIYA.match("".join(tail)):
        return "ц"
    return LATIN_TO_CYRILLIC.get(letter, letter)


# ts is ц before e and i in loans (litsey, politsiya), тс where a native suffix begins (ketsin, tilsiz).
_TS_OF_LOANS = re.compile("s(?:ye|e|i(?!n$|nlar|nmi|ng|z(?!m)))")
# -ksiya, -nsiya, -psiya and -ksion- write ц (aksiya акция, auksion аукцион).
_BEFORE_TSE = ("k", "n", "p", "b")
_SIYA = re.compile("i(?:ya|on)")


def _pair_loans() -> dict[str, str]:
    def convert(stem: str) -> str:
        return "".join(spell_cyrillic_in_latin(stem))

    return pair_stems(LOAN_STEMS, convert, spell_latin_in_cyrillic) | {
        latin: cyrillic for cyrillic, latin in IRREGULAR_PAIRS.items()
    }


_LOANS_IN_LATIN = LoanTable(
    _pair_loans(),
    suffixes=SUFFIXES,
    prefixes=COMPOUND_PREFIXES,
    before_suffix=lambda stem, tail: stem.removesuffix("ь"),  # апрель, апрелда
)
_IRREGULAR_IN_CYRILLIC = LoanTable(
    IRREGULAR_PAIRS | {stem.removesuffix("ь"): latin for stem, latin in IRREGULAR_PAIRS.items()},
    suffixes="[а-яўқғҳё]*",
)


@lru_cache(maxsize=16384)
def latinize_word(word: str) -> str:
    """Return a Cyrillic word in the Latin of 1995: Исҳоқ → Isʼhoq, ШАҲАР → SHAHAR, лицей → litsey.

    Source: resolution 339 of 24 August 1995, the main spelling rules.
    """
    lower = word.lower()
    pieces = spell_cyrillic_in_latin(lower)
    if _IRREGULAR_IN_CYRILLIC.find(lower) is not None:
        fixed = _IRREGULAR_IN_CYRILLIC.restore(lower, lambda part: "".join(spell_cyrillic_in_latin(part)))
        return copy_case(word, fixed, str.upper)
    return apply_case(word, pieces, str.upper)


@lru_cache(maxsize=16384)
def cyrillize_word(word: str) -> str:
    """Return a word of the 1995 alphabet in Cyrillic: sentabr → сентябрь, Yoʻl → Йўл, poyezd → поезд.

    Source: resolution 339 of 24 August 1995, the main spelling rules.
    """
    word = word.replace("İ", "I")  # the lower case of İ is two characters
    lower = word.lower()
    if _LOANS_IN_LATIN.find(lower) is not None:
        return copy_case(word, _LOANS_IN_LATIN.restore(lower, spell_latin_in_cyrillic), str.upper)
    pieces = _cyrillic_pieces(_LATIN_LETTERS.findall(lower))
    return apply_case(_LATIN_LETTERS.findall(word), pieces, str.upper)


@lru_cache(maxsize=16384)
def spell_in_1995(text: str, *, draft: str | None) -> str:
    """Return a Latin word with official apostrophes and the letters of a draft as 1995 writes them.

    A draft (see `draft_of`) has no digraph, so that its s + h is two letters: 2026 ishoq → 1995 isʼhoq.

    Source: the law of 6 May 1995 and the drafts since.
    """
    if draft is not None:
        letters = _DRAFT_LETTERS_OF_2023 if draft == "2023" else _DRAFT_LETTERS
        text = letters.sub(_letter_of_1995, text)
    return mark_apostrophes(text)


def mark_apostrophes(text: str) -> str:
    """Return the text with ʻ after o and g and ʼ between other letters, whatever apostrophe was typed.

    Source: the law of 6 May 1995 on the alphabet, its two apostrophes as Unicode has them.
    """
    return _OTHER_APOSTROPHE.sub(TUTUQ, _OKINA_OF_LETTER.sub(OKINA, text))


@lru_cache(maxsize=4)  # the same whole text is asked for each of its lines
def draft_of(text: str) -> str | None:
    """Return the draft whose letters a Latin text is in: "2023" where c is ch, "2026" for all others, None for 1995.

    A foreign name with ö or ş makes no draft: the letters of a draft must outnumber the digraphs of 1995.

    Source: the drafts of 2019, 2021 and 2023 and the bill of 2026.
    """
    lower = text.lower()
    drafts = sum(map(lower.count, _LETTERS_OF_DRAFTS))
    digraphs = lower.count("sh") + lower.count("ch") + sum(map(lower.count, OKINAS))
    if drafts <= digraphs:
        return None
    return "2023" if "õ" in lower and "ç" not in lower else "2026"


_LETTERS_OF_DRAFTS = "".join(DRAFT_TO_1995).replace("c", "")
OKINAS = tuple(f"{letter}{apostrophe}" for letter in "og" for apostrophe in APOSTROPHES)


def _letter_of_1995(match: re.Match[str]) -> str:
    letter = match[0]
    following = match.string[match.end() : match.end() + 1]
    if len(letter) == 2:
        return f"{letter[0]}{TUTUQ}{letter[1]}"
    piece = DRAFT_TO_1995[letter.lower()]
    if not letter.isupper():
        return piece
    return piece.upper() if following.isupper() else piece.capitalize()


_DIGRAPHS_OF_1995 = re.compile("sʼh|[og]ʻ|sh|ch", re.IGNORECASE)


def spell_in_2026(text: str) -> str:
    """Return Latin text of 1995 in the letters of 2026: oʻ gʻ sh ch → ö ğ ş ç; sʼh needs no mark any more.

    Source: the bill of 2026, which takes up the letters of the law of 2 September 1993.
    """

    def letter(match: re.Match[str]) -> str:
        digraph = match[0]
        if len(digraph) == 3:
            return digraph[0] + digraph[2]
        single = TO_2026[digraph.lower()]
        return single.upper() if digraph[0].isupper() else single

    return _DIGRAPHS_OF_1995.sub(letter, text)
