"""What a site's crawl asks for next: the sources are read one page at a time, only as fast as articles are asked for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from scrapy.http import Response

from crawler.discovery.xml import is_packed
from crawler.reasons import reason_of
from crawler.revisits import Revisits
from xabar.extraction.addresses import article_key_url
from xabar.site import Site
from xabar.source import Found, Link, Source, UnreadableSource, Window
from xabar.workers.pool import WorkerPool

logger = logging.getLogger(__name__)

# Bytes as they are read: a packed file is read by a worker, because nobody knows how large it is until it is unpacked.
QUICK_BYTES: Final = 100_000  # up to here reading takes 30 ms at most; what is larger is read by a worker
MAX_PAGES: Final = 10_000  # of one source in one run: a list whose pages never end must end


class Frontier:
    """The links of one run of a site. A link is given once, and only when its page is due.

    `fetch` fetches a discovery page; `count` counts under a key of the crawl statistics.
    """

    def __init__(
        self,
        site: type[Site],
        revisits: Revisits,
        workers: WorkerPool,
        *,
        fetch: Callable[[str], Awaitable[Response]],
        count: Callable[[str], object],
    ) -> None:
        self._site = site
        self._revisits = revisits
        self._workers = workers
        self._fetch = fetch
        self._count = count
        self._given: set[int] = set()

    async def links(self, window: Window, limit: int | None = None) -> AsyncIterator[Link]:
        """Yield the links to fetch, source by source, each source's newest first; at most `limit`."""
        given = 0
        for source in self._site.discovery:
            for first in source.first_pages(window):
                async for link in self._follow(source, first, window):
                    yield link
                    given += 1
                    if given == limit:
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
        """Read one discovery page. A page that fails is counted and gives nothing."""
        try:
            response = await self._fetch(url)
            self._count("discovery")
            if response.status != 200:
                return self._fail(url, "http-error", f"status {response.status}")
            edition = self._site.edition_of(response.url)
            asked = (response.body, response.url, replace(window, language=edition.language))
            if len(response.body) <= QUICK_BYTES and not is_packed(response.body):
                return source.read(*asked)
            return await self._workers.run(source.read, *asked)
        except UnreadableSource as error:
            return self._fail(url, "unreadable", str(error))
        except Exception as error:
            return self._fail(url, reason_of(error), repr(error))

    def _fail(self, url: str, reason: str, words: str) -> Found:
        self._count(f"discovery_error/{reason}")
        logger.warning("discovery page %s: %s", url, words)
        return Found()

    async def _wanted(self, links: Sequence[Link], window: Window) -> AsyncIterator[Link]:
        """Yield the links to follow. A sitemap may hold 100,000, each takes 50 µs, so other tasks get turns between."""
        for number, link in enumerate(links):
            if number % 100 == 0:
                await asyncio.sleep(0)
            if self._is_wanted(link, window):
                yield link

    def _is_wanted(self, link: Link, window: Window) -> bool:
        if not self._site.is_article(link.url):
            return False
        mark = hash(article_key_url(link.url))
        if mark in self._given:
            return False
        self._given.add(mark)
        if self._revisits.is_due(link, window.now):
            return True
        self._count("known")
        return False
