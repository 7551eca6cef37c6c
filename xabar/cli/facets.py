"""Facets on the terminal: counts with bars. Days stand in order of time, gathered into weeks or months to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from rich.cells import cell_len

from xabar.charts.characters import bar
from xabar.charts.spans import gather_days
from xabar.cli.printing import Line

MOST_ROWS: Final = 31  # of a chart of time: the days of a month
MOST_VALUES: Final = 15  # of any other facet

_LONGEST_BAR: Final = 40
_SHORTEST_BAR: Final = 5
_LONGEST_LABEL: Final = 40


def facet_lines(name: str, values: Sequence[tuple[str, int]], width: int) -> Iterator[Line]:
    """Yield a facet's lines for a terminal of this width, the heading first."""
    heading, rows, more = f"by {name}", [*values[:MOST_VALUES]], len(values) - MOST_VALUES
    if name == "day":
        heading, rows = chart_of_time([(date.fromisoformat(day), count) for day, count in values])
        more = 0
    yield [(heading, "bold")]
    yield from _rows(rows, width)
    if more > 0:
        yield [(f"           … and {more} more", "")]


def chart_of_time(days: Sequence[tuple[date, int]]) -> tuple[str, list[tuple[str, int]]]:
    """Return heading and rows: the counts by the smallest unit of which there are not too many, those of 0 too."""
    unit, spans = gather_days(days, MOST_ROWS)
    return unit.heading, [(unit.label(span.first), span.count) for span in spans]


def _rows(rows: Sequence[tuple[str, int]], width: int) -> Iterator[Line]:
    label_width = min(max((cell_len(label) for label, _ in rows), default=0), _LONGEST_LABEL)
    room = min(width - label_width - 14, _LONGEST_BAR)
    most = max((count for _, count in rows), default=0)
    for label, count in rows:
        line = [(f"  {count:>7}  {label}", "")]
        if room >= _SHORTEST_BAR and count:
            line.append((" " * max(label_width - cell_len(label) + 2, 2), ""))
            line.append((bar(count / most, room), "cyan"))
        yield line
