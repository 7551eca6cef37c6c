"""Lengths of time as people write them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.lengths import read_bounds, read_length, show_length


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("30m", 1800), ("2h", 7200), ("1d", 86_400), (" 5m ", 300)]
)
def test_a_length_is_a_number_and_a_unit(text: str, seconds: int) -> None:
    assert read_length(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["30", "0s", "1.5h", "soon", "", "-5m", "5 m", "9999999d"])
def test_anything_else_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="is not an interval: give a number and s, m, h or d"):
        read_length(text)


def test_bounds_are_two_lengths_or_one() -> None:
    assert read_bounds("10m-6h") == (timedelta(minutes=10), timedelta(hours=6))
    assert read_bounds("1h") == (timedelta(hours=1), timedelta(hours=1))
    with pytest.raises(ValueError, match="give the shorter one first"):
        read_bounds("6h-10m")


@given(st.integers(1, 9999), st.sampled_from("smhd"))
def test_what_is_shown_of_two_units_is_nearly_what_was_read(number: int, unit: str) -> None:
    length = read_length(f"{number}{unit}")
    shown = sum((read_length(part) for part in show_length(length).split()), timedelta(0))
    assert timedelta(0) <= length - shown < timedelta(hours=1)
