"""Measure how far two readings of one page agree: an alarm for a layer that has begun to read something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"\w+")


def agreement(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of their words that two texts have in common, from 0 to 1. The texts are given by their lines.

    It is the harmonic mean of both shares. A line counts once, and a word as often as it occurs. Two empty texts agree.
    """
    first, second = {*one}, {*other}
    if first == second:
        return 1.0
    same = len(
        _WORD.findall(" ".join(first & second))
    )  # most lines are in both: their words are only counted
    mine, theirs = _words_of(first - second), _words_of(second - first)
    total = 2 * same + mine.total() + theirs.total()
    return 2 * (same + (mine & theirs).total()) / total if total else 1.0


def _words_of(lines: Iterable[str]) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(lines).lower()))
