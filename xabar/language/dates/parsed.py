"""What becomes of a printed date: a day, perhaps a minute, or the reason why it was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST_DAY = date(1990, 1, 1)
"""No site crawled here is older than the web, so an older date is a misreading."""

CLOCK_SKEW = timedelta(minutes=10)
"""How far a site's clock may run ahead of ours before a date counts as lying in the future."""


class ParsedDate(NamedTuple):
    """A date that was understood.

    `day` is the site's local day. `at` is the moment, aware and in the site's zone, or `None` if
    only a day was printed; `precision` says which of the two it is.
    """

    day: date
    at: datetime | None
    precision: Literal["day", "minute"]


class Refusal(Enum):
    """Why a text that has the shape of a date was not believed."""

    FUTURE = "it lies in the future"
    TOO_OLD = "it lies before 1990"
    IMPOSSIBLE = "the calendar or the clock has no such date"
    AMBIGUOUS = "it can be read in more than one way"


Reading = ParsedDate | Refusal | None
"""A date, a refusal, or `None` if nothing in the text has the shape of a date."""


@dataclass(frozen=True, slots=True)
class DateContext:
    """When and where a date is read; everything relative counts from here."""

    now: datetime  # aware, in `zone`
    zone: ZoneInfo
    today: date  # the local day of `now`
    latest: datetime  # what lies after it lies in the future; UTC
    latest_day: date  # the local day of `latest`
    eve: date  # the day before it: no moment of an earlier day lies in the future

    @classmethod
    def of(cls, now: datetime, zone: str) -> DateContext:
        """Return the context of `now` in `zone`. Raise ValueError if `now` is naive or at an end of the calendar, or the zone is unknown."""
        if now.tzinfo is None:
            raise ValueError(f"now must be aware of its zone: {now!r} is naive; add tzinfo, say datetime.UTC")
        try:
            there = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(
                f"zone {zone!r} is not in the tz database; name one such as Asia/Tashkent"
            ) from error
        try:
            local, latest = now.astimezone(there), now.astimezone(UTC) + CLOCK_SKEW
            last = (local + CLOCK_SKEW).date()
            return cls(local, there, local.date(), latest, last, last - timedelta(days=1))
        except OverflowError:
            raise ValueError(
                f"now must lie within the calendar in every zone, got {now.isoformat()}"
            ) from None

    def believe_day(self, day: date) -> ParsedDate | Refusal:
        """Return `day` without a time, or a refusal if it lies in the future or before 1990."""
        if day > self.latest_day:
            return Refusal.FUTURE
        return Refusal.TOO_OLD if day < EARLIEST_DAY else ParsedDate(day, None, "day")

    def believe_time(self, at: datetime) -> ParsedDate | Refusal:
        """Return the moment `at` in the local zone, or a refusal if it lies in the future or before 1990."""
        try:
            local = at if at.tzinfo is self.zone else at.astimezone(self.zone)
            day = local.date()
            # in UTC, for local times repeat when clocks move
            if day >= self.eve and at.astimezone(UTC) > self.latest:
                return Refusal.FUTURE
        except OverflowError:
            return Refusal.IMPOSSIBLE
        return Refusal.TOO_OLD if day < EARLIEST_DAY else ParsedDate(day, local, "minute")

    def believe(self, day: date, at: time | None) -> ParsedDate | Refusal:
        """Return `day` with its time if one is printed. The time is local unless `at` carries an offset of its own."""
        if at is None:
            return self.believe_day(day)
        return self.believe_time(datetime.combine(day, at, at.tzinfo or self.zone))
