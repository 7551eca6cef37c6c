"""Measure how far two readings of one page agree: an alarm for a layer that has begun to read something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import filterfalse
from typing import Final

_WORD: Final = re.compile(r"\w+")


def agreement(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of their words that two texts have in common, from 0 to 1. The texts are given by their lines.

    It is the harmonic mean of both shares. A line counts once, and a word as often as it occurs. Two empty texts agree.
    """
    first, second = {*one}, {*other}
    if first == second:
        return 1.0
    same = _count_words(" ".join(first & second))  # most lines are in both: their words are only counted
    mine, theirs = _words_of(first - second), _words_of(second - first)
    total = 2 * same + len(mine) + len(theirs)
    common = (Counter(mine) & Counter(theirs)).total() if mine and theirs else 0
    return 2 * (same + common) / total if total else 1.0


def _words_of(lines: Iterable[str]) -> list[str]:
    return _WORD.findall(" ".join(lines).lower())


def _count_words(text: str) -> int:
    """Return how many words `_WORD` finds. A piece of letters and figures only is one, so that few have to be searched."""
    pieces = text.replace(".", " ").replace(",", " ").split()
    others = [*filterfalse(str.isalnum, pieces)]
    return len(pieces) - len(others) + len(_WORD.findall(" ".join(others)))
