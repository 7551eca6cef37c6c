"""`xabar demo`: crawl, index and search on this machine, without internet."""

from __future__ import annotations

import logging
import shlex
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from rich.text import Text

from xabar.app.configuration import project_config
from xabar.app.demo import build_demo, crawl_demo, demo_config, first_day, make_folder
from xabar.cli.commands import search
from xabar.cli.console import SafeConsole
from xabar.cli.errors import cli_errors
from xabar.cli.progress import show_progress
from xabar.config import Config
from xabar.crawl_report import format_report
from xabar.crawl_stats import CrawlStats
from xabar.demo.traps import TRAPS
from xabar.printable_logs import line_format

# What the searches show, and what is typed after `xabar search`.
SEARCHES: Final = (
    ("Typed in Latin letters, found in both scripts and on two sites:", ("yangi bugʻdoy navi",)),
    ("An inflected word finds its other forms, in three alphabets:", ("кітапханаларымызға", "--size", "6")),
    ("A phrase, on one site and of the last days:", ('"paxta terimi"', "--site", "gazeta_uz", "--since", "{since}")),
    ("Everything, counted by site and day:", ("*", "--size", "0", "--facets", "site,day")),
)  # fmt: skip


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to keep it in. [default: a new one]",
)
@click.option("--discard", is_flag=True, help="Remove the new folder at the end; not with --data.")
@cli_errors()
def command(data: Path | None, discard: bool) -> None:
    """Serve twelve small newspapers, crawl them over HTTP, index them, search them. Needs no internet.

    The newspapers are invented; their layouts, addresses and boilerplate are those of real sites, and the spiders,
    the steps and the index are the real ones. The index is the embedded one unless XABAR_SEARCH_URL names a server.

    Exit status: 0 all well; 1 a newspaper gave nothing or the counts do not balance; 130 interrupted.
    """
    if data and discard:  # only a folder that the demo made itself is ever removed
        raise click.UsageError("--discard removes a folder that the demo made; leave --data out")
    console = SafeConsole(highlight=False, soft_wrap=True)
    folder = make_folder(data)
    # Scrapy sets its own loggers to DEBUG, so the handler must be the one that refuses
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    logging.basicConfig(handlers=[handler], format=line_format("%(levelname)s %(message)s"))
    stats = _crawl(console, folder)
    if stats.interrupted:
        sys.exit(stats.exit_code)
    _search(console, demo_config(folder))
    if discard:
        shutil.rmtree(folder)
    else:
        _say_what_next(console, folder)
    sys.exit(stats.exit_code)


def _crawl(console: SafeConsole, folder: Path) -> CrawlStats:
    web = build_demo(datetime.now(UTC))
    console.print(
        f"Serving {web.articles} articles of {len(web.sites)} small newspapers, with {len(TRAPS)} traps among them, "
        "and crawling them over HTTP.\n"
    )
    began = time.monotonic()
    stats = crawl_demo(web, folder, show_progress)
    console.print()
    for line in format_report(stats):
        console.print(line, markup=False)
    console.print(f"({time.monotonic() - began:.1f} seconds)")
    return stats


def _search(console: SafeConsole, config: Config) -> None:
    for purpose, typed in SEARCHES:
        arguments = [argument.format(since=first_day()) for argument in typed]
        console.print(f"\n{purpose}\n", style="bold")
        console.print(Text(f"$ xabar search {shlex.join(arguments)}", style="cyan"))
        search.command.main(arguments, prog_name="xabar search", standalone_mode=False, obj=config)


def _say_what_next(console: SafeConsole, folder: Path) -> None:
    commands = (
        "xabar search 'кеме OR пойыз' --sort newest",
        "xabar search futbol --script-of-text Latn",
        "xabar sites",
        "xabar index status",
    )
    console.print(f"\nAll of it lies in {folder}. To go on there:\n", style="bold")
    shared = ("unset XABAR_RECORDS",) if project_config().records else ()
    for line in (*shared, f"export XABAR_DATA={shlex.quote(str(folder))}", *commands):
        console.print(Text(f"  {line}", style="cyan"))
    console.print(
        "\nAnd on the real sites: `xabar crawl kun_uz --limit 20`, after `unset XABAR_DATA`.", markup=False
    )
