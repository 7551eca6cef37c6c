"""`xabar demo`: the whole thing on this machine, without internet."""

from __future__ import annotations

import logging
import shlex
import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.text import Text

from crawler import settings
from xabar.app.crawl import run_crawl
from xabar.cli.commands import search
from xabar.cli.errors import cli_errors
from xabar.cli.progress import show_progress
from xabar.cli.server import report_run
from xabar.crawl_report import print_stats
from xabar.crawl_stats import CrawlStats
from xabar.demo.newspapers import SITES
from xabar.demo.press import Press, print_newspapers
from xabar.demo.server import serve_newspapers
from xabar.demo.traps import TRAPS
from xabar.records.errors import RecordsError

# What the searches show, and what is typed after `xabar search`.
SEARCHES: Final = (
    ("Typed in Latin letters, found in both scripts and on two sites:", ("yangi bugʻdoy navi",)),
    ("An inflected word finds its other forms, in three alphabets:", ("кітапханаларымызға", "--size", "6")),
    ("A phrase, on one site and of the last days:", ('"paxta terimi"', "--site", "gazeta_uz", "--since", "{since}")),
    ("Everything, counted by site and day:", ("*", "--size", "0", "--facets", "site,day")),
)  # fmt: skip
# What the project settings say for the sites, and what is right for newspapers on this machine.
LOOPBACK: Final = {
    "XABAR_ALLOW_PRIVATE": True,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "RETRY_TIMES": 0,
    "LOG_LEVEL": "ERROR",
}
DAYS: Final = 3  # how far back the newspapers' articles reach


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to keep it in. [default: a new one]",
)
@click.option("--discard", is_flag=True, help="Remove the new folder at the end; not with --data.")
@cli_errors()
def command(data: Path | None, discard: bool) -> None:
    """Print twelve small newspapers, crawl them over HTTP, index them, search them. Needs no internet.

    The newspapers are invented; their layouts, addresses and boilerplate are those of real sites, and the spiders,
    the steps and the index are the real ones. The index is the embedded one unless XABAR_SEARCH_URL names a server.

    Exit status: 0 all well; 1 a newspaper gave nothing or the sum does not come out.
    """
    console = Console(highlight=False, soft_wrap=True)
    folder = _make_folder(data, discard)
    settings.XABAR_DATA = str(folder)  # for every command of this process
    # Scrapy sets its own loggers to DEBUG, so the handler must be the one to refuse
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    logging.basicConfig(handlers=[handler], format="%(levelname)s %(message)s")
    try:
        total = _crawl(console, print_newspapers(datetime.now(UTC)))
        _search(console)
    except RecordsError as error:
        raise click.ClickException(str(error)) from None
    if discard:
        shutil.rmtree(folder)
    else:
        _say_what_next(console, folder)
    sys.exit(total.exit_code)


def _make_folder(data: Path | None, discard: bool) -> Path:
    """The folder to work in. Only one that the demo made itself is ever removed."""
    if data is None:
        return Path(tempfile.mkdtemp(prefix="xabar-demo-"))
    if discard:
        raise click.UsageError("--discard removes a folder that the demo made; leave --data out")
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--data {data} cannot be made: {error.strerror}") from None
    return data


def _crawl(console: Console, press: Press) -> CrawlStats:
    console.print(
        f"Printing {press.articles} articles of {len(SITES)} newspapers, with {len(TRAPS)} traps among them, "
        "and crawling them over HTTP.\n"
    )
    began = time.monotonic()
    with serve_newspapers(press) as address:
        total = run_crawl(
            SITES,
            since=_first_day(),
            settings=LOOPBACK | {"XABAR_MIRROR": address, "XABAR_DATA": settings.XABAR_DATA},
            progress=show_progress,
        )
    console.print()
    print_stats(total, console)
    report_run(total)
    console.print(f"({time.monotonic() - began:.1f} seconds)")
    return total


def _search(console: Console) -> None:
    for purpose, typed in SEARCHES:
        arguments = [argument.format(since=_first_day()) for argument in typed]
        console.print(f"\n{purpose}\n", style="bold")
        console.print(Text(f"$ xabar search {shlex.join(arguments)}", style="cyan"))
        search.command.main(arguments, prog_name="xabar search", standalone_mode=False)


def _say_what_next(console: Console, folder: Path) -> None:
    commands = (
        "xabar search 'кеме OR пойыз' --sort newest",
        "xabar search futbol --script-of-text Latn",
        "xabar sites",
        "xabar index status",
    )
    console.print(f"\nAll of it lies in {folder}. To go on there:\n", style="bold")
    for line in (f"export XABAR_DATA={shlex.quote(str(folder))}", *commands):
        console.print(Text(f"  {line}", style="cyan"))
    console.print(
        "\nAnd on the real sites: `xabar crawl kun_uz --limit 20`, after `unset XABAR_DATA`.", markup=False
    )


def _first_day() -> date:
    return (datetime.now(UTC) - timedelta(days=DAYS)).date()
