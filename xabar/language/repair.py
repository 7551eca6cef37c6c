"""Repair what typing and printing broke in a text, before it is stored. What the text says never changes.

The official apostrophes are those of the Uzbek rules of 1995 as Unicode spells them: ʻ (U+02BB) in oʻ and
gʻ, ʼ (U+02BC) as tutuq belgisi. The letters of old one-byte fonts are in `alphabets/legacy.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import NamedTuple
from unicodedata import normalize

from xabar.language.alphabets.legacy import (
    COMMA_FOR_CEDILLA,
    CYRILLIC_LOOK_ALIKES,
    LATIN_LOOK_ALIKES,
    LEGACY_LETTERS,
    LEGACY_PROOF,
    LOOK_ALIKES_BY_LANGUAGE,
    NOUN_TAILS,
    SHORT_WORDS,
    SUFFIX_AFTER_NAME,
    VERB_TAILS,
)
from xabar.language.apostrophes import CYRILLIC, LATIN, restore_apostrophes
from xabar.language.characters import (
    APOSTROPHES,
    COMBINING_MARKS,
    HIDDEN,
    JOINERS,
)


class Repair(NamedTuple):
    """A repaired text, and whether more than spacing, invisible characters and apostrophes changed."""

    text: str
    rewritten: bool


def repair_text(text: str, language: str) -> Repair:
    """Return the text with repaired letters: composed, visible, of one script in each word, with official apostrophes.

    Legacy letters, look-alikes of the other script, hyphens of print («boʻ-ladi») and doubled capitals
    («YAngi») are repaired where a rule is sure; compounds (oʻz-oʻzini), names (iPhone, C5+1) and a Latin name with
    a Cyrillic suffix stay. Repairing a repaired text changes nothing. `language` is an ISO 639 code; the
    rules of Uzbek and Kazakh apply only to these two.

    Source: the law of 6 May 1995 (apostrophes), the Unicode standard (composition), fonts and pages as printed.
    """
    clean = restore_apostrophes(_clean_spacing(text), language)
    repaired = clean
    for _ in range(_PASSES):  # a joined word may show another fault; in most texts the second pass finds none
        letters = _repair_letters(repaired, language)
        if letters == repaired:
            break
        repaired = restore_apostrophes(letters, language)
    return Repair(repaired, repaired != clean)


_PASSES = 6


def _clean_spacing(text: str) -> str:
    is_odd = _ODD.search(text) is not None  # in most texts nothing of all this
    if is_odd:
        text = normalize("NFC", _JOINER_OF_LETTERS.sub("", _REMOVED.sub("", text)))
        text = _PRESENTATION_FORM.sub(lambda match: normalize("NFKC", match[0]), text)
        text = _ODD_BREAK.sub("\n", _ODD_SPACE.sub(" ", text))
    else:
        text = normalize("NFC", text)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if any(not line or line[0] == " " or line[-1] == " " for line in text.split("\n")):
        text = _AROUND_BREAKS.sub("\n", text)
    # without a space a composed text stays composed
    return normalize("NFC", text.strip()) if is_odd else text.strip()


# Soft hyphens, zero-width and direction marks, tatweel, control characters. A joiner stays inside an emoji,
# and a non-joiner between Arabic letters.
_ALWAYS_REMOVED = f"{HIDDEN}\u2061-\u2064\u0640\x00-\x08\x0e-\x1b\x7f"
_REMOVED = re.compile(f"[{_ALWAYS_REMOVED}]")
_JOINER_OF_LETTERS = re.compile(
    f"(?<=[{LATIN}{CYRILLIC}{COMBINING_MARKS}])[{JOINERS}]+|(?<![{JOINERS}])[{JOINERS}]++(?=[{LATIN}{CYRILLIC}])"
)
_PRESENTATION_FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc"
_ODD_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_BREAKS = "\r\v\f\u0085\u2028\u2029\x1c-\x1f"
_PRESENTATION_FORM = re.compile(f"[{_PRESENTATION_FORMS}]")
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
_ODD_BREAK = re.compile(f"[{_ODD_BREAKS}]")
_ODD = re.compile(f"[{_ALWAYS_REMOVED}{JOINERS}{_PRESENTATION_FORMS}{_ODD_SPACES}{_ODD_BREAKS}]")
_SPACES = re.compile(" {2,}")
_AROUND_BREAKS = re.compile(" *+\n[ \n]*")


def _repair_letters(text: str, language: str) -> str:
    text = _repair_legacy(text, language)
    if _has_mixed_word(text):
        text = _MIXED_WORD.sub(partial(_repair_mixed_word, language=language, main=_main_script(text)), text)
    if "-" in text or "¬" in text:
        text = _join_broken_words(text, language)
    if language == "uz":
        text = _DOUBLED_CAPITAL.sub(lambda match: match[0][0] + match[0][1].lower(), text)
    return text


# «YAngi», «SHahar»: a machine that spelt one Cyrillic capital with two. Before capitals it is right: SHAHAR.
_DOUBLED_CAPITAL = re.compile(f"(?:Y[AEOU]|SH|CH)(?<![{LATIN}{APOSTROPHES}][YSC][AEOUH])(?=[a-z])")


# --- letters of old fonts and of the other script ---


def _repair_legacy(text: str, language: str) -> str:
    if "\u00b8" in text:
        text = COMMA_FOR_CEDILLA.sub(",", text)
    if any(letter in text for letter in LEGACY_PROOF.get(language, "")):  # ten times as fast as a pattern
        return text.translate(LEGACY_LETTERS[language])
    return text


def _main_script(text: str) -> str:
    sample = text[:2000]
    return "Cyrl" if len(_CYRILLIC_LETTER.findall(sample)) > len(_LATIN_LETTER.findall(sample)) else "Latn"


def _repair_mixed_word(match: re.Match[str], *, language: str, main: str) -> str:
    return _repair_word(match[0], language, main)


@lru_cache(maxsize=16384)
def _repair_word(word: str, language: str, main: str) -> str:
    """Return a word that mixes Latin and Cyrillic letters in one script, where all its letters can be had there."""
    to_latin = CYRILLIC_LOOK_ALIKES
    to_cyrillic = LATIN_LOOK_ALIKES | LOOK_ALIKES_BY_LANGUAGE.get(language, {})
    as_latin = _translate_all(word, _CYRILLIC_LETTER, to_latin)
    as_cyrillic = _translate_all(word, _LATIN_LETTER, to_cyrillic)
    if as_latin is not None and _ROMAN_NUMERAL.fullmatch(as_latin):
        return as_latin
    if SUFFIX_AFTER_NAME.fullmatch(word):
        return word
    if as_latin is not None and as_cyrillic is not None:
        return as_cyrillic if main == "Cyrl" else as_latin
    return as_latin or as_cyrillic or word


def _translate_all(word: str, foreign: re.Pattern[str], table: dict[str, str]) -> str | None:
    if any(letter not in table for letter in foreign.findall(word)):
        return None
    return normalize("NFC", "".join(table.get(letter, letter) for letter in word))


def _has_mixed_word(text: str) -> bool:
    """Return whether a Latin letter stands beside a Cyrillic one, but for marks and apostrophes between them.

    Only the letters of the rarer script are looked at: most texts have few of them, or none.
    """
    cyrillic = _CYRILLIC_LETTER.search(text)
    latin = cyrillic and _LATIN_LETTER.search(text)
    if cyrillic is None or latin is None:
        return False
    middle = len(text) // 2
    if _main_script(text[middle : middle + 100]) == "Cyrl":
        rare, first, other = _LATIN_RUN, latin.start(), _CYRILLIC_LETTER
    else:
        rare, first, other = _CYRILLIC_RUN, cyrillic.start(), _LATIN_LETTER
    return any(
        other.match(text, run.end()) or _is_behind(other, text, run.start())
        for run in rare.finditer(text, first)
    )


def _is_behind(letter: re.Pattern[str], text: str, place: int) -> bool:
    """Return whether such a letter stands before a place, but for marks and apostrophes after it."""
    while place and (text[place - 1] in APOSTROPHES or "\u0300" <= text[place - 1] <= "\u036f"):
        place -= 1
    return place > 0 and letter.match(text, place - 1) is not None


_LATIN_LETTER, _CYRILLIC_LETTER = re.compile(f"[{LATIN}]"), re.compile(f"[{CYRILLIC}]")
_LATIN_RUN, _CYRILLIC_RUN = (
    re.compile(f"(?:[{letters}][{COMBINING_MARKS}{APOSTROPHES}]*+)++") for letters in (LATIN, CYRILLIC)
)
_MIXED_WORD = re.compile(  # from the start of a word
    f"(?<![{LATIN}{CYRILLIC}{COMBINING_MARKS}])(?<![{LATIN}{CYRILLIC}{COMBINING_MARKS}][{APOSTROPHES}])"
    f"(?:[{LATIN}](?:[{LATIN}{COMBINING_MARKS}]|[{APOSTROPHES}](?=[{LATIN}{CYRILLIC}]))*+(?=[{CYRILLIC}])"
    f"|[{CYRILLIC}](?:[{CYRILLIC}{COMBINING_MARKS}]|[{APOSTROPHES}](?=[{LATIN}{CYRILLIC}]))*+(?=[{LATIN}]))"
    f"(?:[{LATIN}{CYRILLIC}{COMBINING_MARKS}]|[{APOSTROPHES}](?=[{LATIN}{CYRILLIC}]))+"
)
_ROMAN_NUMERAL = re.compile("(?=[IVXL])(?:X[LC]|L?X{0,3})(?:IX|IV|V?I{0,3})")


# --- words that print broke ---


def _join_broken_words(text: str, language: str) -> str:
    """Return the text without hyphens of lost line breaks inside words: «boʻ-ladi», «мемле¬кет»."""
    if "¬" in text:
        text = _NOT_SIGN.sub("", text)
    if language not in VERB_TAILS or _INNER_HYPHEN.search(text) is None:
        return text
    lower = text.lower()
    alone = cache(partial(_words_by_themselves, lower))  # only some texts need them

    def join(match: re.Match[str]) -> str:
        head, tail = match["head"], match["tail"]
        if not tail.islower() or _has_cyrillic(head) != _has_cyrillic(tail):
            return match[0]
        if _is_broken(head, tail, language):
            return head + tail
        return head + tail if _stands_unbroken(head.lower(), tail, lower, alone) else match[0]

    lines = text.split("\n")  # most have no such hyphen
    return "\n".join([_HYPHENATED.sub(join, line) if _INNER_HYPHEN.search(line) else line for line in lines])


def _stands_unbroken(head: str, tail: str, text: str, alone: Callable[[], frozenset[str]]) -> bool:
    """Return whether the text has the whole word elsewhere and, unlike with a compound, neither part by itself."""
    if len(head) < 2 or len(tail) < 3 or head + tail not in text:
        return False
    return alone().isdisjoint((head, tail))


def _words_by_themselves(text: str) -> frozenset[str]:
    return frozenset(_WORD_BY_ITSELF.findall(text))


def _has_cyrillic(word: str) -> bool:
    return _CYRILLIC_LETTER.search(word) is not None


@lru_cache(maxsize=16384)
def _is_broken(head: str, tail: str, language: str) -> bool:
    """Return whether a hyphen cannot stand here: the tail is only a suffix, or the head too short to be a word."""
    if not head[1:].islower() or tail.startswith(head):
        return False
    if len(head) > 2 and head.islower():
        ends_in_vowel = _ENDS_IN_VOWEL.search(head) is not None
        if _VERB_TAILS[language].fullmatch(tail) or (ends_in_vowel and _NOUN_TAILS[language].fullmatch(tail)):
            return True
    open_syllable = _OPEN_SYLLABLE.fullmatch(head.lower()) is not None
    return open_syllable and head.lower() not in SHORT_WORDS and _SYLLABLE_START.match(tail) is not None


_NOUN_TAILS = {language: re.compile(tails.regex()) for language, tails in NOUN_TAILS.items()}
_VERB_TAILS = {language: re.compile(tails.regex()) for language, tails in VERB_TAILS.items()}
_VOWEL = "(?:[og]ʻ|[aeiouаәеёиоөуұүўыіэюяäöüõōáóúıū])"
_CONSONANTS = "(?:sh|ch|[bdfghjklmnpqrstvxyzğşçбвгғджзйкқлмнңпрстфхҳһцчшщñǵń])"
_ENDS_IN_VOWEL = re.compile(f"{_VOWEL}$")
_OPEN_SYLLABLE = re.compile(f"{_CONSONANTS}(?:oʻ|{_VOWEL})")
_SYLLABLE_START = re.compile(f"{_CONSONANTS}{_VOWEL}[\\wʻʼ]+")
_HYPHENATED = re.compile(
    f"(?<![\\w/.@#-])(?P<head>[{LATIN}{CYRILLIC}ʻʼ]++)-(?P<tail>[{LATIN}{CYRILLIC}ʻʼ]++)(?![\\w/@-]|\\.\\w)"
)
_INNER_HYPHEN = re.compile(f"-(?<=[{LATIN}{CYRILLIC}ʻʼ]-)[{LATIN}{CYRILLIC}ʻʼ]")  # begins with what is rare
_WORD_BY_ITSELF = re.compile(r"(?<![\w-])\w++(?!-)")
_NOT_SIGN = re.compile(f"(?<=[{LATIN}{CYRILLIC}])¬\\s?(?=[{LATIN}{CYRILLIC}])")
