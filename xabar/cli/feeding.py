"""Feed the index from a command, with a progress bar and the counts at the end."""

from __future__ import annotations

from typing import Final

import orjson
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from xabar.app.index import feed_index
from xabar.app.opening import with_index
from xabar.cli.console import SafeConsole
from xabar.cli.printing import echo
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine
from xabar.search.feed_counts import FeedReport

SPEED_PERIOD: Final = 600.0  # seconds: some batches, also where each takes a slow server half a minute


def progress_bar() -> Progress:
    """Return a bar that is shown only on a terminal."""
    console = SafeConsole(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
        speed_estimate_period=SPEED_PERIOD,
    )


def feed_now(config: Config, *, as_json: bool) -> None:
    """Carry what waits and print the counts. Exit with 1 if something still waits or was refused."""
    report = carry_waiting(config)
    echo(orjson.dumps(report, option=orjson.OPT_INDENT_2) if as_json else describe_feed(report))
    if report.waiting or report.dead or report.problem:
        raise SystemExit(1)


def carry_waiting(config: Config) -> FeedReport:
    """Carry what waits into the index, with a progress bar."""

    async def work(records: RecordStore, engine: SearchEngine) -> FeedReport:
        with progress_bar() as progress:
            task = progress.add_task("feeding", total=None)
            return await feed_index(
                records, engine, lambda done, total: progress.update(task, completed=done, total=total)
            )

    return with_index(config, work)


def describe_feed(report: FeedReport) -> str:
    """Return the counts in words, with what to do next."""
    line = f"{report.stored} changes = {report.confirmed} confirmed + {report.waiting} waiting + {report.dead} dead"
    if report.problem:
        line += f"\n{'waiting because: ' if report.waiting else ''}{report.problem}"
    if report.dead:
        line += "\n`xabar dead list` shows what was refused"
    return line
