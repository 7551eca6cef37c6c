"""Live progress of a crawl: a table on a terminal, lines of the log's format anywhere else. Written to the standard error."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from rich.live import Live
from rich.table import Table
from scrapy.crawler import Crawler

from crawler.extensions.crawl_stats import open_stats
from crawler.site_counts import read_site_stats
from xabar.cli.console import SafeConsole

PLAIN_INTERVAL: Final = 10.0  # seconds between two plain lines of a site
COLUMNS: Final = ("fetched", "stored", "unchanged", "duplicate", "rejected", "discovery")


@contextmanager
def show_progress(crawlers: Sequence[Crawler]) -> Iterator[None]:
    """Show how far the crawls have come, until the block is left."""
    console = SafeConsole(stderr=True)
    if console.is_terminal:
        with Live(
            console=console, get_renderable=lambda: _table(crawlers), refresh_per_second=4, transient=True
        ):
            yield
        return
    with _plain_lines(console, crawlers):
        yield


def count_pages(crawler: Crawler) -> dict[str, int]:
    """Return the pages of a crawl so far, by column of COLUMNS."""
    stats = open_stats(crawler)
    if stats is None:
        return dict.fromkeys(COLUMNS, 0)
    counts = read_site_stats(stats, crawler.spidercls.name)
    return {name: getattr(counts, name) for name in COLUMNS} | {"rejected": counts.rejected.total()}


def _table(crawlers: Sequence[Crawler]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("site")
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for crawler in crawlers:
        table.add_row(crawler.spidercls.name, *(str(count) for count in count_pages(crawler).values()))
    return table


@contextmanager
def _plain_lines(console: SafeConsole, crawlers: Sequence[Crawler]) -> Iterator[None]:
    ended = threading.Event()

    def write() -> None:
        shown: dict[str, dict[str, int]] = {}
        while not ended.wait(PLAIN_INTERVAL):
            for crawler in crawlers:
                counts = count_pages(crawler)
                if shown.get(crawler.spidercls.name) != counts:
                    shown[crawler.spidercls.name] = counts
                    console.print(_line(crawler.spidercls.name, counts), highlight=False, soft_wrap=True)

    thread = threading.Thread(target=write, name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _line(site: str, counts: dict[str, int]) -> str:
    """Return a line as the log would have it: who reads objects from the standard error meets nothing else."""
    text = f"{site}: " + ", ".join(f"{count} {column}" for column, count in counts.items())
    return logging.getLogRecordFactory()(__name__, logging.INFO, "", 0, text, None, None).getMessage()
