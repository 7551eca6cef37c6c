"""Crawling several sites in one process, and the statistics that it ends with."""

from __future__ import annotations

import atexit
import gc
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

import scrapy.core.downloader.contextfactory  # noqa: F401  # it looks through all modules that are loaded before it
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from crawler.extensions.crawl_stats import collect_stats
from xabar.app.project import load_sites, project_settings
from xabar.collecting import uncollected
from xabar.config import Config
from xabar.crawl_stats import INTERRUPTED_CODE, CrawlStats
from xabar.heap import set_up_heap
from xabar.records.leases import Lease
from xabar.site_leases import held_sites
from xabar.workspace import open_workspace

Progress: TypeAlias = Callable[[Sequence[Crawler]], AbstractContextManager[None]]

_SELDOM: Final = (20_000, 2, 5)  # as the thresholds of `gc`


def run_crawl(
    sites: Sequence[str],
    *,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
    refetch: bool = False,
    reason: str | None = None,
    settings: Mapping[str, Any] | None = None,
    progress: Progress = lambda crawlers: nullcontext(),
) -> CrawlStats:
    """Crawl the sites at once, store and index what they give, and return the statistics.

    `since` and `until` are days of each site's zone, both included; `limit` is the most article pages a site.
    With `refetch` known pages are asked for again instead, those refused for a `reason` or all.
    `settings` override those of the project; `progress` is a context in which the crawls run and may be shown.

    May be called only once in a process, because Twisted's reactor cannot start again. Ctrl-C ends the crawls in
    order: answers that are under way are still stored. A second Ctrl-C ends the process at once, and loses nothing
    that was stored. Raise UnknownSite, or RecordsError when the records cannot be opened.
    """
    with uncollected():
        project = project_settings({"LOG_INSTALL_ROOT_HANDLER": False} | dict(settings or {}))
        load_sites(sites, project)
        with open_workspace(Config.from_settings(project)) as workspace:
            workspace.records.require_writable()  # what cannot be stored is not fetched
        if not logging.getLogger("scrapy").isEnabledFor(logging.INFO):
            project.set(
                "LOG_VERSIONS", [], "cmdline"
            )  # Scrapy asks for them whether the log takes them or not
        process = _Process(project)
    set_up_heap()
    _collect_seldom()
    # Scrapy makes two records of each page for a log that does not take them.
    logging.getLogger("scrapy").setLevel(project["LOG_LEVEL"])
    crawlers = [process.create_crawler(name) for name in dict.fromkeys(sites)]
    for crawler in crawlers:
        process.crawl(crawler, since=since, until=until, limit=limit, refetch=refetch, reason=reason)
    with progress(crawlers):
        process.start()
    return collect_stats(crawlers)


def find_held(sites: Sequence[str], config: Config) -> dict[str, Lease]:
    """Return the sites that another process crawls now, with its lease. Raise RecordsError when the records are not there."""
    with open_workspace(config) as workspace:
        return held_sites(workspace.records, sites, datetime.now(UTC))


def _collect_seldom() -> None:
    """Collect garbage seldom: an object of a crawl dies with its page, or never, and a page leaves two that do not.

    At its usual pace Python's collector would go through all tables and caches again and again while they fill. After
    10,000 objects it still went through those of the pages that are worked on. The event loop waits 8 ms for 20,000,
    once in 400 pages; with 50,000, a long crawl needs 2 MB more. Nothing is looked for at the end of the process.
    """
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)


class _Process(AsyncCrawlerProcess):
    """Scrapy's process, which says what Ctrl-C does, and on a second one does not wait for anything."""

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        super()._signal_shutdown(signum, frame)
        _say("Stopping: pages under way are still stored. Press Ctrl-C again to stop at once.\n")

    def _signal_kill(self, signum: int, frame: Any) -> None:
        _say("Stopped at once. What was stored is safe; the next run goes on.\n")
        os._exit(INTERRUPTED_CODE)


def _say(text: str) -> None:
    """Write past Python's buffers, which a signal may have interrupted in the middle of a write."""
    os.write(2, text.encode())
