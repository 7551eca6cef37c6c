"""Keep the answers of sites as they came, in the WARC files beside the records."""

from __future__ import annotations

import asyncio
import errno
import logging
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawler.answers import requested_url
from crawler.conditional import NOT_MODIFIED
from crawler.middlewares.compression import as_received
from crawler.spider import NewsSpider
from crawler.spider_signals import page_confirmed, page_refused
from xabar.article import Article
from xabar.config import Config
from xabar.extraction.addresses import article_key_url
from xabar.records.discovery import DuePage
from xabar.records.errors import RecordsError
from xabar.records.pages import PageSeen
from xabar.records.responses import KeptPage, KeptPart, Pointer
from xabar.warc.keeping import keep_not_modified, keep_response
from xabar.warc.response import ReceivedResponse
from xabar.workspace import Workspace, open_workspace

logger = logging.getLogger(__name__)

DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
ARTICLES: Final = ("stored", "unchanged")  # outcomes of a page that gave an article of its own
# bytes of an answer that is written at once, in .1 ms; a thread would cost twice as much again
SHORT: Final = 2**16


class WarcExtension:
    """Writes an answer, a long one in a thread, once it is known what became of its page, and notes where it lies.

    XABAR_WARC says which: of articles, or all, those of feeds, lists and sitemaps too. Where the disk does not take
    one, the article is stored all the same.
    """

    def __init__(self, crawler: Crawler, config: Config) -> None:
        self._crawler = crawler
        self._config = config
        self._keeps_all = config.warc == "all"
        self._warned = False
        self._under_way: set[asyncio.Task[None]] = set()
        self._held = ExitStack()
        self._opened: Workspace | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for what becomes of each page. Raise NotConfigured with XABAR_WARC=none."""
        config = Config.from_settings(crawler.settings)
        if config.warc == "none":
            raise NotConfigured
        extension = cls(crawler, config)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.page_confirmed, page_confirmed)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        if config.warc == "all":
            crawler.signals.connect(extension.item_dropped, signals.item_dropped)
            crawler.signals.connect(extension.page_refused, page_refused)
            crawler.signals.connect(extension.response_received, signals.response_received)
        return extension

    async def item_scraped(self, item: Any, response: Response | None) -> None:
        """Keep the answer that gave an article. Scrapy counts its page as done only when the answer is written."""
        if isinstance(item, Article) and response is not None and self._is_run():
            await self._keep(response, item.fetched_at, item)

    async def item_dropped(self, response: Response | None) -> None:
        """Keep the answer of a page whose article was refused, or is stored under another address."""
        if response is not None and self._is_run():
            await self._keep(response, datetime.now(UTC))

    async def page_refused(self, response: Response) -> None:
        """Keep the answer of a page that gave no article."""
        if self._is_run():
            await self._keep(response, datetime.now(UTC))

    async def page_confirmed(self, response: Response) -> None:
        """Note the visit to a page that has not changed, if the answer that gave its article was kept."""
        request = response.request or Request(response.url)
        try:
            workspace = self._workspace()
            seen = workspace.records.page(article_key_url(requested_url(request)))
            kept = workspace.records.latest_response(seen.article_id) if seen and seen.article_id else None
            if kept is not None:
                received = to_received(response, request, datetime.now(UTC))
                await self._note_visit(workspace, received, kept.pointer)
        except (OSError, RecordsError) as error:
            self._warn(response.url, error)

    def response_received(self, response: Response, request: Request) -> None:
        """Keep the answer of what is no article's page: a feed, a list, a sitemap, robots.txt."""
        if request.callback != getattr(self._crawler.spider, "parse", None) and self._is_run():
            received = to_received(response, request, datetime.now(UTC))
            task = asyncio.ensure_future(self._keep_alone(received))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def spider_closed(self) -> None:
        """Wait until everything is written, and only then let go of the workspace."""
        await asyncio.gather(*self._under_way)
        self._held.close()

    def _is_run(self) -> bool:
        """Return whether this is a crawl, and not a look at a single page."""
        spider = self._crawler.spider
        return isinstance(spider, NewsSpider) and spider.revisits is not None

    async def _keep(self, response: Response, fetched_at: datetime, article: Article | None = None) -> None:
        """Write the answer of an article's page, and remember where. What comes of it never stops the crawl."""
        request = response.request or Request(response.url)
        try:
            workspace = self._workspace()
            seen = workspace.records.page(article_key_url(requested_url(request)))
            if seen is None or (article is not None and seen.article_id != article.id):
                return  # it was not stored: some other pipeline is the last
            former = _former_of(workspace, seen)
            further: list[tuple[str, Response]] = request.meta.get("parts", []) if article else []
            answers = [response, *(answer for _, answer in further)]
            pages = [to_received(answer, answer.request or request, fetched_at) for answer in answers]
            pointers = await self._write(workspace, pages, former)
            if pointers:
                addresses = [url for url, _ in further]
                printed = request.cb_kwargs.get("printed")
                kept = _to_kept(seen, fetched_at, printed, pointers, addresses)
                await workspace.writes.write_soon(partial(workspace.records.add_response, kept))
        except (OSError, RecordsError) as error:
            self._warn(response.url, error)
            if article is not None and getattr(error, "errno", None) in DISK_FULL:
                self._ask_again(article, request)

    def _ask_again(self, article: Article, request: Request) -> None:
        """Let the next run fetch a page that the disk had no room for."""
        url, printed = requested_url(request), request.cb_kwargs.get("printed")
        key = article_key_url(url)
        try:
            records = self._workspace().records
            with records.transaction():
                records.want_whole(key)
                due = DuePage(key, url, article.published_day, printed)
                records.add_due_pages(article.site, (due,), article.fetched_at)
        except RecordsError as error:
            logger.warning("%s is not asked for again: %s", url, error)

    async def _keep_alone(self, received: ReceivedResponse) -> None:
        try:
            if received.status == NOT_MODIFIED:
                await self._note_visit(self._workspace(), received, None)
            else:
                await self._write(self._workspace(), [received], None)
        except (OSError, RecordsError) as error:
            self._warn(received.url, error)

    def _workspace(self) -> Workspace:
        """Return the workspace, held until the last answer is written, however soon the spider is closed."""
        if self._opened is None:
            self._opened = self._held.enter_context(open_workspace(self._config))
        return self._opened

    async def _write(
        self, workspace: Workspace, pages: list[ReceivedResponse], former: Pointer | None
    ) -> list[Pointer]:
        data = workspace.config.data
        keep = partial(keep_response, workspace.warc, data, pages, former, every_byte=self._keeps_all)
        is_short = former is None and all(page.encoding and len(page.body) <= SHORT for page in pages)
        return keep() if is_short else await asyncio.to_thread(keep)

    @staticmethod
    async def _note_visit(workspace: Workspace, received: ReceivedResponse, former: Pointer | None) -> None:
        await asyncio.to_thread(keep_not_modified, workspace.warc, workspace.config.data, received, former)

    def _warn(self, url: str, error: Exception) -> None:
        """Count an answer that is not kept, and say why the first time."""
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value("xabar/note/not-kept")
        if not self._warned:
            self._warned = True
            logger.warning(
                "%s is stored, but its page is not kept in a WARC file (%s); this is said once for all such pages",
                url,
                error,
            )


def to_received(response: Response, request: Request, fetched_at: datetime) -> ReceivedResponse:
    """Return an answer as it came: still packed, where that is known and the tools for WARC can unpack it."""
    encoding, body = as_received(request, response)
    return ReceivedResponse(
        url=response.url,
        status=response.status,
        headers=[(name, value) for name, values in dict.items(response.headers) for value in values],
        body=body,
        fetched_at=fetched_at,
        encoding=encoding,
        ip_address=str(response.ip_address) if response.ip_address else None,
    )


def _former_of(workspace: Workspace, seen: PageSeen) -> Pointer | None:
    """Return where the last answer lies that gave the article, if this one gave the same."""
    if seen.outcome != "unchanged" or seen.article_id is None:
        return None
    kept = workspace.records.latest_response(seen.article_id)
    return None if kept is None else kept.pointer


def _to_kept(
    seen: PageSeen, fetched_at: datetime, printed: str | None, pointers: list[Pointer], addresses: list[str]
) -> KeptPage:
    return KeptPage(
        pointer=pointers[0],
        parts=tuple(KeptPart(*each) for each in zip(addresses, pointers[1:], strict=True)),
        site=seen.site,
        url=seen.url,
        fetched_at=fetched_at,
        outcome=seen.outcome,
        article_id=seen.article_id if seen.outcome in ARTICLES else None,
        printed=printed,
    )
