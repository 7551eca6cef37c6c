"""The sum of a site's run, from Scrapy's statistics."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from crawler.memory import PageMemory
from xabar.article import Article
from xabar.crawl_stats import SiteStats
from xabar.records.errors import RecordsError

logger = logging.getLogger(__name__)


class CrawlStatsExtension:
    """Gives every article that the pipelines refused its reason, and closes the run with a sum that comes out.

    The pipelines count `stored`, `unchanged` and `duplicate`, the spider counts `fetched` and what it refuses.
    The sum is written to the records and left in the statistics as `xabar/stats`.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self._crawler = crawler
        self._stats = crawler.stats
        self._started = datetime.now(UTC)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlStatsExtension:
        """Scrapy's entrance."""
        extension = cls(crawler)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_error, signals.item_error)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def item_scraped(self, item: Any, response: Response | None) -> None:
        """The article is safe: its page need not be fetched again soon."""
        self._mark(item, response, "stored")

    def item_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Count a refusal by its reason; a duplicate has been counted by the step that found it."""
        reason = getattr(exception, "reason", None)
        if reason:
            self._stats.inc_value(f"xabar/rejected/{reason}")
        self._mark(item, response, reason or "duplicate")

    def item_error(self, item: Any, response: Response | None) -> None:
        """A step failed; Scrapy's log has the traceback."""
        self._stats.inc_value("xabar/rejected/parse-error")
        self._mark(item, response, "parse-error")

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Write the sum; a sum that does not come out is an error of ours, and said loudly."""
        total = read_site_stats(self._stats, spider.name)
        self._stats.set_value("xabar/stats", total)
        if not total.balanced:
            logger.error("the sum of %s does not come out: %s", spider.name, total)
        try:
            memory = PageMemory.of(self._crawler)
            memory.records.add_run(
                total, started_at=self._started, finished_at=datetime.now(UTC), reason=reason
            )
            PageMemory.close(self._crawler)
        except RecordsError as error:
            logger.error("the sum of %s was not written: %s", spider.name, error)

    def _mark(self, item: Any, response: Response | None, outcome: str) -> None:
        if isinstance(item, Article) and response is not None and response.request is not None:
            kept = item if outcome == "stored" else None
            PageMemory.of(self._crawler).mark(response.request, outcome, kept)


def read_site_stats(stats: StatsCollector, site: str) -> SiteStats:
    """The sum of one site's run out of the keys `xabar/…`."""
    values = {
        key.removeprefix("xabar/"): value
        for key, value in stats.get_stats().items()
        if key.startswith("xabar/")
    }

    def by_reason(prefix: str) -> Counter[str]:
        return Counter({k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)})

    return SiteStats(
        site=site,
        fetched=values.get("fetched", 0),
        stored=values.get("stored", 0),
        unchanged=values.get("unchanged", 0),
        duplicate=values.get("duplicate", 0),
        rejected=by_reason("rejected/"),
        known=values.get("known", 0),
        discovery=values.get("discovery", 0),
        errors=by_reason("discovery_error/"),
    )
