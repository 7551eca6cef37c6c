"""Discovery pages: fetched if they have changed, read by their source, and kept when all their links are remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.conditional import NOT_MODIFIED, read_validators, write_conditions
from crawler.discovery.xml import is_packed
from crawler.middlewares.offsite import OffSite
from crawler.reading import MAX_PAGES
from crawler.reasons import describe, reason_of
from xabar.extraction.addresses import is_on_site
from xabar.records.discovery_pages import KeptDiscoveryPage
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.site import GONE, Site
from xabar.source import FORM, Found, Source, UnreadableSource, Window
from xabar.workers.pool import WorkerPool

# Bytes as they are read: a packed file is read by a worker, because nobody knows how large it is until it is unpacked.
QUICK_BYTES: Final = 100_000  # up to here reading takes 30 ms at most; what is larger is read by a worker
KEPT_BYTES: Final = 24 * 2**20  # a larger page is not kept
KEPT_FOR: Final = timedelta(days=60)  # since it was last read

Fetch = Callable[[str, Mapping[str, str]], Awaitable[Response]]
"""Fetches a discovery page with these headers beside the usual ones."""

Keep = Callable[[datetime], object]
"""Notes in the records what a discovery page gave, and when it was read."""


class PageFailed(Exception):
    """A discovery page could not be fetched. `gone` means that the site itself answered that there is no such page."""

    def __init__(self, reason: str, words: str, *, gone: bool = False) -> None:
        super().__init__(words)
        self.reason = reason
        self.gone = gone


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What a discovery page gave, and the page itself, to be kept when its links are remembered."""

    found: Found
    page: KeptDiscoveryPage
    is_new: bool  # False if the site said that it has not changed


class DiscoveryPages:
    """The discovery pages of one site. `count` counts under a key of the crawl statistics.

    A page that has not changed is read again as it was kept, so that nothing depends on how it came.
    """

    def __init__(
        self,
        site: type[Site],
        records: RecordStore,
        workers: WorkerPool,
        *,
        fetch: Fetch,
        count: Callable[[str], object],
    ) -> None:
        self._site = site
        self._records = records
        self._workers = workers
        self._fetch = fetch
        self._count = count
        self._hosts = discovery_hosts(site)

    async def read(self, source: Source, url: str, window: Window) -> ReadPage:
        """Read one discovery page. Raise PageFailed when it gives nothing."""
        try:
            page, answered, is_new = await self._get(url)
            found = await self._read(source, page.body, answered, window)
        except PageFailed:
            raise
        except UnreadableSource as error:
            raise PageFailed(error.reason, str(error)) from error
        except OffSite as error:
            raise PageFailed("foreign-host", str(error)) from error
        except RecordsError:
            raise
        except Exception as error:
            raise PageFailed(reason_of(error), describe(error)) from error
        return ReadPage(self._on_its_hosts(found), page, is_new)

    def kept(self, url: str) -> KeptDiscoveryPage | None:
        """Return a page as it was last read to its end."""
        return self._records.kept_page(self._site.name, url)

    async def has_overflowed(self, source: Source, url: str, found: Found, window: Window) -> bool:
        """Return whether a page names nothing that it named when it was last read: what came between is not known."""
        kept = self.kept(url)
        if kept is None or not found.links:
            return False
        before = (await self._read(source, kept.body, url, window)).links
        return bool(before) and not {link.url for link in before} & {link.url for link in found.links}

    async def pack(self, url: str, read: ReadPage) -> Keep:
        """Return what keeps a page that was read, to be called when all that it lists is settled or due.

        That may take hours, and a page 20 MB, so only its packed body is held.
        """
        page = read.page
        if not read.is_new:
            return partial(self._records.touch_kept_page, self._site.name, url)
        if len(page.body) > KEPT_BYTES:
            return lambda now: None
        packed = await asyncio.to_thread(page.pack) if len(page.body) > QUICK_BYTES else page.pack()
        return partial(self._records.keep_page, self._site.name, url, replace(page, body=b""), packed)

    def forget_old(self, now: datetime) -> None:
        """Delete what was kept of pages that nobody has asked for in a long time."""
        self._records.drop_kept_pages(self._site.name, now - KEPT_FOR)

    async def _get(self, url: str) -> tuple[KeptDiscoveryPage, str, bool]:
        """Return a page, the address that answered, and whether the page was sent."""
        kept = self.kept(url)
        response = await self._fetch(url, write_conditions(kept.etag, kept.last_modified) if kept else {})
        self._count("discovery")
        if response.status == NOT_MODIFIED and kept is not None:
            return kept, _place(url, response), False
        if response.status != 200:
            raise PageFailed("http-error", f"status {response.status}", gone=response.status in GONE)
        same = response.url == url  # what another address says of itself is not kept for this one
        etag, modified = read_validators(response) if same else (None, None)
        return KeptDiscoveryPage(response.body, etag, modified), _place(url, response), True

    async def _read(self, source: Source, body: bytes, url: str, window: Window) -> Found:
        asked = (body, url, replace(window, language=self._site.edition_of(url).language))
        if len(body) <= QUICK_BYTES and not is_packed(body):
            with self._workers.own_limit:
                return source.read(*asked)
        return await self._workers.run(source.read, *asked)

    def _on_its_hosts(self, found: Found) -> Found:
        """Return what was found without the pages on hosts that are not the site's."""
        pages = tuple(filter(self._is_ours, found.pages[:MAX_PAGES]))
        series = tuple(tuple(filter(self._is_ours, each[:MAX_PAGES])) for each in found.series)
        return replace(found, pages=pages, series=series)

    def _is_ours(self, page: str) -> bool:
        if is_on_site(page, self._hosts):
            return True
        self._count("gap/foreign-host")
        return False


def discovery_hosts(site: type[Site]) -> tuple[str, ...]:
    """Return the hosts on which the site's lists, feeds and sitemaps may lie: its own, and those it declares."""
    declared = (urlsplit(source.address).hostname for source in site.discovery)
    return (*site.allowed_domains, *filter(None, declared))


def _place(page: str, response: Response) -> str:
    """Return the address from which a page was read. The form that was posted is not part of an answer's address."""
    return page if FORM in page else response.url
