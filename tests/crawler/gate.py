"""A pipeline that lets nothing pass while pages still come, and tells how many came."""

from __future__ import annotations

import asyncio
from typing import Any, Self

from scrapy.crawler import Crawler


class Gate:
    """Opens when all of `GATE_PAGES` are here, or when the crawl asks for no more."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pages = crawler.settings.getint("GATE_PAGES")
        self._is_open = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        engine, stats = self._crawler.engine, self._crawler.stats
        assert engine is not None
        assert engine.scraper.slot is not None
        assert stats is not None
        here = engine.scraper.slot.active
        while not self._is_open:
            stats.set_value("gate/pages", len(here))
            stands_still = engine.needs_backout() and not engine.downloader.active
            self._is_open = stands_still or len(here) == self._pages
            await asyncio.sleep(0.01)
        return item
