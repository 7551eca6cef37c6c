"""Reading days as people type them: 2026-11-24, 2026-11, today, 7d, 2 weeks.

A day is the publisher's. All the publishers live five hours ahead of UTC: Uzbekistan always has, Kazakhstan since 1
March 2024.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_PUBLISHERS: Final = ZoneInfo("Asia/Tashkent")

ALLOWED: Final = "2026-11-24, 24.11.2026, 2026-11, 2026, today, yesterday, 7d, 2 weeks, 3 months, 1 year"
"""What may be typed, as examples."""

# A day by its name, and how many days ago it is.
_NAMED: Final = {
    "today": 0, "bugun": 0, "бугун": 0, "бүгін": 0, "bügin": 0, "сегодня": 0,
    "yesterday": 1, "kecha": 1, "кеча": 1, "кеше": 1, "keşe": 1, "вчера": 1,
}  # fmt: skip

# A unit by its names; 7d is the day seven days ago.
_UNITS: Final = {
    name: unit
    for unit, names in {
        "day": "d day days kun кун күн день дня дней",
        "week": "w week weeks hafta ҳафта апта неделя недели недель неделю",
        "month": "m month months oy ой ай месяц месяца месяцев",
        "year": "y year years yil йил жыл год года лет",
    }.items()
    for name in names.split()
}

_CALENDAR: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PRINTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_AGO: Final = re.compile(r"(\d{1,4})\s*([^\W\d_]+)(?:\s+ago)?")


def publishers_day(now: datetime) -> date:
    """Return the publishers' day at a moment, which must be aware of its zone."""
    return now.astimezone(_PUBLISHERS).date()


def read_period(text: str, today: date | None) -> tuple[date, date]:
    """Return the first and the last day of what was typed: one day twice, or the ends of a month or a year.

    `today` is the publishers' day. Raise ValueError for anything else, and without it for what counts from today.
    """
    typed = text.strip().lower()
    try:
        period = _read_calendar(typed)
        ago = None if period else _read_ago(typed)
        if period is None and ago and today is not None:
            period = (_earlier(today, *ago),) * 2
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is not in the calendar; type {ALLOWED}") from error
    if period is None and ago:
        raise ValueError(f"{text!r} counts from today, which is not given; type a date such as 2026-11-24")
    if period is None:
        raise ValueError(f"{text!r} is not a day; type {ALLOWED}")
    return period


def _read_calendar(typed: str) -> tuple[date, date] | None:
    if printed := _PRINTED.fullmatch(typed):
        day = date(int(printed[3]), int(printed[2]), int(printed[1]))
        return day, day
    found = _CALENDAR.fullmatch(typed)
    if found is None:
        return None
    year, month, day_of_month = (int(part) if part else None for part in found.groups())
    assert year is not None  # the one group that is always there
    first = date(year, month or 1, day_of_month or 1)
    if day_of_month:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, monthrange(year, last_month)[1])


def _read_ago(typed: str) -> tuple[int, str] | None:
    """Return how many of which unit lie between that day and today."""
    if typed in _NAMED:
        return _NAMED[typed], "day"
    found = _AGO.fullmatch(typed)
    unit = _UNITS.get(found[2]) if found else None
    return (int(found[1]), unit) if found and unit else None


def _earlier(today: date, count: int, unit: str) -> date:
    """Return the day so many units ago; of a month that is too short, its last day."""
    if unit in ("day", "week"):
        return today - timedelta(days=count * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
