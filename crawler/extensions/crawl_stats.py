"""The statistics of a site's run, from Scrapy's own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from crawler.answers import requested_url
from crawler.extensions.run_log import RunLog
from crawler.site_counts import read_site_stats
from crawler.spider import NewsSpider
from xabar.crawl_stats import REJECTIONS, CrawlStats, IndexStats, SiteStats

logger = logging.getLogger(__name__)


class CrawlStatsExtension:
    """Gives every article that the pipelines dropped its reason, and closes the run with counts that balance.

    The last pipeline counts `stored`, `unchanged` and `duplicate`; the spider counts `fetched` and what it refuses.
    The result is written to the records and left in Scrapy's statistics as `xabar/stats`.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self._crawler = crawler
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the crawler, whose signals tell what becomes of each item."""
        extension = cls(crawler)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_error, signals.item_error)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def item_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Count and remember a refusal by its reason; that of a pipeline which is not ours is `dropped`."""
        if not self._is_counted(response):
            reason = getattr(exception, "reason", None)
            self._refuse(reason if reason in REJECTIONS else "dropped", response)

    def item_error(self, item: Any, response: Response | None) -> None:
        """Count and remember that a pipeline failed. Scrapy's log has the traceback."""
        if not self._is_counted(response):
            self._refuse("parse-error", response)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Leave the counts in the statistics and in the records. Counts that do not balance are a fault of ours."""
        stats = read_site_stats(self._stats, spider.name)
        stats.ended = reason
        self._stats.set_value("xabar/stats", stats)
        if not isinstance(spider, NewsSpider) or spider.revisits is None:
            return  # a single page was parsed: that is not a run
        if not stats.balanced:
            logger.error("the counts of %s do not balance: %s", spider.name, stats)
        log = self._crawler.get_extension(RunLog)
        if log is not None:
            log.close(stats, reason)

    def _is_counted(self, response: Response | None) -> bool:
        """Return whether the last of our pipelines has counted what became of a page: it keeps `counted` addresses."""
        engine = self._crawler.engine
        if engine is None or response is None or response.request is None:
            return False
        url = requested_url(response.request)
        return any(url in getattr(each, "counted", ()) for each in engine.scraper.itemproc.middlewares)

    def _refuse(self, reason: str, response: Response | None) -> None:
        self._stats.inc_value(f"xabar/rejected/{reason}")
        spider = self._crawler.spider
        if isinstance(spider, NewsSpider) and response is not None and response.request is not None:
            spider.remember(reason, response.request, response)
            spider.held.hold(reason, response)


def collect_stats(crawlers: Sequence[Crawler]) -> CrawlStats:
    """Return the statistics that crawls of one process have left. A crawl that was never opened has empty ones."""
    stats = [open_stats(crawler) for crawler in crawlers]
    sites = [
        (each.get_value("xabar/stats") if each else None) or SiteStats(site=crawler.spidercls.name)
        for crawler, each in zip(crawlers, stats, strict=True)
    ]
    index = (each.get_value("xabar/index") for each in stats if each)  # the crawl that ended last has it
    return CrawlStats(sites=sites, index=next((each for each in index if each is not None), IndexStats()))


def open_stats(crawler: Crawler) -> StatsCollector | None:
    """Return a crawl's statistics; None before it has begun, when Scrapy refuses to give them."""
    try:
        return crawler.stats
    except RuntimeError:
        return None
