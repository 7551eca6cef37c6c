"""Days, weeks, months and years, by which counts are gathered so that a chart has few enough of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

SpanName: TypeAlias = Literal["day", "week", "month", "year"]
SPAN_NAMES: Final[tuple[SpanName, ...]] = get_args(SpanName)


class Span(NamedTuple):
    """A kind of span of time: its heading, the days after which the next one has begun, the letters of a day that name it."""

    heading: str
    days: int
    letters: int


SPANS: Final[Mapping[SpanName, Span]] = {
    "day": Span("by day", 1, 10),
    "week": Span("by week, from Monday", 7, 10),
    "month": Span("by month", 31, 7),
    "year": Span("by year", 366, 4),
}


def choose_span(first: date, last: date, most: int) -> SpanName:
    """Return the smallest kind of span of which so many or fewer cover the days; a year, if there is none."""
    return next(name for name in SPAN_NAMES if name == "year" or _fits(SPANS[name], first, last, most))


def _fits(span: Span, first: date, last: date, most: int) -> bool:
    """Return whether there are few enough of the spans, the first and the last of which may be cut."""
    return (last - first).days < span.days * (most - (span.days > 1))


def start_of_span(name: SpanName, day: date) -> date:
    """Return the first day of the span in which a day lies."""
    match name:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def spans_between(name: SpanName, first: date, last: date) -> Iterator[date]:
    """Yield the first day of every span from the one with the first day to the one with the last day."""
    start = start_of_span(name, first)
    while start <= last:
        yield start
        start = start_of_span(name, start + timedelta(days=SPANS[name].days))


def gather(counts: Mapping[date, int], name: SpanName, first: date, last: date) -> dict[date, int]:
    """Return the counts of days as counts of spans, by the first day of each, those of 0 too, in order of time."""
    gathered = dict.fromkeys(spans_between(name, first, last), 0)
    for day, count in counts.items():
        if first <= day <= last:
            gathered[start_of_span(name, day)] += count
    return gathered


def label_of(name: SpanName, start: date) -> str:
    """Return the name of a span: 2026-11-26, 2026-11, 2026."""
    return start.isoformat()[: SPANS[name].letters]
