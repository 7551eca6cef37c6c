"""What a site's crawl asks for next: the sources are read one page at a time, only as fast as articles are asked for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.coverage import Coverage, Span
from crawler.discovery.xml import is_packed
from crawler.middlewares.offsite import OffSite
from crawler.reading import MAX_PAGES, Reading
from crawler.reasons import describe, is_postponed, reason_of
from crawler.revisits import Revisits
from xabar.crawl_stats import DISCOVERY_GAPS
from xabar.extraction.addresses import article_key_url, is_on_site
from xabar.site import Site
from xabar.source import FORM, Found, Link, Source, UnreadableSource, Window
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly

logger = logging.getLogger(__name__)

# Bytes as they are read: a packed file is read by a worker, because nobody knows how large it is until it is unpacked.
QUICK_BYTES: Final = 100_000  # up to here reading takes 30 ms at most; what is larger is read by a worker
TURN: Final = 100  # links between two turns of other tasks, and in one transaction; a link takes 50 µs
GONE: Final = (404, 410)


class PageFailed(Exception):
    """A discovery page was not to be had. Of a page that is `gone` the site said itself that there is none."""

    def __init__(self, reason: str, words: str, *, gone: bool = False) -> None:
        super().__init__(words)
        self.reason = reason
        self.gone = gone


class Frontier:
    """The links of one run of a site. A link is given once, and only when its page is due.

    What a source lists is remembered before it is asked for, and is due until it is settled, in this run or another.
    So a source is read completely when its pages were read to the end of the span, whatever became of the articles.
    `fetch` fetches a discovery page; `count` counts under a key of the crawl statistics.
    """

    def __init__(
        self,
        site: type[Site],
        revisits: Revisits,
        coverage: Coverage,
        workers: WorkerPool,
        *,
        fetch: Callable[[str], Awaitable[Response]],
        count: Callable[[str], object],
    ) -> None:
        self._site = site
        self._revisits = revisits
        self._coverage = coverage
        self._workers = workers
        self._fetch = fetch
        self._count = count
        self._hosts = discovery_hosts(site)
        self._given: set[int] = set()

    async def links(self, window: Window, limit: int | None = None) -> AsyncGenerator[Link, None]:
        """Yield the links to fetch, `limit` at most: source by source, each source's newest first, then what former
        runs left.
        """
        given = 0
        async for link in self._all_links(window):
            yield link
            given += 1
            if given == limit:
                return

    async def _all_links(self, window: Window) -> AsyncIterator[Link]:
        sources = self._site.discovery
        spans = self._coverage.begin(sources, window)
        for source, span in zip(sources, spans, strict=True):
            async for link in self._follow(source, span):
                yield link
        async for link in self._left_by_former_runs(window):
            yield link

    async def _follow(self, source: Source, span: Span) -> AsyncIterator[Link]:
        """Yield the links of a source, and remember it as read when no page has failed."""
        reading = Reading(source, span, lambda link: self._revisits.published_day(link.url, span.window.zone))
        for url in reading.pages():
            try:
                found = await self._read(source, url, span.window)
            except PageFailed as failure:
                if failure.gone and reading.is_idle:
                    break  # the page before was empty, and this one says that the list has ended
                self._count_failure(url, failure)
                reading.fail(url, gone=failure.gone)
                continue
            async for link in self._wanted(found.links, span.window):
                yield link
            reading.take(found)
        for gap in reading.gaps():
            self._count(f"gap/{gap}")
            logger.warning("%s: %s", source.address, DISCOVERY_GAPS[gap])
        if reading.is_complete:
            self._coverage.extend(source, span)

    def _count_failure(self, url: str, failure: PageFailed) -> None:
        if is_postponed(failure.__cause__):
            self._count("note/postponed")
            return
        self._count(f"discovery_error/{failure.reason}")
        logger.warning("discovery page %s: %s", url, failure)

    async def _read(self, source: Source, url: str, window: Window) -> Found:
        """Read one discovery page. Raise PageFailed when it gives nothing."""
        try:
            response = await self._fetch(url)
            self._count("discovery")
            if response.status != 200:
                raise PageFailed("http-error", f"status {response.status}", gone=response.status in GONE)
            edition = self._site.edition_of(response.url)
            place = url if FORM in url else response.url  # a form is not part of an answer's address
            asked = (response.body, place, replace(window, language=edition.language))
            if len(response.body) <= QUICK_BYTES and not is_packed(response.body):
                with self._workers.own_limit:
                    return self._on_its_hosts(source.read(*asked))
            return self._on_its_hosts(await self._workers.run(source.read, *asked))
        except PageFailed:
            raise
        except UnreadableSource as error:
            raise PageFailed(error.reason, str(error)) from error
        except OffSite as error:
            raise PageFailed("foreign-host", str(error)) from error
        except Exception as error:
            raise PageFailed(reason_of(error), describe(error)) from error

    def _on_its_hosts(self, found: Found) -> Found:
        """Return what was found without the pages on hosts that are not the site's."""
        listed = found.pages[:MAX_PAGES]
        pages = tuple(page for page in listed if is_on_site(page, self._hosts))
        for _ in range(len(listed) - len(pages)):
            self._count("gap/foreign-host")
        return replace(found, pages=pages)

    async def _wanted(self, links: Sequence[Link], window: Window) -> AsyncIterator[Link]:
        """Yield the links to follow. A sitemap may hold 100,000, so other tasks get turns between."""
        for start in range(0, len(links), TURN):
            await asyncio.sleep(0)
            part = links[start : start + TURN]
            wanted = [link for link in part if window.holds(link.day) and self._is_wanted(link, window.now)]
            self._revisits.expect(wanted, window.now)
            for link in wanted:
                yield link

    async def _left_by_former_runs(self, window: Window) -> AsyncIterator[Link]:
        """Yield the links that are due although no source listed them now. A run with days of its own takes those days."""
        for number, link in enumerate(self._revisits.unsettled()):
            if number % TURN == 0:
                await asyncio.sleep(0)
            if (self._coverage.is_plain or window.holds(link.day)) and self._is_wanted(link, window.now):
                yield link

    def _is_wanted(self, link: Link, now: datetime) -> bool:
        try:
            with self._workers.own_limit:
                if not self._site.is_article(link.url):
                    return False
                mark = hash(article_key_url(link.url))
        except (ValueError, TooCostly):
            self._count("gap/bad-address")
            return False
        if mark in self._given:
            return False
        self._given.add(mark)
        if self._revisits.is_due(link, now):
            return True
        self._count("known")
        return False


def discovery_hosts(site: type[Site]) -> tuple[str, ...]:
    """Return the hosts on which the site's lists, feeds and sitemaps may lie: its own, and those it declares."""
    declared = (urlsplit(source.address).hostname for source in site.discovery)
    return (*site.allowed_domains, *filter(None, declared))
