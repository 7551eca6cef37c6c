"""Measure how far two readings of one page agree: an alarm for a layer that has begun to read something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"\w+")
_WORD_START: Final = re.compile(r"\W\b")


def agreement(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of their words that two texts have in common, from 0 to 1. The texts are given by their lines.

    It is the harmonic mean of both shares. A line counts once, and a word as often as it occurs. Two empty texts agree.
    """
    first, second = {*one}, {*other}
    same = count_words(" ".join(first & second))  # most lines are in both texts: their words are only counted
    mine, theirs = _words_of(first - second), _words_of(second - first)
    total = 2 * same + mine.total() + theirs.total()
    return 2 * (same + (mine & theirs).total()) / total if total else 1.0


def count_words(text: str) -> int:
    """Return the number of words in a text, in half the time that it takes to find them."""
    return len(_WORD_START.findall(f" {text}"))


def _words_of(lines: Iterable[str]) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(lines).lower()))
