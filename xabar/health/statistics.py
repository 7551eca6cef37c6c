"""Robust statistics: what is usual, however often something unusual is among the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from xabar.run_measures import median_of

_NORMAL: Final = 1.4826  # a standard deviation in median absolute deviations, where numbers are normal


def usual(values: Sequence[float]) -> tuple[float, float]:
    """Return the median, and the spread as a standard deviation that up to half of the values cannot spoil.

    It is made of the median absolute deviation (Rousseeuw and Croux 1993). Raise StatisticsError without values.
    """
    middle = median(values)
    return middle, _NORMAL * median(abs(value - middle) for value in values)


def spread_of(counted: Mapping[int, int]) -> float:
    """Return the spread, as `usual` does, of counted numbers, however many there are; 0 if there are none."""
    middle = median_of(counted) or 0
    deviations: Counter[int] = Counter()
    for value, count in counted.items():
        deviations[abs(value - middle)] += count
    return _NORMAL * (median_of(deviations) or 0)
