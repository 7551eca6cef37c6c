"""The interval follows how often a site publishes, within its bounds, and longer after failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.scheduling.pace import Bounds, Pace, back_off, interval_after, jittered, measure_pace, share_of

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
BOUNDS = (timedelta(minutes=10), timedelta(hours=6))
MOMENTS = st.integers(0, 10**9).map(lambda seconds: NOON + timedelta(seconds=seconds))
HOURS = st.lists(st.floats(0, 500), min_size=24, max_size=24).map(tuple)


def even(a_day: float) -> Pace:
    return Pace((a_day / 24,) * 24)


def test_a_site_that_publishes_more_is_crawled_more_often() -> None:
    intervals = [interval_after(even(a_day), BOUNDS, 2, NOON) for a_day in (1, 12, 24, 96, 500)]
    assert intervals == [timedelta(hours=hours) for hours in (6, 4, 2, 0.5)] + [BOUNDS[0]]


def test_the_night_of_a_site_lengthens_the_interval_over_it() -> None:
    day_only = Pace(tuple(4.0 if 3 <= hour < 15 else 0.0 for hour in range(24)))
    assert interval_after(day_only, BOUNDS, 2, NOON) == timedelta(minutes=30)
    late = NOON.replace(hour=14, minute=45)  # one article more is to come today, the next one after 03:00
    assert interval_after(day_only, (BOUNDS[0], timedelta(days=1)), 2, late) == timedelta(
        hours=12, minutes=30
    )


def test_a_pace_is_half_of_the_hour_and_half_of_the_mean() -> None:
    pace = measure_pace({8: 48}, NOON - timedelta(days=2), NOON)
    assert pace.a_day == 24
    assert (pace.hours[8], pace.hours[9]) == (12.5, 0.5)


def test_a_site_that_is_known_for_an_hour_is_not_taken_for_a_news_agency() -> None:
    assert measure_pace({11: 3}, NOON - timedelta(hours=1), NOON).a_day == 3


@given(HOURS, st.floats(0.1, 50), MOMENTS)
def test_an_interval_keeps_its_bounds(hours: tuple[float, ...], articles: float, start: datetime) -> None:
    found = interval_after(Pace(hours), BOUNDS, articles, start)
    assert BOUNDS[0] <= found <= BOUNDS[1]


@given(HOURS, st.floats(1, 10), MOMENTS)
def test_more_articles_never_make_an_interval_longer(
    hours: tuple[float, ...], more: float, start: datetime
) -> None:
    busier = Pace(tuple(rate * more for rate in hours))
    assert interval_after(busier, BOUNDS, 2, start) <= interval_after(
        Pace(hours), BOUNDS, 2, start
    ) + timedelta(milliseconds=1)


def test_each_failure_doubles_the_interval_up_to_the_longest() -> None:
    waits = [back_off(timedelta(hours=1), BOUNDS, failures) for failures in (0, 1, 2, 3, 1000)]
    assert waits == [timedelta(hours=hours) for hours in (1, 2, 4, 6, 6)]


@given(st.text(), st.integers(600, 21_600))
def test_jitter_is_a_tenth_at_most_and_keeps_the_bounds(key: str, seconds: int) -> None:
    interval = timedelta(seconds=seconds)
    least, most = (
        max(interval * 0.9, BOUNDS[0]),
        min(max(interval * 0.9, BOUNDS[0]) + interval / 10, BOUNDS[1]),
    )
    assert least <= jittered(interval, BOUNDS, key) <= most + timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("bounds", "least", "most"),
    [
        ((timedelta(minutes=30), timedelta(minutes=30)), 27, 30),  # as with `--every 30m`
        ((timedelta(minutes=30), timedelta(hours=6)), 30, 33),
        ((timedelta(minutes=30), timedelta(minutes=31)), 30, 31),
    ],
)
def test_sites_of_the_shortest_interval_do_not_keep_step(bounds: Bounds, least: float, most: float) -> None:
    minutes = sorted(
        jittered(bounds[0], bounds, f"site {number}") / timedelta(minutes=1) for number in range(200)
    )
    assert least <= minutes[0] < least + (most - least) / 20
    assert most - (most - least) / 20 < minutes[-1] <= most


def test_shares_are_spread() -> None:
    shares = sorted(share_of(f"site {number}") for number in range(1000))
    assert all(abs(share - number / 1000) < 0.05 for number, share in enumerate(shares))
