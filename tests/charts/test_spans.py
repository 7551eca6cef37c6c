"""Counts of days, gathered into spans of time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.charts.spans import UNIT_NAMES, UNITS, UnitName, choose_unit, gather_by, gather_days


@pytest.mark.parametrize(
    ("days", "unit"), [(1, "day"), (31, "day"), (32, "week"), (200, "week"), (300, "month"), (3000, "year")]
)
def test_the_smallest_unit_that_fits_is_chosen(days: int, unit: str) -> None:
    first = date(2026, 1, 1)
    assert choose_unit(first, first + timedelta(days=days - 1), 31) == unit


@given(st.dates(), st.integers(0, 900), st.sampled_from(UNIT_NAMES))
def test_each_day_lies_in_one_span_and_no_span_is_left_out(first: date, days: int, name: UnitName) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    counts = {date.fromordinal(day): 1 for day in range(first.toordinal(), last.toordinal() + 1)}
    spans = gather_by(name, counts, first, last)
    assert sum(span.count for span in spans) == len(counts)
    assert spans[0].first <= first
    assert last <= spans[-1].last
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(spans))


def test_what_lies_outside_is_not_counted() -> None:
    day = date(2026, 11, 26)
    [span] = gather_by("day", {day - timedelta(days=1): 5, day: 2}, day, day)
    assert (span.first, span.last, span.count) == (day, day, 2)


def test_no_days_have_no_spans() -> None:
    assert gather_days([], 31) == (UNITS["day"], [])


def test_a_span_is_named_by_what_it_is() -> None:
    day = date(2026, 11, 1)
    assert [UNITS[name].label(day) for name in UNIT_NAMES] == ["2026-11-01", "2026-11-01", "2026-11", "2026"]
