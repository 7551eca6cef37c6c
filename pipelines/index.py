"""Commit the article to the records, whose numbered feed carries it into the index."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines.step import RejectedItem, enter_workspace, read_item
from xabar.article import Article
from xabar.config import Config
from xabar.crawl_stats import LEASE_LOST
from xabar.processing.ingest import Ingested, ingest, remember_values
from xabar.processing.learning import clean_marked
from xabar.records.errors import DiskFull, RecordsError
from xabar.records.leases import LeaseLost
from xabar.rejection import Rejected
from xabar.workers.time_limit import TooCostly
from xabar.workers.turns import own_turn

logger = logging.getLogger(__name__)

SLICE: Final = 0.01  # seconds of CPU in which earlier articles are cut again, before the loop has its turn
MAX_REFUSALS: Final = 5  # refusals by the records in a row, after which the crawl ends
# Articles that are committed together at most, and their characters: their turn of the loop takes 20 ms.
GROUP: Final = 16
GROUP_CHARACTERS: Final = 40_000
COUNTED: Final = 1000  # articles whose addresses are kept: far more than are under way


class DuplicateItem(DropItem):
    """An article that is already stored under another address. It is counted as a duplicate, and not refused."""

    reason: Final = "duplicate"


class IndexPipeline:
    """The last pipeline. When it returns, the article is safe, whether the index is up or not."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self._crawler = crawler
        self._stats = crawler.stats
        self._refusals = 0
        self._refusal: RecordsError | None = None  # the last one
        # The addresses that were asked for, of articles that are counted: a pipeline of others may fail behind this one.
        self.counted: deque[str | None] = deque(maxlen=COUNTED)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the crawler, whose statistics count what becomes of each article."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Open the records and let the index follow them."""
        self._held = AsyncExitStack()
        config = Config.from_settings(self._crawler.settings)
        self._workspace = enter_workspace(self._held, config)
        self._workspace.join_feed()
        self._held.push_async_callback(self._leave_feed)

    async def close_spider(self) -> None:
        """Leave the feed. The last crawl waits until the index has everything, or for the set time."""
        await self._held.aclose()

    async def process_item(self, item: Any) -> Article:
        """Return the article when it is committed. Raise DuplicateItem, or RejectedItem when the records refuse it."""
        try:
            article = await read_item(item, self._workspace.config)
            write = partial(self._ingest, article, remember_values(article))
            load = max(1 / GROUP, len(article.body) / GROUP_CHARACTERS)
            ingested = await self._workspace.writes.write_in_turn(write, load)
        except TooCostly as error:
            raise RejectedItem(Rejected("too-costly")) from error
        except RecordsError as error:
            self._refuse(error)
            raise RejectedItem(Rejected("store-error")) from error
        self._refusals = 0
        self._stats.inc_value(f"xabar/{ingested.outcome}")
        self.counted.append(article.requested_url)
        if article.claimed_url not in (None, article.key):
            self._stats.inc_value("xabar/note/canonical-ignored")
        if ingested.uncleaned:
            await self._clean_earlier(article.site)
        if ingested.original is not None:
            raise DuplicateItem(f"the same article as {ingested.original.url}")
        return article

    async def _leave_feed(self) -> None:
        index_stats = await self._workspace.leave_feed()
        if index_stats is not None:
            self._stats.set_value("xabar/index", index_stats)

    async def _clean_earlier(self, site: str) -> None:
        """Cut earlier articles again that have a line which is known by now, in slices with a commit each.

        What a failure or a kill leaves marked is done after the site's next article.
        """
        left = True
        try:
            while left:
                async with own_turn():
                    left = self._workspace.writes.write_now(partial(self._clean_slice, site))
        except TooCostly:
            logger.warning("%s: an earlier article takes too long to be cut again", site)
        except RecordsError as error:
            self._refuse(error)

    def _clean_slice(self, site: str) -> bool:
        with self._workspace.workers.own_limit, self._workspace.records.transaction():
            self._workspace.site_leases.require(site)
            return clean_marked(self._workspace.records, site, seconds=SLICE)

    def _ingest(self, article: Article, take_back: Callable[[], None]) -> Ingested:
        take_back()  # what a transaction that was lost has made of it
        with self._workspace.workers.own_limit, self._workspace.records.transaction():
            self._workspace.site_leases.require(article.site)
            return ingest(self._workspace.records, article, now=datetime.now(UTC), clean=False)

    def _refuse(self, error: RecordsError) -> None:
        """Log the first refusal, and end the crawl when the records cannot take more, or when the site is another's.

        One error may refuse all articles of a group.
        """
        if error is self._refusal:
            return
        self._refusal = error
        if not self._refusals:
            logger.error("%s", error)
        self._refusals += 1
        if isinstance(error, (DiskFull, LeaseLost)) or self._refusals == MAX_REFUSALS:
            assert self._crawler.engine is not None
            reason = LEASE_LOST if isinstance(error, LeaseLost) else "store-error"
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=reason))
