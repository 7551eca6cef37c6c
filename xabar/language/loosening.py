"""What people type on a keyboard that lacks the letters of their language: ozbekiston, koprik, мугалим, кала.

A plain letter may mean one that the keyboard lacks, and the word does not say which. So the index has the stems with
such letters once more with plain ones (`loosen`), and a typed word is read in all the ways in which it may be meant
(`restore`), since its suffixes are told by their right letters only: каланын is қаланың, the genitive of қала.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import product

from xabar.language.folding import LONGEST_WORD
from xabar.language.tables import language_table

MOST_READINGS = 64  # of a word: if it has more, its first letters, which no suffix has, are read as typed

_PLAIN = re.compile(f"[a-zа-яё0-9]{{1,{LONGEST_WORD}}}")


@cache
def stem_loosener(language: str) -> Callable[[str], str]:
    """Return `loosen` for one language."""
    table = str.maketrans(dict(language_table(language).loose_letters))
    return lambda stem: stem.translate(table)


def loosen(stem: str, language: str) -> str:
    """Return a stem with the letters of a plain keyboard: köprik is koprik, qala is kala."""
    return stem_loosener(language)(stem)


def is_plain(word: str) -> bool:
    """Return whether a word, up to the longest that is one, has letters of an English or a Russian keyboard only.

    Who types one letter that such a keyboard lacks, types them all: the word means what it says.
    """
    return _PLAIN.fullmatch(word.lower()) is not None


def restore(word: str, language: str) -> tuple[str, ...]:
    """Return what a plain word may be meant for, as typed first; only this of a word that is not plain."""
    if not is_plain(word):
        return (word,)
    meant = language_table(language).meant_letters
    letters = _letters(language).findall(word.lower())
    readings: list[tuple[str, ...]] = []
    count = 1
    for letter in reversed(letters):
        read = (letter, *meant.get(letter, ()))
        count *= len(read)
        readings.append(read if count <= MOST_READINGS else (letter,))
    return tuple(map("".join, product(*reversed(readings))))


@cache
def _letters(language: str) -> re.Pattern[str]:
    """Return a pattern for one letter, sh and its like as a whole."""
    longest = sorted(language_table(language).meant_letters, key=len, reverse=True)
    return re.compile("|".join([*longest, "."]))
