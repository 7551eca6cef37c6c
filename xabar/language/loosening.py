"""What people type on a keyboard that lacks the letters of their language: ozbekiston, koprik, мугалим, кала.

A poor letter may mean a rich one, and the word does not say which. So the index has the stems that have rich letters
once more with the poor ones (`loosen`), and a typed word is read in all the ways in which it may be meant (`restore`),
since its suffixes are told by their right letters only: каланын is қаланың, the genitive of қала.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import product

from xabar.language.tables import language_table

MOST_READINGS = (
    64  # of a word; where there were more, its first letters are read as typed, as no suffix has them
)

_PLAIN = re.compile("[a-zа-яё0-9]+")


@cache
def stem_loosener(language: str) -> Callable[[str], str]:
    """Return `loosen` for one language."""
    table = str.maketrans(dict(language_table(language).loose_letters))
    return lambda stem: stem.translate(table)


def loosen(stem: str, language: str) -> str:
    """Return a stem with the letters of a plain keyboard: köprik is koprik, qala is kala."""
    return stem_loosener(language)(stem)


def is_plain(word: str) -> bool:
    """Return whether a word has letters of an English or a Russian keyboard only.

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
