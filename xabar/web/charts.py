"""The timeline of a search as bars with links: it filters with a click, and by dragging where scripts run. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup, escape

from xabar.charts.spans import UNITS, UnitName, choose_unit, gather_by
from xabar.web.asked import Asked

MOST_BARS: Final = 60
WIDTH: Final = 10  # of a bar with the gap beside it, in units of the drawing
HEIGHT: Final = 56
_LOWEST: Final = 2  # of a bar that is not empty
_FIRST_DAY: Final = (
    "0000-01-01"  # its end is what the name of a month or a year lacks to be that of its first day
)
_MOST: Final = 2 * MOST_BARS  # years may be more than there are bars: only the last of them are drawn


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of days."""

    x: int
    y: int
    height: int
    first: date
    last: date
    count: int
    address: str  # of the search in these days alone


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars in order of time."""

    bars: list[Bar]
    width: int
    height: int = HEIGHT

    @property
    def first(self) -> date:
        """The first day."""
        return self.bars[0].first

    @property
    def last(self) -> date:
        """The last day."""
        return self.bars[-1].last


def draw_timeline(days: Sequence[tuple[str, int]], asked: Asked) -> Chart | None:
    """Return the chart of a facet of days or months; None where there are fewer than two bars, which would show nothing.

    Months (2026-11) must be so many that bars are months or years.
    """
    if not days:
        return None
    first, last = (date.fromisoformat(name + _FIRST_DAY[len(name) :]) for name in (days[0][0], days[-1][0]))
    unit = choose_unit(first, last, MOST_BARS)
    counts = _by_span(unit, days)
    spans = gather_by(unit, counts, next(iter(counts)), last)[-_MOST:]
    if len(spans) < 2:
        return None
    most = max(span.count for span in spans)
    rest = asked.address(since="", until="")
    before = f"{rest}&" if len(rest) > 1 else rest
    bars = []
    for place, span in enumerate(spans):
        height = max(round(span.count / most * HEIGHT), _LOWEST) if span.count else 0
        address = f"{before}since={span.first}&until={span.last}"
        bars.append(Bar(place * WIDTH, HEIGHT - height, height, span.first, span.last, span.count, address))
    return Chart(bars, len(bars) * WIDTH)


def _by_span(unit: UnitName, days: Sequence[tuple[str, int]]) -> Mapping[date, int]:
    """Return the counts by day, or already by month or year where the name of a day begins with that of its span."""
    letters = UNITS[unit].letters
    counts: dict[str, int] = {}
    for day, count in days:
        name = day[:letters]
        counts[name] = counts.get(name, 0) + count
    return {date.fromisoformat(name + _FIRST_DAY[letters:]): count for name, count in counts.items()}


def write_bars(chart: Chart, home: str, day: Callable[[date], str], number: Callable[[int], str]) -> Markup:
    """Return the bars as links in SVG. `home` is the path of the search; the others write a day and a number.

    There are so many of them that a template takes half of the time of a page for this.
    """
    return Markup("\n").join(Markup(_write_bar(chart, bar, home, day, number)) for bar in chart.bars)


def _write_bar(
    chart: Chart, bar: Bar, home: str, day: Callable[[date], str], number: Callable[[int], str]
) -> str:
    days = day(bar.first) if bar.first == bar.last else f"{day(bar.first)} – {day(bar.last)}"
    shown = f'<rect x="{bar.x + 1}" y="{bar.y}" width="8" height="{bar.height}"/>' if bar.count else ""
    return (
        f'<a href="{escape(home + bar.address)}" tabindex="-1" data-since="{bar.first}" data-until="{bar.last}">'
        f"<title>{escape(f'{days}: {number(bar.count)}')}</title>"
        f'<rect class="hold" x="{bar.x}" width="{WIDTH}" height="{chart.height}"/>{shown}</a>'
    )
