"""Commit the article to the records, whose numbered feed carries it into the index."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import AsyncExitStack
from typing import Any, Final, Self

from scrapy.crawler import Crawler

from pipelines.items import DuplicateItem, RejectedItem, read_item
from pipelines.step import enter_workspace
from xabar.article import Article
from xabar.article_writer import ArticleWriter
from xabar.config import Config
from xabar.processing.ingest import Ingested
from xabar.rejection import Rejected

COUNTED: Final = 1000  # articles whose addresses are kept: far more than are under way


class IndexPipeline:
    """The last pipeline. When it returns, the article is safe, whether the index is up or not."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self._crawler = crawler
        self._stats = crawler.stats
        self._config = Config.from_settings(crawler.settings)
        # The addresses that were asked for, of articles that are counted: a pipeline of others may fail behind this one.
        self.counted: deque[str | None] = deque(maxlen=COUNTED)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the crawler, whose statistics count what becomes of each article."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Open the records and let the index follow them."""
        self._held = AsyncExitStack()
        self._workspace = enter_workspace(self._held, self._config)
        self._writer = ArticleWriter(self._workspace, self._end_crawl)
        self._workspace.join_feed()
        self._held.push_async_callback(self._leave_feed)

    async def close_spider(self) -> None:
        """Leave the feed. The last crawl waits until the index has everything, or for the set time."""
        await self._held.aclose()

    async def process_item(self, item: Any) -> Article:
        """Return the article when it is committed. Raise DuplicateItem, or RejectedItem when the records refuse it."""
        try:
            article = await read_item(item, self._config)
            ingested = await self._writer.store(article)
        except Rejected as rejected:
            raise RejectedItem(rejected) from rejected
        self._count(article, ingested)
        if ingested.uncleaned:
            await self._writer.clean_earlier(article.site)
        if ingested.original is not None:
            raise DuplicateItem(f"the same article as {ingested.original.url}")
        return article

    def _count(self, article: Article, ingested: Ingested) -> None:
        self._stats.inc_value(f"xabar/{ingested.outcome}")
        self.counted.append(article.requested_url)
        if article.claimed_url not in (None, article.key):
            self._stats.inc_value("xabar/note/canonical-ignored")

    async def _leave_feed(self) -> None:
        index_stats = await self._workspace.leave_feed()
        if index_stats is not None:
            self._stats.set_value("xabar/index", index_stats)

    def _end_crawl(self, reason: str) -> None:
        assert self._crawler.engine is not None
        self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=reason))
