"""How far two readings of one page agree: an alarm for a layer that has begun to read something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


def agreement(one: Iterable[str], other: Iterable[str]) -> float:
    """The harmonic mean of what each text has of the other's words, 0 to 1; each word as often as it stands.

    Two empty texts agree.
    """
    first, second = (Counter(_WORD.findall(" ".join(text).lower())) for text in (one, other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0
