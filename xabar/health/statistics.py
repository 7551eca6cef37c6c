"""Robust statistics: what is usual, however often something unusual is among the numbers."""

from __future__ import annotations

import math
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


def log_at_most(count: int, of: int, probability: float) -> float:
    """Return ln P(X ≤ count) of a binomial: how likely so few of so many are where each has this probability."""
    if count >= of:
        return 0.0
    terms = [_log_binomial(each, of, probability) for each in range(count + 1)]
    top = max(terms)
    return min(0.0, top + math.log(sum(math.exp(term - top) for term in terms)))


def log_at_least(count: int, of: int, probability: float) -> float:
    """Return ln P(X ≥ count) of a binomial."""
    return log_at_most(of - count, of, 1 - probability)


def _log_binomial(count: int, of: int, probability: float) -> float:
    ways = math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
    return ways + count * math.log(probability) + (of - count) * math.log1p(-probability)
