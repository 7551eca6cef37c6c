"""Days as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.search.days import publishers_day, read_period

TODAY = date(2024, 3, 31)  # a Sunday, after a February of 29 days

DAYS = [
    # a calendar day
    ("2026-11-24", "2026-11-24", "2026-11-24"),
    ("2026-1-5", "2026-01-05", "2026-01-05"),
    ("24.11.2026", "2026-11-24", "2026-11-24"),
    # a month, a year
    ("2026-11", "2026-11-01", "2026-11-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2026", "2026-01-01", "2026-12-31"),
    # by name, in four languages
    ("today", "2024-03-31", "2024-03-31"),
    (" Bugun ", "2024-03-31", "2024-03-31"),
    ("yesterday", "2024-03-30", "2024-03-30"),
    ("kecha", "2024-03-30", "2024-03-30"),
    ("кеше", "2024-03-30", "2024-03-30"),
    ("вчера", "2024-03-30", "2024-03-30"),
    # so long ago
    ("0d", "2024-03-31", "2024-03-31"),
    ("7d", "2024-03-24", "2024-03-24"),
    ("1 day", "2024-03-30", "2024-03-30"),
    ("2 weeks ago", "2024-03-17", "2024-03-17"),
    ("3 hafta", "2024-03-10", "2024-03-10"),
    ("10 күн", "2024-03-21", "2024-03-21"),
    ("1 month", "2024-02-29", "2024-02-29"),
    ("13m", "2023-02-28", "2023-02-28"),
    ("1 year", "2023-03-31", "2023-03-31"),
]


@pytest.mark.parametrize(("typed", "first", "last"), DAYS)
def test_days(typed: str, first: str, last: str) -> None:
    assert read_period(typed, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "'' is not a day; type 2026-11-24, 24.11.2026, 2026-11, 2026, today, yesterday, 7d, 2 weeks"),
        ("tomorrow", "'tomorrow' is not a day"),
        ("-7d", "is not a day"),
        ("7 parsecs", "is not a day"),
        ("11-2026", "is not a day"),
        ("2026-11-24T10:00", "is not a day"),
        ("2026-02-30", "'2026-02-30' is not in the calendar"),
        ("0000", "is not in the calendar"),
        ("3000y", "is not in the calendar"),
    ],
)
def test_what_is_no_day_says_what_is_one(typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_period(typed, TODAY)


def test_without_today_only_a_date_can_be_read() -> None:
    assert read_period("2026", None) == (date(2026, 1, 1), date(2026, 12, 31))
    with pytest.raises(ValueError, match="'yesterday' counts from today, which is not given"):
        read_period("yesterday", None)


@given(st.text(alphabet="0123456789-. dwmyагокун", max_size=12) | st.text(max_size=12), st.dates())
def test_anything_typed_is_a_period_or_a_value_error(typed: str, today: date) -> None:
    try:
        first, last = read_period(typed, today)
    except ValueError:
        return
    assert first <= last


def test_the_publishers_day_is_five_hours_ahead() -> None:
    assert publishers_day(datetime(2026, 11, 25, 18, 59, tzinfo=UTC)) == date(2026, 11, 25)
    assert publishers_day(datetime(2026, 11, 25, 19, 0, tzinfo=UTC)) == date(2026, 11, 26)
