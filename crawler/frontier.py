"""What a site's crawl asks for next: the sources are read one page at a time, only as fast as articles are asked for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urljoin

from crawler.coverage import Coverage, Span
from crawler.discovery.robots_sitemaps import RobotsSitemaps
from crawler.discovery_pages import DiscoveryPages, PageFailed
from crawler.reading import Reading
from crawler.reasons import is_postponed
from crawler.revisits import Revisits
from xabar.crawl_stats import DISCOVERY_GAPS
from xabar.extraction.addresses import article_key_url
from xabar.site import Site
from xabar.source import Link, Source, Window
from xabar.workers.time_limit import TimeLimit, TooCostly

logger = logging.getLogger(__name__)

LOST: Final = frozenset(("overflow", "short-list"))  # gaps that another source may fill
TURN: Final = 100  # links between two turns of other tasks, and in one transaction; a link takes 50 µs


class Frontier:
    """The links of one run of a site. A link is given once, and only when its page is due.

    What a source lists is remembered before it is asked for, and is due until it is settled, in this run or another.
    So a source is read completely when its pages were read to the end of the span, whatever became of the articles.
    `count` counts under a key of the crawl statistics; `next_due` is when the first of the known pages is due that a
    source listed, and that were not.
    """

    def __init__(
        self,
        site: type[Site],
        revisits: Revisits,
        coverage: Coverage,
        pages: DiscoveryPages,
        limit: TimeLimit,
        *,
        count: Callable[[str], object],
    ) -> None:
        self._site = site
        self._revisits = revisits
        self._coverage = coverage
        self._pages = pages
        self._limit = limit
        self._count = count
        self._given: set[int] = set()
        self._undated: set[int] = set()  # of those, the ones whose source gave no date
        self.next_due: datetime | None = None

    async def links(self, window: Window, limit: int | None = None) -> AsyncGenerator[Link, None]:
        """Yield the links to fetch, `limit` at most: source by source, each source's newest first, then what former
        runs left, then those at which it is time to look again.
        """
        async for link in _first(self._all_links(window), limit):
            yield link

    async def known_links(
        self, window: Window, reason: str | None = None, limit: int | None = None
    ) -> AsyncGenerator[Link, None]:
        """Yield the pages of the window that were fetched before, whether they are due or not, `limit` at most.

        With a `reason`, those that were refused for it. The one that was fetched longest ago comes first.
        """
        given = False
        async for link in _first(self._not_given(self._revisits.known(window, reason)), limit):
            given = True
            yield link
        if not given:
            self._count("note/none-known")

    async def _all_links(self, window: Window) -> AsyncIterator[Link]:
        sources = self._site.discovery
        spans = self._coverage.begin(sources, window)
        for source, span in zip(sources, spans, strict=True):
            async for link in self._follow(source, span):
                yield link
        async for link in self._due(self._revisits.unsettled(), window):
            yield link
        async for link in self._due(self._revisits.to_look_at_again(window), window):
            yield link
        self._pages.forget_old(window.now)

    async def _follow(self, source: Source, span: Span) -> AsyncIterator[Link]:
        """Yield the links of a source, and remember it as read when no page has failed.

        What a feed has dropped since it was last read is looked for in the host's sitemaps.
        """
        reading = self._begin(source, span)
        async for link in self._read(source, reading, span):
            yield link
        gaps = [*reading.gaps()]
        if LOST & set(gaps) and self._may_fill(source):
            filler = RobotsSitemaps(urljoin(source.address, "/robots.txt"))
            filling = self._begin(filler, span)
            async for link in self._read(filler, filling, span):
                yield link
            if filling.is_complete and filling.has_links:
                gaps = [gap for gap in gaps if gap not in LOST]
                self._count("note/filled")
        for gap in gaps:
            self._count(f"gap/{gap}")
            logger.warning("%s: %s", source.address, DISCOVERY_GAPS[gap])
        if reading.is_complete:
            self._coverage.extend(source, span)

    def _begin(self, source: Source, span: Span) -> Reading:
        def day_of(link: Link) -> date | None:
            return self._revisits.published_day(link.url, span.window.zone)

        return Reading(source, span, day_of, lambda link: self._is_article(link.url))

    async def _read(self, source: Source, reading: Reading, span: Span) -> AsyncIterator[Link]:
        """Yield the links of the pages of a reading."""
        for url in reading.pages():
            try:
                read = await self._pages.read(source, url, span.window)
            except PageFailed as failure:
                if failure.gone and reading.is_idle:
                    break  # the page before was empty, and this one says that the list has ended
                if not (failure.gone and isinstance(source, RobotsSitemaps)):  # a host need have none
                    self._count_failure(url, failure)
                reading.fail(url, gone=failure.gone)
                continue
            if reading.is_at_first and self._may_fill(source):
                reading.has_overflowed = await self._pages.has_overflowed(
                    source, url, read.found, span.window
                )
            is_kept = read.page.has_validators or reading.is_at_first
            keep, found = await self._pages.pack(url, read) if is_kept else None, read.found
            del read  # and with it the page as it came
            links = [*reversed(found.links)]
            if not reading.looks_at_links:
                found = replace(found, links=found.links[:1])
            async for link in self._wanted(links, span.window):
                yield link
            if keep is not None:
                keep(span.window.now)
            reading.take(found)

    def _may_fill(self, source: Source) -> bool:
        """Return whether what a source has lost is looked for elsewhere. Sources that go back are read anyway."""
        return source.newest_first and not any(map(goes_back, self._site.discovery))

    def _count_failure(self, url: str, failure: PageFailed) -> None:
        if is_postponed(failure.__cause__):
            self._count("note/postponed")
            return
        self._count(f"discovery_error/{failure.reason}")
        logger.warning("discovery page %s: %s", url, failure)

    async def _wanted(self, links: list[Link], window: Window) -> AsyncIterator[Link]:
        """Yield the links to follow, from the end of a list, which is emptied.

        A sitemap may hold 100,000, so other tasks get turns between, and none is held longer than it is needed.
        """
        while links:
            await asyncio.sleep(0)
            part = links[: -TURN - 1 : -1]
            del links[-TURN:]
            self._add_dates(part)
            listed = [link for link in part if window.holds(link.day) and self._mark(link)]
            self._revisits.look_up(listed)
            wanted = [link for link in listed if self._is_due(link, window.now)]
            self._revisits.expect(wanted, window.now)
            self._undated.update(_mark_of(link) for link in wanted if not link.printed)
            for link in wanted:
                yield link

    def _add_dates(self, links: Sequence[Link]) -> None:
        """Remember the dates of links that another source gave before, without a date."""
        if not self._undated:
            return
        dated = {
            mark: link
            for link in reversed(links)  # of two dates for one page, the first counts
            if link.printed and self._is_article(link.url) and (mark := _mark_of(link)) in self._undated
        }
        self._undated -= dated.keys()
        self._revisits.add_dates(dated.values())

    async def _due(self, links: Iterable[Link], window: Window) -> AsyncIterator[Link]:
        """Yield those of the links that are due although no source listed them now.

        A run that was told its days takes only those of these days.
        """
        async for link in self._in_turns(links):
            is_of_run = self._coverage.is_plain or window.holds(link.day)
            if is_of_run and self._mark(link) and self._is_due(link, window.now):
                yield link

    async def _not_given(self, links: Iterable[Link]) -> AsyncIterator[Link]:
        async for link in self._in_turns(links):
            if self._mark(link):
                yield link

    async def _in_turns(self, links: Iterable[Link]) -> AsyncIterator[Link]:
        for number, link in enumerate(links):
            if number % TURN == 0:
                await asyncio.sleep(0)
            yield link

    def _is_due(self, link: Link, now: datetime) -> bool:
        due = self._revisits.due_at(link.url, now)
        if due is not None and due <= now:
            return True
        self._count("known")
        self.next_due = min(filter(None, (self.next_due, due)), default=None)
        return False

    def _mark(self, link: Link) -> bool:
        """Mark a link as given. Return False for one that was given before, or is no article's address."""
        if not self._is_article(link.url):
            return False
        mark = _mark_of(link)
        if mark in self._given:
            return False
        self._given.add(mark)
        return True

    def _is_article(self, url: str) -> bool:
        try:
            with self._limit:
                return self._site.is_article(url) and bool(article_key_url(url))
        except (ValueError, TooCostly):
            self._count("gap/bad-address")
            return False


def _mark_of(link: Link) -> int:
    return hash(article_key_url(link.url))


def goes_back(source: Source) -> bool:
    """Return whether a source leads to its older articles, page by page: a list that does, or a sitemap."""
    return "{" in source.address or not source.newest_first


async def _first(links: AsyncIterator[Link], limit: int | None) -> AsyncIterator[Link]:
    """Yield the first links, all of them without a limit."""
    given = 0
    async for link in links:
        yield link
        given += 1
        if given == limit:
            return
