"""The rhythm of a site is learned alike from a run each hour and a run each day; a silence is judged by it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from xabar.health.rhythm import Rhythm, Window, learn_rhythm

BEGIN = datetime(2026, 9, 7, tzinfo=UTC)  # a Monday; no holiday follows for three weeks
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ZONE = "Asia/Tashkent"


def weekdays(every: timedelta, days: int = 21) -> list[Window]:
    """Return windows of a site that publishes two articles an hour, from Monday to Friday, by the local day."""
    windows = []
    at = BEGIN - 5 * HOUR  # midnight in Tashkent
    while at < BEGIN + days * DAY:
        hours = [at + number * HOUR for number in range(every // HOUR)]
        count = sum(2 for hour in hours if (hour + 5 * HOUR).weekday() < 5)
        windows.append(Window(at, at + every, count, at + every))
        at += every
    return windows


def learned(every: timedelta) -> Rhythm:
    """Return the rhythm that such runs show."""
    rhythm = learn_rhythm(weekdays(every), ZONE)
    assert rhythm is not None
    return rhythm


@pytest.mark.parametrize("hours", [1, 6, 24])
def test_weekdays_and_weekends_are_told_apart(hours: int) -> None:
    rhythm = learned(hours * HOUR)
    monday = BEGIN - 5 * HOUR
    assert rhythm.expected(monday + 2 * DAY, monday + 3 * DAY) == pytest.approx(48, rel=0.1)
    assert rhythm.expected(monday + 5 * DAY, monday + 7 * DAY) < 16


def test_a_silent_weekend_is_likely_and_a_silent_tuesday_is_not() -> None:
    rhythm = learned(6 * HOUR)
    saturday = BEGIN + 5 * DAY - 5 * HOUR
    assert math.exp(rhythm.log_silence(saturday, saturday + 2 * DAY)) > 0.001
    assert math.exp(rhythm.log_silence(saturday - 4 * DAY, saturday - 3 * DAY)) < 1e-6


def test_holidays_are_left_out_and_a_backfill_changes_little() -> None:
    rhythm = learned(24 * HOUR)
    holiday = datetime(2026, 8, 31, 20, tzinfo=UTC)  # 1 September in Tashkent
    assert rhythm.log_silence(holiday, holiday + 20 * HOUR) > -1
    flooded = weekdays(24 * HOUR)
    flooded[2] = replace(flooded[2], count=5000)
    other = learn_rhythm(flooded, ZONE)
    assert other is not None
    assert sum(other.rates) < 1.5 * sum(rhythm.rates)


def test_nothing_has_no_rhythm() -> None:
    assert learn_rhythm([], ZONE) is None
    assert learn_rhythm([Window(BEGIN, BEGIN + DAY, 0, BEGIN + DAY)], ZONE) is None
