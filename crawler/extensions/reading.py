"""End the processes that read costly pages when the last crawl ends."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler

from xabar.workers.pool import ReadingPool


class ReadingExtension:
    """Lets go of the pool, if the crawl ever needed it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReadingExtension:
        """Scrapy's entrance."""
        return cls(crawler)

    async def spider_closed(self) -> None:
        """No page of this crawl is read any more."""
        await ReadingPool.leave(self._crawler)
