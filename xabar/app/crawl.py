"""Crawling several sites in one process, with progress, and the sum that it ends with."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from xabar.cli._progress import read_stats, show_progress
from xabar.cli._project import all_sites, check_sites, project_settings
from xabar.config import Config
from xabar.crawl_stats import CrawlStats, IndexStats, SiteStats
from xabar.records.store import RecordStore

INTERRUPTED: Final = 130  # the shell's code for a program that Ctrl-C ended


def run_crawl(
    sites: Sequence[str],
    *,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
    settings: Mapping[str, Any] | None = None,
) -> CrawlStats:
    """Crawl the sites at once, store and index what they give, and return the sum.

    `since` and `until` are days of each site's zone, both included; `limit` is the most article pages a site.
    `settings` override those of the project. May be called once in a process, for Twisted's reactor starts only
    once. Ctrl-C ends the crawls in order: answers that are under way are still stored. A second Ctrl-C ends the
    process at once, which loses nothing that was stored. Raises RecordsError when the records cannot be opened.
    """
    project = project_settings({"LOG_INSTALL_ROOT_HANDLER": False} | dict(settings or {}))
    check_sites(sites, list(all_sites(project)))
    with RecordStore(
        Config.from_settings(project).records_path
    ):  # a record file that cannot be opened is better told of now
        pass
    _limit_memory_pools()
    _collect_seldom()
    process = _Process(project)
    crawlers = [process.create_crawler(name) for name in dict.fromkeys(sites)]
    for crawler in crawlers:
        process.crawl(crawler, since=since, until=until, limit=limit)
    with show_progress(crawlers):
        process.start()
    return CrawlStats(sites=[_site_stats(crawler) for crawler in crawlers], index=_index_stats(crawlers))


def _limit_memory_pools() -> None:
    """Two pools of memory for all threads (glibc's mallopt, M_ARENA_MAX): the index's threads come and go.

    By default each thread gets a pool of its own that keeps what was freed; the peak of a long crawl doubled so.
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(-8, 2)


def _collect_seldom() -> None:
    """Look for cycles of dead objects a seventh as often: what a crawl makes dies with its page or never.

    Python's own pace reads all tables and memories again and again while they are being filled.
    """
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)


class _Process(AsyncCrawlerProcess):
    """Scrapy's process, which says what Ctrl-C does, and on a second one does not wait for anything."""

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        super()._signal_shutdown(signum, frame)
        _say("Stopping: pages under way are still stored. Press Ctrl-C again to stop at once.\n")

    def _signal_kill(self, signum: int, frame: Any) -> None:
        _say("Stopped at once. What was stored is safe; the next run goes on.\n")
        os._exit(INTERRUPTED)


def _say(text: str) -> None:
    """Write past Python's buffers, which a signal may have interrupted in the middle of a write."""
    os.write(2, text.encode())


def _site_stats(crawler: Crawler) -> SiteStats:
    """The sum that the crawl left in its statistics; a crawl that never opened has an empty one."""
    stats = read_stats(crawler)
    total = stats.get_value("xabar/stats") if stats else None
    return total if total is not None else SiteStats(site=crawler.spidercls.name)


def _index_stats(crawlers: Sequence[Crawler]) -> IndexStats:
    """The sum of the feed, which the crawl that ended last has left."""
    found = (stats.get_value("xabar/index") for stats in map(read_stats, crawlers) if stats)
    return next((index_stats for index_stats in found if index_stats is not None), IndexStats())
