"""Live progress of a crawl: a table on a terminal, lines of the log's format anywhere else. Written to the standard error."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from scrapy.crawler import Crawler

from crawler.extensions.crawl_stats import open_stats
from crawler.site_counts import read_site_stats
from xabar.cli.printing import echo

PLAIN_INTERVAL: Final = 10.0  # seconds between two plain lines of a site
COLUMNS: Final = ("fetched", "stored", "unchanged", "duplicate", "rejected", "discovery")


@contextmanager
def show_progress(crawlers: Sequence[Crawler]) -> Iterator[None]:
    """Show how far the crawls have come, until the block is left."""
    if sys.stderr.isatty() or os.environ.get("FORCE_COLOR"):
        from xabar.cli.live_table import show_live  # loads rich, which a run without a terminal does not need

        names = [crawler.spidercls.name for crawler in crawlers]
        with show_live(("site", *COLUMNS), lambda: dict(zip(names, map(count_pages, crawlers), strict=True))):
            yield
        return
    with _plain_lines(crawlers):
        yield


def count_pages(crawler: Crawler) -> dict[str, int]:
    """Return the pages of a crawl so far, by column of COLUMNS."""
    stats = open_stats(crawler)
    if stats is None:
        return dict.fromkeys(COLUMNS, 0)
    counts = read_site_stats(stats, crawler.spidercls.name)
    return {name: getattr(counts, name) for name in COLUMNS} | {"rejected": counts.rejected.total()}


@contextmanager
def _plain_lines(crawlers: Sequence[Crawler]) -> Iterator[None]:
    ended = threading.Event()

    def write() -> None:
        shown: dict[str, dict[str, int]] = {}
        while not ended.wait(PLAIN_INTERVAL):
            for crawler in crawlers:
                counts = count_pages(crawler)
                if shown.get(crawler.spidercls.name) != counts:
                    shown[crawler.spidercls.name] = counts
                    echo(_line(crawler.spidercls.name, counts), err=True)

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
