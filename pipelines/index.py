"""Step 7, the last: commit the article to the records, whose numbered feed carries it into the index."""

from __future__ import annotations

import asyncio
import logging
from contextlib import ExitStack
from typing import Any, Final

from scrapy import signals
from scrapy.crawler import Crawler

from pipelines.feeding import SharedFeed
from pipelines.rejection import Rejected
from pipelines.sharing import SharedRecords
from xabar.article import Article
from xabar.records.errors import DiskFull, RecordsError

logger = logging.getLogger(__name__)

# The store's word for what became of an article, in the words of the run's sum.
OUTCOMES: Final = {"new": "stored", "changed": "stored", "unchanged": "unchanged", "stale": "unchanged"}
MAX_REFUSALS: Final = 5  # refusals by the store in a row, after which the crawl ends


class IndexPipeline:
    """An article is safe when this step returns; whether the index is up makes no difference to that."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._settings = crawler.settings
        assert crawler.stats is not None
        self._stats = crawler.stats
        self._refusals = 0
        self._held = ExitStack()
        self._feed: SharedFeed | None = None
        crawler.signals.connect(self.forget, signals.item_dropped)
        crawler.signals.connect(self.forget, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> IndexPipeline:
        """Scrapy's entrance."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Open the records and start feeding the index, once for all crawls of the process."""
        shared = SharedRecords.borrow(self._settings["XABAR_DATA"])
        self._records = self._held.enter_context(shared)
        self._feed = SharedFeed.join(self._records, self._settings)

    def process_item(self, item: Article) -> Article:
        """The article, stored and committed; Rejected("store-error") when the records refuse it."""
        try:
            stored = self._records.put(item)
            outcome = OUTCOMES[stored.outcome]
        except RecordsError as error:
            self._refused(error)
            raise Rejected("store-error") from error
        self._refusals = 0
        self._stats.inc_value(f"xabar/{outcome}")
        return item

    async def close_spider(self) -> None:
        """Leave the feed; the last crawl waits until the index has everything, or for the set time."""
        index_stats = await self._feed.leave() if self._feed else None
        if index_stats is not None:
            self._stats.set_value("xabar/index", index_stats)
        self._held.close()

    def forget(self, item: Article, **_: Any) -> None:
        """A refused article leaves nothing in the records."""
        self._records.forget(item)

    def _refused(self, error: RecordsError) -> None:
        """Say it once in the log, and end the crawl when the store cannot take more; the next run goes on."""
        if not self._refusals:
            logger.error("%s", error)
        self._refusals += 1
        if isinstance(error, DiskFull) or self._refusals == MAX_REFUSALS:
            assert self._crawler.engine is not None
            self._closing = asyncio.ensure_future(
                self._crawler.engine.close_spider_async(reason="store-error")
            )
