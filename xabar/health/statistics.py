"""Robust statistics: what is usual, however often something unusual is among the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

_NORMAL: Final = 1.4826  # a standard deviation in median absolute deviations, where numbers are normal


def usual(values: Sequence[float]) -> tuple[float, float]:
    """Return the median, and the spread as a standard deviation that up to half of the values cannot spoil.

    It is made of the median absolute deviation (Rousseeuw and Croux 1993). Raise StatisticsError without values.
    """
    middle = median(values)
    return middle, _NORMAL * median(abs(value - middle) for value in values)
