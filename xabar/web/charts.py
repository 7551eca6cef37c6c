"""The timeline of a search as bars with links: it filters with a click, and by dragging where scripts run. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xabar.charts.spans import gather_days
from xabar.web.asked import Asked

MOST_BARS: Final = 60
WIDTH: Final = 10  # of a bar with the gap beside it, in units of the drawing
HEIGHT: Final = 56
_LOWEST: Final = 2  # of a bar that is not empty
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
    """Return the chart of a facet of days; None where there are fewer than two bars, which would show nothing."""
    _, spans = gather_days([(date.fromisoformat(day), count) for day, count in days], MOST_BARS)
    spans = spans[-_MOST:]
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
