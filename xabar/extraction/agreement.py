"""How far two readings of one page agree: an alarm for a layer that has begun to read something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"\w+")


def agreement(one: Iterable[str], other: Iterable[str]) -> float:
    """The harmonic mean of what each text, given by its lines, has of the other's words, 0 to 1.

    A line counts once, a word as often as it stands. Two empty texts agree.
    """
    first, second = {*one}, {*other}
    same = len(
        _WORD.findall(" ".join(first & second))
    )  # most lines are in both: their words need no comparing
    mine, theirs = _count_words(first - second), _count_words(second - first)
    total = 2 * same + mine.total() + theirs.total()
    return 2 * (same + (mine & theirs).total()) / total if total else 1.0


def _count_words(lines: Iterable[str]) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(lines).lower()))
