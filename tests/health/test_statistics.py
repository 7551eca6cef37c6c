"""Robust statistics, against what is known of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xabar.health.statistics import log_at_least, log_at_most, usual


def test_a_third_of_odd_numbers_spoils_nothing() -> None:
    middle, spread = usual([10, 11, 9, 10, 12, 8, 1000, 1000, 1000])
    assert (middle, spread < 4) == (11, True)


@given(some.integers(0, 40), some.integers(1, 40), some.floats(0.01, 0.99))
def test_tails_are_those_of_the_binomial(count: int, of: int, probability: float) -> None:
    count = min(count, of)
    exact = sum(
        math.comb(of, each) * probability**each * (1 - probability) ** (of - each)
        for each in range(count + 1)
    )
    assert math.exp(log_at_most(count, of, probability)) == pytest.approx(exact, rel=1e-6, abs=1e-12)
    rest = sum(
        math.comb(of, each) * probability**each * (1 - probability) ** (of - each)
        for each in range(count, of + 1)
    )
    assert math.exp(log_at_least(count, of, probability)) == pytest.approx(rest, rel=1e-6, abs=1e-12)
