"""`xabar watch`: a live view of the crawl on the terminal."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime

import click
from rich.live import Live

from xabar.app.opening import existing_workspace
from xabar.app.watch import read_watch
from xabar.cli.console import SafeConsole
from xabar.cli.errors import cli_errors
from xabar.cli.options import given_config
from xabar.cli.watch_view import HEADLINES, draw_watch


@click.command(name="watch")
@click.option(
    "--once", is_flag=True, help="Print it once. That is also what happens where there is no terminal."
)
@click.option(
    "--every",
    type=click.FloatRange(0.5, 3600),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="Look again after so long.",
)
@cli_errors()
def command(once: bool, every: float) -> None:
    """Show what is being crawled now, by any process on these records: pages, rates, errors, what waits for the index,
    and the newest headlines. Ctrl-C ends it, and nothing else.
    """
    console = SafeConsole(highlight=False)
    with existing_workspace(given_config()) as workspace:
        records = workspace.records
        if once or not console.is_terminal:
            console.print(draw_watch(read_watch(records, datetime.now(UTC), HEADLINES)))
            return
        with suppress(KeyboardInterrupt), Live(console=console, screen=True, auto_refresh=False) as live:
            while True:
                headlines = max(console.height // 3, HEADLINES)
                live.update(draw_watch(read_watch(records, datetime.now(UTC), headlines)), refresh=True)
                time.sleep(every)
