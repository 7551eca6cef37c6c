"""Counts of days, gathered into weeks, months or years so that a chart has room for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

UnitName: TypeAlias = Literal["day", "week", "month", "year"]
UNIT_NAMES: Final[tuple[UnitName, ...]] = get_args(UnitName)


class Unit(NamedTuple):
    """A kind of span: its heading, the most days that one has, the letters of a day that name it."""

    heading: str
    days: int
    letters: int

    def label(self, first: date) -> str:
        """Return the name of the span that begins on this day: 2026-11-26, 2026-11, 2026."""
        return first.isoformat()[: self.letters]


@dataclass(frozen=True, slots=True)
class Span:
    """What was counted on some days in a row, both ends included."""

    first: date
    last: date
    count: int


UNITS: Final[Mapping[UnitName, Unit]] = {
    "day": Unit("by day", 1, 10),
    "week": Unit("by week, from Monday", 7, 10),
    "month": Unit("by month", 31, 7),
    "year": Unit("by year", 366, 4),
}


def gather_days(days: Sequence[tuple[date, int]], most: int) -> tuple[Unit, list[Span]]:
    """Return the smallest unit of which at most `most` cover the days, and the counts by it, zeros included.

    If no unit is large enough, it is the year. `days` are in order of time.
    """
    if not days:
        return UNITS["day"], []
    first, last = days[0][0], days[-1][0]
    name = choose_unit(first, last, most)
    return UNITS[name], gather_by(name, dict(days), first, last)


def choose_unit(first: date, last: date, most: int) -> UnitName:
    """Return the smallest unit of which `most` or fewer cover the days; the year if no unit is large enough."""
    return next(name for name in UNIT_NAMES if name == "year" or _fits(UNITS[name], first, last, most))


def _fits(unit: Unit, first: date, last: date, most: int) -> bool:
    """Return whether there are few enough of the units, the first and the last of which may be cut."""
    return (last - first).days < unit.days * (most - (unit.days > 1))


def gather_by(name: UnitName, days: Mapping[date, int], first: date, last: date) -> list[Span]:
    """Return the counts from the first day to the last one by a unit, in order of time, those of 0 too."""
    counts = dict.fromkeys(_starts(name, first, last), 0)
    for day, count in days.items():
        if first <= day <= last:
            counts[_start(name, day)] += count
    return [Span(start, _last(name, start), count) for start, count in counts.items()]


def _starts(name: UnitName, first: date, last: date) -> Iterator[date]:
    start: date | None = _start(name, first)
    while start is not None and start <= last:
        yield start
        start = _next(name, start)


def _start(name: UnitName, day: date) -> date:
    """Return the first day of the unit in which a day lies."""
    match name:
        case "week":
            return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def _next(name: UnitName, start: date) -> date | None:
    """Return the first day of the following unit; None where the calendar ends."""
    try:
        return _start(name, start + timedelta(days=UNITS[name].days))
    except OverflowError:
        return None


def _last(name: UnitName, start: date) -> date:
    following = _next(name, start)
    return date.max if following is None else following - timedelta(days=1)
