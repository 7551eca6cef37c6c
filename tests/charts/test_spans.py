"""Counts of days, gathered into spans of time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.charts.spans import SPAN_NAMES, choose_span, gather, label_of, spans_between, start_of_span

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("days", "span"), [(1, "day"), (31, "day"), (32, "week"), (200, "week"), (300, "month"), (3000, "year")]
)
def test_the_smallest_span_that_fits_is_chosen(days: int, span: str) -> None:
    first = date(2026, 1, 1)
    assert choose_span(first, first + timedelta(days=days - 1), 31) == span


@given(DAYS, st.integers(0, 900), st.sampled_from(SPAN_NAMES))
def test_each_day_lies_in_one_span_and_no_span_is_left_out(first: date, days: int, name: str) -> None:
    span = next(each for each in SPAN_NAMES if each == name)
    last = first + timedelta(days=days)
    starts = [*spans_between(span, first, last)]
    assert starts == sorted({start_of_span(span, first + timedelta(days=day)) for day in range(days + 1)})
    counts = {first + timedelta(days=day): 1 for day in range(days + 1)}
    gathered = gather(counts, span, first, last)
    assert [*gathered] == starts
    assert sum(gathered.values()) == days + 1


def test_what_lies_outside_is_not_counted() -> None:
    day = date(2026, 11, 26)
    assert gather({day - timedelta(days=1): 5, day: 2}, "day", day, day) == {day: 2}


def test_a_span_is_named_by_what_it_is() -> None:
    day = date(2026, 11, 1)
    assert [label_of(name, day) for name in SPAN_NAMES] == ["2026-11-01", "2026-11-01", "2026-11", "2026"]
