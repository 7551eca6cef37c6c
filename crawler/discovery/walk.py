"""Walk a site's sources: fetch their pages one by one, only as fast as articles are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawler.discovery.source import Found, Link, Source, UnreadableSource, Window
from crawler.memory import PageMemory
from crawler.reasons import reason_of
from xabar.extraction.addresses import article_key_url
from xabar.workers.pool import ReadingPool

if TYPE_CHECKING:
    from crawler.site import NewsSpider

MAX_BYTES = 64 * 2**20  # of a discovery page: whole-site sitemaps are large (qalampir.uz: 17 MB)
QUICK_BYTES = 100_000  # up to here reading takes 30 ms at most; what is larger is read in another process
MAX_PAGES = 10_000  # of one source in one run: a list whose pages never end must end


class Walk:
    """One walk of one site. A link is given once, and only when its page is due."""

    def __init__(self, spider: NewsSpider, memory: PageMemory) -> None:
        self._spider = spider
        self._memory = memory
        self._given: set[int] = set()
        self._links = 0

    async def links(self, window: Window, limit: int | None = None) -> AsyncIterator[Link]:
        """The links to fetch, source by source, each newest first; at most `limit`."""
        for source in self._spider.discovery:
            for first in source.first_pages(window):
                async for link in self._follow(source, first, window):
                    yield link
                    self._links += 1
                    if self._links == limit:
                        return

    async def _follow(self, source: Source, first: str, window: Window) -> AsyncIterator[Link]:
        pages, asked = [first], {first}
        while pages and len(asked) <= MAX_PAGES:
            url = pages.pop(0)
            found = await self._read(source, url, window)
            fresh = [link async for link in self._wanted(found.links, window)]
            for link in fresh:
                yield link
            if fresh or not source.stops_at_known:
                pages[:0] = [page for page in found.pages if page not in asked]
                asked.update(pages)

    async def _read(self, source: Source, url: str, window: Window) -> Found:
        """One discovery page; a page that fails is counted and gives nothing."""
        try:
            response = await self._fetch(url)
            self._spider.count("discovery")
            if response.status != 200:
                return self._failed(url, "http-error", f"status {response.status}")
            edition = self._spider.edition_of(response.url)
            asked = (response.body, response.url, replace(window, language=edition.language))
            if len(response.body) <= QUICK_BYTES:
                return source.read(*asked)
            return await ReadingPool.of(self._spider.crawler).run(source.read, *asked)
        except UnreadableSource as error:
            return self._failed(url, "unreadable", str(error))
        except Exception as error:
            return self._failed(url, reason_of(error), repr(error))

    async def _fetch(self, url: str) -> Response:
        engine = self._spider.crawler.engine
        assert engine is not None
        meta = {"download_maxsize": MAX_BYTES}
        return await engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta, priority=10))

    def _failed(self, url: str, reason: str, words: str) -> Found:
        self._spider.count(f"discovery_error/{reason}")
        self._spider.logger.warning("discovery page %s: %s", url, words)
        return Found()

    async def _wanted(self, links: Sequence[Link], window: Window) -> AsyncIterator[Link]:
        """The links to follow. A sitemap may hold 100,000, and each takes 50 µs: now and then others have a turn."""
        for number, link in enumerate(links):
            if number % 100 == 0:
                await asyncio.sleep(0)
            if self._is_wanted(link, window):
                yield link

    def _is_wanted(self, link: Link, window: Window) -> bool:
        if not self._spider.is_article(link.url):
            return False
        mark = hash(article_key_url(link.url))
        if mark in self._given:
            return False
        self._given.add(mark)
        if self._memory.is_due(link, window.now):
            return True
        self._spider.count("known")
        return False
