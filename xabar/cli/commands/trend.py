"""`xabar trend`: how often words were printed over time, drawn in the terminal."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.cells import cell_len
from rich.text import Text

from xabar.app.trend import MOST_SPANS, MOST_WORDS, Trend, Trends, read_trends
from xabar.charts.characters import sparkline
from xabar.charts.spans import UNIT_NAMES, UNITS, UnitName
from xabar.cli.console import SafeConsole
from xabar.cli.errors import cli_errors
from xabar.cli.filter_options import filter_options, note_ignored
from xabar.cli.options import given_config, today
from xabar.cli.printing import echo
from xabar.search.engine import SearchRequest

_COLORS = ("cyan", "magenta", "yellow", "green", "red", "blue")


@click.command(name="trend")
@click.argument("words", metavar="WORD…", nargs=-1, required=True)
@filter_options
@click.option(
    "--by",
    "unit",
    type=click.Choice(UNIT_NAMES),
    help=f"Count by this span of time. [default: the smallest of which there are at most {MOST_SPANS}]",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with the counts of every span.")
@cli_errors()
def command(words: tuple[str, ...], unit: UnitName | None, as_json: bool, **filters: Any) -> None:
    """Draw how often words were printed over time: in any script and any form, among 1,000 articles of each span.

    \b
      xabar trend paxta gʻalla --since 3m
      xabar trend 'sunʼiy intellekt' 'жасанды интеллект' --since 2025 --by month

    Each WORD may be whatever `xabar search` takes, quoted for the shell; six at most.
    """
    request = SearchRequest(query="*", today=today(), **filters)
    trends = read_trends(given_config(), words, request, unit=unit)
    for word in words:
        note_ignored(word)
    if as_json:
        echo(orjson.dumps(trends.to_dict(), option=orjson.OPT_INDENT_2))
    else:
        _draw(trends)


def _draw(trends: Trends) -> None:
    console = SafeConsole(highlight=False, soft_wrap=True)
    if not trends.starts:
        console.print("no articles in this time: widen --since and --until, or leave filters out")
        return
    labels = trends.labels
    heading = f"among 1,000 articles, {UNITS[trends.unit].heading}, {labels[0]} to {labels[-1]}"
    console.print(Text(heading, style="bold"))
    width = max(cell_len(each.query) for each in trends.trends)
    for each, color in zip(trends.trends, _COLORS[:MOST_WORDS], strict=False):
        console.print(_line(each, labels, width, color))
    console.print(Text(f"  {sum(trends.totals):,} articles in all", style="dim"))


def _line(trend: Trend, labels: tuple[str, ...], width: int, color: str) -> Text:
    line = Text(f"  {trend.query}{' ' * (width - cell_len(trend.query))}  ")
    line.append(sparkline(trend.shares), style=color)
    if not sum(trend.counts):
        return line.append("  never")
    peak = max(range(len(labels)), key=trend.shares.__getitem__)
    return line.append(
        f"  {sum(trend.counts):,} in all, most in {labels[peak]} ({_rounded(trend.shares[peak])})"
    )


def _rounded(share: float) -> str:
    return f"{share:,.0f}" if share >= 10 else f"{share:.2g}"
