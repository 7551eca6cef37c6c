"""Feeding the index from a command: progress while it goes on, the sum at the end."""

from __future__ import annotations

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine
from xabar.search.feed import Feeder, FeedReport


def progress_bar() -> Progress:
    """A bar on a terminal; nothing at all elsewhere."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )


async def feed_now(records: RecordStore, engine: SearchEngine, *, as_json: bool) -> None:
    """Carry what waits and print the sum. Exits 1 when something still waits or was refused."""
    feeder = Feeder(records, engine)
    with progress_bar() as progress:
        task = progress.add_task("feeding", total=None)
        try:
            while carried := await feeder.feed_batch():
                report = feeder.report()
                progress.update(task, total=report.stored, advance=carried)
        except EngineUnavailable:
            pass  # the last rounds, and the words for why, are the feeder's
        report = await feeder.feed_until_done()
        await feeder.show()
    if as_json:
        click.echo(orjson.dumps(report, option=orjson.OPT_INDENT_2))
    else:
        click.echo(describe(report))
    if report.waiting or report.dead:
        raise SystemExit(1)


async def tell_what_waits(records: RecordStore, engine: SearchEngine, *, new: bool) -> None:
    """Say how many articles the active build waits for. A new, empty one forgets what a lost one of its name had."""
    active = next((generation for generation in await engine.generations() if generation.active), None)
    if active is None:
        return
    if new and active.documents == 0:
        records.forget_generation(engine.address, active.name)
    if waiting := records.count_changes_after(records.confirmed(engine.address, active.name)):
        click.echo(f"{waiting} articles wait: run `xabar index feed`")


def describe(report: FeedReport) -> str:
    """The sum in one line, and why something waits."""
    line = f"{report.stored} changes = {report.confirmed} confirmed + {report.waiting} waiting + {report.dead} dead"
    if report.problem:
        line += f"\nwaiting because: {report.problem}"
    if report.dead:
        line += "\n`xabar dead list` shows what was refused"
    return line
