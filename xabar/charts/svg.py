"""Charts as SVG without script and without style of their own: the page's style sheet colours their classes.

Every mark has a <title>, which a browser shows under the pointer (of lines, every span of time has one with all their
numbers), and a chart has a label that says what it shows. Colours follow the classes `series-0` to `series-5`; whoever
cannot tell them apart reads the names at the ends of the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from math import floor, log10
from typing import Final, NamedTuple

WIDTH: Final = 720
"""Of every chart, in units that the page scales to its own width."""

SERIES: Final = 6
"""Classes of colours, after which they begin again."""

_LINE_HEIGHT: Final = 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 130, 12, 26
_ROW: Final = 22
_CELL: Final = 16
_STEPS: Final = 5  # shades of a heat map
_LONGEST_NAME: Final = 18  # characters of a line's name, for which there is room
_MOST_DOTS: Final = 32  # points of a line that are dots too; closer together they would hide it


class Series(NamedTuple):
    """A name and a number for each of the chart's labels."""

    name: str
    values: Sequence[float]


def line_chart(title: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """Return lines over the labels, which are spans of time. `unit` is what a number counts, for the chart's label."""
    highest = ceiling(max((value for each in series for value in each.values), default=0.0))
    body = [*_grid(highest), *_time_axis(labels)]
    ends = _spread([_y(each.values[-1] if each.values else 0.0, highest) for each in series])
    for number, each in enumerate(series):
        body += _line(number, each, highest)
        body.append(
            f'<text class="name series-{number % SERIES}" x="{WIDTH - _RIGHT + 8}" y="{ends[number]:.1f}" dy=".35em">{escape(_short(each.name))}</text>'
        )
    body += _columns(labels, series)
    return _svg(f"{title} ({unit})", _LINE_HEIGHT, "line-chart", body)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def ceiling(highest: float) -> float:
    """Return the round number at the top of an axis: 1, 2 or 5 times a power of ten, not below the highest number."""
    if highest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(highest))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= highest * (1 - 1e-9))


def _x(number: int, count: int) -> float:
    room = WIDTH - _LEFT - _RIGHT
    return _LEFT + (room / 2 if count == 1 else room * number / (count - 1))


def _y(value: float, highest: float) -> float:
    return _TOP + (_LINE_HEIGHT - _TOP - _BOTTOM) * (1 - value / highest)


def _grid(highest: float) -> Iterator[str]:
    for part in (0.0, 0.5, 1.0):
        y = _y(part * highest, highest)
        yield f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="axis" x="{_LEFT - 6}" y="{y:.1f}" dy=".35em" text-anchor="end">{part * highest:g}</text>'


def _time_axis(labels: Sequence[str]) -> Iterator[str]:
    shown = {0, len(labels) // 2, len(labels) - 1} if labels else set()
    for number in sorted(shown):
        x, y = _x(number, len(labels)), _LINE_HEIGHT - 8
        yield f'<text class="axis" x="{x:.1f}" y="{y}" text-anchor="middle">{escape(labels[number])}</text>'


def _line(number: int, series: Series, highest: float) -> Iterator[str]:
    count = len(series.values)
    places = [(_x(at, count), _y(value, highest)) for at, value in enumerate(series.values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline class="line series-{number % SERIES}" points="{path}"/>'
    for x, y in places if count <= _MOST_DOTS else ():
        yield f'<circle class="point series-{number % SERIES}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'


def _columns(labels: Sequence[str], series: Sequence[Series]) -> Iterator[str]:
    """Yield for each label an invisible column over the lines, which says their numbers there."""
    width = (WIDTH - _LEFT - _RIGHT) / max(len(labels) - 1, 1)
    for at, label in enumerate(labels):
        said = "\n".join(f"{_short(each.name)}: {each.values[at]:.4g}" for each in series)
        x = _x(at, len(labels)) - width / 2
        yield f'<rect class="column" x="{x:.1f}" width="{width:.1f}" y="{_TOP}" height="{_LINE_HEIGHT - _TOP - _BOTTOM}"><title>{escape(label)}\n{escape(said)}</title></rect>'


def _spread(places: Sequence[float], room: float = 15) -> list[float]:
    """Return places near those given, none closer to another than `room`, so that names at line ends can be read."""
    order = sorted(range(len(places)), key=places.__getitem__)
    spread = list(places)
    for above, below in pairwise(order):
        spread[below] = max(spread[below], spread[above] + room)
    if order and (over := spread[order[-1]] - (_LINE_HEIGHT - _BOTTOM)) > 0:
        spread[order[-1]] -= over
        for below, above in pairwise(reversed(order)):
            spread[above] = min(spread[above], spread[below] - room)
    return spread


def bar_chart(title: str, bars: Sequence[tuple[str, float]], unit: str) -> str:
    """Return a horizontal bar for each label, with its number at the end."""
    highest = max((value for _, value in bars), default=0.0) or 1.0
    body = []
    for number, (label, value) in enumerate(bars):
        y = number * _ROW
        width = (WIDTH - 220 - 70) * value / highest
        said = escape(f"{label}: {value:g} {unit}")
        body += [
            f'<text class="label" x="212" y="{y + _ROW / 2}" dy=".35em" text-anchor="end">{escape(label)}</text>',
            f'<rect class="bar" x="220" y="{y + 3}" width="{max(width, 1):.1f}" height="{_ROW - 6}"><title>{said}</title></rect>',
            f'<text class="axis" x="{226 + width:.1f}" y="{y + _ROW / 2}" dy=".35em">{value:g}</text>',
        ]
    return _svg(title, max(len(bars), 1) * _ROW, "bar-chart", body)


def heat_map(title: str, labels: Sequence[str], rows: Sequence[Series], unit: str) -> str:
    """Return a row of cells for each series, darker for larger numbers. An empty cell stands for 0."""
    highest = max((value for row in rows for value in row.values), default=0.0) or 1.0
    left = 150
    cell = min((WIDTH - left - 10) / max(len(labels), 1), 26)
    body = []
    for number, row in enumerate(rows):
        y = number * _CELL + 4
        body.append(
            f'<text class="label" x="{left - 8}" y="{y + _CELL / 2}" dy=".35em" text-anchor="end">{escape(row.name)}</text>'
        )
        for at, (label, value) in enumerate(zip(labels, row.values, strict=True)):
            shade = 0 if value <= 0 else 1 + min(int(_STEPS * value / highest), _STEPS - 1)
            said = escape(f"{row.name}, {label}: {value:g} {unit}")
            body.append(
                f'<rect class="heat-{shade}" x="{left + at * cell:.1f}" y="{y}" width="{cell - 2:.1f}" height="{_CELL - 2}"><title>{said}</title></rect>'
            )
    height = len(rows) * _CELL + 28
    for at in sorted({0, len(labels) - 1}) if labels else ():
        anchor = "start" if at == 0 else "end"
        x = left + (0 if at == 0 else len(labels) * cell)
        body.append(
            f'<text class="axis" x="{x:.1f}" y="{height - 8}" text-anchor="{anchor}">{escape(labels[at])}</text>'
        )
    return _svg(title, height, "heat-map", body)


def _svg(title: str, height: float, kind: str, body: Sequence[str]) -> str:
    head = f'<svg class="chart {kind}" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">'
    return "\n".join([head, *body, "</svg>"])
