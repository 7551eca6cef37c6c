"""Robust statistics, against what is known of them."""

from __future__ import annotations

from xabar.health.statistics import usual


def test_a_third_of_odd_numbers_spoils_nothing() -> None:
    middle, spread = usual([10, 11, 9, 10, 12, 8, 1000, 1000, 1000])
    assert (middle, spread < 4) == (11, True)
