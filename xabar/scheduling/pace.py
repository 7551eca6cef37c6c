"""When the next run of a site is worth its while: when it is likely to have published enough since the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Final, TypeAlias

MEASURED: Final = timedelta(days=14)
"""How far back the articles are counted."""
JITTER: Final = 0.1  # share of an interval by which it differs, at most, so that sites do not keep step
_HOURS: Final = 24

Bounds: TypeAlias = tuple[timedelta, timedelta]
"""The shortest and the longest time from one run of a site to the next."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many articles a site publishes in each hour of the day, in UTC."""

    hours: tuple[float, ...]

    @property
    def a_day(self) -> float:
        """The articles of a day."""
        return sum(self.hours)


def measure_pace(published: Mapping[int, int], since: datetime, now: datetime) -> Pace:
    """Return the pace of a site that published so many articles in each hour of the day, `since` a moment.

    An hour is half what that hour was, and half what the average hour was: two weeks are few to tell hours by, and
    articles with a day and no time are all counted in one of them.
    """
    days = max((now - since) / timedelta(days=1), 1.0)
    mean = sum(published.values()) / days / _HOURS
    return Pace(tuple((published.get(hour, 0) / days + mean) / 2 for hour in range(_HOURS)))


def interval_after(pace: Pace, bounds: Bounds, articles: float, start: datetime) -> timedelta:
    """Return the time after a run's start until a site is likely to have published `articles` more, within the bounds."""
    shortest, longest = bounds
    at, expected, end = start.astimezone(UTC), 0.0, start + longest
    while at < end:
        next_hour = (at + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        rate = pace.hours[at.hour]
        part = (next_hour - at) / timedelta(hours=1)
        if rate and expected + rate * part >= articles:
            found = at - start + timedelta(hours=(articles - expected) / rate)
            return min(max(found, shortest), longest)
        expected += rate * part
        at = next_hour
    return longest


def back_off(interval: timedelta, bounds: Bounds, failures: int) -> timedelta:
    """Return the time to wait after so many failures in a row: twice as long after each, up to the longest interval."""
    return max(interval, min(interval * (1 << min(failures, 16)), bounds[1]))


def jittered(interval: timedelta, bounds: Bounds, key: str) -> timedelta:
    """Return the interval, up to a tenth shorter. The same key always gives the same.

    Where that is less than the shortest one, it is up to a tenth longer instead, so that the busiest sites do not keep
    step either. Where there is but one interval, it is the longest that is allowed, and all are shorter.
    """
    shortest, longest = bounds
    least = interval * (1 - JITTER)
    if shortest < longest:
        least = max(shortest, least)
    most = min(longest, least + interval * JITTER)
    return least + (most - least) * share_of(key)


def share_of(key: str) -> float:
    """Return a number from 0 to 1 that a key has, spread evenly over all keys."""
    return int.from_bytes(blake2b(key.encode(), digest_size=6).digest()) / 2**48
