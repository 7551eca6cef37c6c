"""Charts of characters: bars for counts, one line of blocks for a course of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_EIGHTHS: Final = "▏▎▍▌▋▊▉█"
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
NOTHING: Final = "·"  # where the number is 0, so that it differs from a small one


def bar(share: float, room: int) -> str:
    """Return a bar of this share of the room, to an eighth of a character; never an empty one."""
    eighths = max(round(share * room * 8), 1)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest - 1] if rest else "")


def sparkline(values: Sequence[float]) -> str:
    """Return a character for each number, its height in proportion to the highest of them."""
    highest = max(values, default=0.0)
    return "".join(NOTHING if value <= 0 else _height(value / highest) for value in values)


def _height(share: float) -> str:
    return _HEIGHTS[min(int(share * len(_HEIGHTS)), len(_HEIGHTS) - 1)]
