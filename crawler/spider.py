"""The one spider of all sites: it asks for a site's article pages and gives what `Site` makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, Self
from zoneinfo import ZoneInfo

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.answers import is_moved, requested_url, to_http_response
from crawler.arguments import RunArguments
from crawler.conditional import NOT_MODIFIED, is_conditional, read_validators
from crawler.continued import fetch_part, read_to_its_end
from crawler.coverage import Coverage
from crawler.discovery.requests import fetch_discovery_page
from crawler.discovery_pages import DiscoveryPages, discovery_hosts
from crawler.extensions.site_lease import hold_site
from crawler.extensions.workspace import workspace_of
from crawler.frontier import Frontier
from crawler.held_pages import FETCHED_AT, READ_BY, TAKEN_BACK, HeldPages, fetched_at
from crawler.layout_learning import LayoutLearning
from crawler.page_reading import FetchedArticle, PageReader
from crawler.reading_rules import hash_rules, mark_learned
from crawler.reasons import is_postponed, reason_of
from crawler.revisits import Revisits
from crawler.spider_signals import address_refused, page_confirmed, page_refused, run_begun
from xabar.article import Article
from xabar.config import Config
from xabar.crawl_stats import HELD, LEASE_LOST
from xabar.http_response import HttpResponse
from xabar.records.errors import RecordsError
from xabar.records.leases import LeaseHeld, LeaseLost
from xabar.rejection import Rejected
from xabar.site import Edition, Site
from xabar.site_leases import describe_holder
from xabar.source import Link
from xabar.workers.time_limit import TimeLimit, TooCostly
from xabar.workers.turns import wait_for_others

__all__ = ["Edition", "NewsSpider"]


class NewsSpider(Site, scrapy.Spider):
    """The spider of a site is a subclass with the site's data.

    Arguments (`scrapy crawl SITE -a limit=20 -a since=2026-11-01 -a until=2026-11-24`): `limit`, the most article
    pages to ask for; `since` and `until`, days of the site's zone, both included. Without both a run looks
    back XABAR_LOOK_BACK days, or XABAR_CATCH_UP days at most to where a source was read completely.
    `refetch=yes` asks again for known pages instead, of all days or of those, and with `reason=not-article` for those
    that were refused for it.
    """

    def __init__(
        self,
        name: str | None = None,
        *,
        limit: int | str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        refetch: bool | str | None = None,
        reason: str | None = None,
        **unknown: Any,
    ) -> None:
        super().__init__(name)
        if others := sorted(key for key in unknown if not key.startswith("_")):  # the others are scrapyd's
            raise ValueError(
                f"{self.name} takes limit, since, until, refetch and reason, not {', '.join(others)}"
            )
        today = datetime.now(ZoneInfo(self.zone)).date()
        self.arguments = RunArguments.read(
            limit=limit, since=since, until=until, refetch=refetch, reason=reason, today=today
        )
        self._read_within(Config().worker_seconds)
        self._rules: str | None = None
        self.revisits: Revisits | None = None  # set by `start`: a single page that is parsed leaves no mark
        self.learning: LayoutLearning | None = None  # set by `start`, as above
        self.held = HeldPages()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take from the settings how long a page may be read in the crawl's own process."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._read_within(crawler.settings.getfloat("XABAR_WORKER_SECONDS"))
        crawler.signals.connect(spider.read_held_pages, signals.spider_idle)
        return spider

    def _read_within(self, seconds: float) -> None:
        """Read pages from now on with this limit."""
        self.reader = PageReader(type(self), TimeLimit(seconds), lambda: workspace_of(self.crawler).workers)

    async def start(self) -> AsyncIterator[Request]:
        """Yield requests for article pages, the newest first, only when the downloader has room for them."""
        try:
            frontier = await self._open_frontier()
            try:
                async for link in self._links(frontier):
                    if self.crawler.engine is not None and self.crawler.engine.needs_backout():
                        await self.crawler.signals.wait_for(signals.scheduler_empty)
                    yield self.request_article(link)
            finally:
                self._note_next_due(frontier.next_due)
        except LeaseHeld as error:
            self.logger.error("%s", describe_holder(self.name, error.lease))
            raise CloseSpider(HELD) from error
        except (LeaseLost, RecordsError) as error:
            self.logger.error("%s", error)
            raise CloseSpider(LEASE_LOST if isinstance(error, LeaseLost) else "store-error") from error

    async def _open_frontier(self) -> Frontier:
        workspace = workspace_of(self.crawler)
        hold_site(self.crawler, self.name)
        await workspace.preload()
        records, workers = workspace.records, workspace.workers
        self._rules = await asyncio.to_thread(hash_rules, type(self))
        self.learning = LayoutLearning(records, type(self), workers, self.reader.read_apart)
        oldest = timedelta(hours=self.settings.getint("XABAR_LOOK_AGAIN"))
        fence = partial(workspace.site_leases.require, self.name)
        self.revisits = Revisits(records, self.name, self._rules, self.learning.layouts, oldest, fence)
        self.crawler.signals.send_catch_log(run_begun, spider=self)
        fetch = partial(fetch_discovery_page, self.crawler, discovery_hosts(type(self)))
        catch_up = None if self.arguments.has_days else self.settings.getint("XABAR_CATCH_UP")
        return Frontier(
            type(self),
            self.revisits,
            Coverage(records, self.name, catch_up, fence),
            DiscoveryPages(type(self), records, workers, fetch=fetch, count=self.count),
            workers.own_limit,
            count=self.count,
        )

    def _links(self, frontier: Frontier) -> AsyncIterator[Link]:
        given, look_back = self.arguments, timedelta(days=self.settings.getint("XABAR_LOOK_BACK"))
        now, language = datetime.now(ZoneInfo(self.zone)), self.editions[0].language
        window = given.window(now, look_back, language=language, zone=self.zone)
        if given.refetch:
            return frontier.known_links(window, given.reason, limit=given.limit)
        return frontier.links(window, limit=given.limit)

    def _note_next_due(self, due: datetime | None) -> None:
        assert self.crawler.stats is not None
        if due is not None:
            self.crawler.stats.set_value("xabar/next_due", due.astimezone(UTC))

    def request_article(self, link: Link) -> Request:
        """Return the request for an article's page, or for what the site's interface gives instead of it."""
        revisits = None if self.arguments.refetch else self.revisits
        return Request(
            self.request_url(link.url),
            callback=self.parse,
            errback=self.errback,
            headers=revisits.conditions(link.url, datetime.now(UTC)) if revisits else {},
            cb_kwargs={"printed": link.printed},
            meta={"page": link.url, "is_start_request": True},  # Scrapy takes these in their order
        )

    def read_held_pages(self) -> None:
        """Read again, when everything else is done, the pages that may give an article by what is known by now."""
        if self.learning is None or self.revisits is None or self.crawler.engine is None:
            return
        requests = list(self.held.take(self.learning.layouts, self.revisits.given_date))
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            self.logger.info("%d pages are read again by what was learned of their site", len(requests))
            raise DontCloseSpider

    async def parse(self, response: Response, printed: str | None = None) -> AsyncIterator[Article]:
        """Yield the article of a page, or count the reason why there is none.

        A page that is read again was counted before: its refusal is taken back, and it is counted by what comes of it.
        """
        request = response.request or Request(response.url)
        self._count_page(request)
        if response.status == NOT_MODIFIED and is_conditional(request):
            await self._confirm(request, response)
            return
        try:
            moment = fetched_at(request, datetime.now(UTC))
            article = await self._read_to_its_end(response, request, moment, printed)
        except Rejected as rejected:
            await self._refuse_page(rejected.reason, request, response)
        except TooCostly as error:
            self.logger.info("%s: %s", response.url, error)
            await self._refuse_page("too-costly", request, response)
        except RecordsError as error:  # what is known of the site could not be looked up
            self.logger.error("%s", error)
            await self._refuse_page("store-error", request, response)
        except Exception:
            self.logger.exception("%s could not be read", response.url)
            await self._refuse_page("parse-error", request, response)
        else:
            article.requested_url = requested_url(request)
            article.moved = is_moved(request)
            if not article.pager:  # of one that goes on, the first page does not tell whether it has changed
                article.etag, article.last_modified = read_validators(response)
            article.rules = self._rules_of(article, request)
            yield article

    def _rules_of(self, article: Article, request: Request) -> str | None:
        """Return the hash of the rules by which an article was read; a learned layout is one of them."""
        if self._rules is None or self.learning is None or article.body_layer != "learned":
            return self._rules
        return mark_learned(self._rules, self.learning.layouts(requested_url(request)))

    def errback(self, failure: Failure) -> None:
        """Count the reason why no page came. Every way to get none ends here.

        A page that was not asked for, because its host is busy, does not count as fetched: it stays due.
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        if is_postponed(failure.value):
            self.count("note/postponed")
            return
        reason = reason_of(failure.value)
        if reason == "parse-error":
            self.logger.error("%s failed: %r", request.url, failure.value)
        self._count_page(request)
        self.refuse(reason, request)

    def _count_page(self, request: Request) -> None:
        if before := request.meta.get(TAKEN_BACK):
            self.count(f"rejected/{before}", -1)
        else:
            self.count("fetched")

    def refuse(self, reason: str, request: Request, response: Response | None = None) -> None:
        """Count a page that became no article, and remember it so that the next run does not ask again at once."""
        self.count(f"rejected/{reason}")
        self.logger.info("%s: %s", request.url, reason)
        self.remember(reason, request, response)

    async def _refuse_page(self, reason: str, request: Request, response: Response) -> None:
        """Refuse a page that came, and send `page_refused`."""
        self.refuse(reason, request, response)
        self.held.hold(reason, response)
        await self.crawler.signals.send_catch_log_async(page_refused, response=response, spider=self)

    def remember(self, reason: str, request: Request, response: Response | None = None) -> None:
        """Mark the page that was asked for as one that gave no article, and send `address_refused`."""
        self.crawler.signals.send_catch_log(
            address_refused, reason=reason, request=request, response=response, spider=self
        )
        at = request.meta.get(FETCHED_AT) or datetime.now(UTC)
        if self.revisits is not None and self.revisits.refuse(requested_url(request), reason, at):
            self.count("note/removed")

    async def _confirm(self, request: Request, response: Response) -> None:
        """Count and remember that a page has not changed since it was last fetched, and send `page_confirmed`."""
        assert self.revisits is not None
        try:
            self.revisits.confirm(requested_url(request), datetime.now(UTC))
        except RecordsError as error:
            self.logger.error("%s", error)
            self.count("rejected/store-error")
        else:
            self.count("unchanged")
            await self.crawler.signals.send_catch_log_async(page_confirmed, response=response, spider=self)

    def count(self, key: str, count: int = 1) -> None:
        """Count a page under `xabar/KEY` in Scrapy's statistics."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"xabar/{key}", count)

    async def _read_to_its_end(
        self, response: Response, request: Request, fetched_at: datetime, printed: str | None
    ) -> Article:
        """Return the article of a page and of those at which it goes on, which are left in its request's meta.

        What was read is learned from.
        """
        page, further = self.as_page(to_http_response(response)), request.meta.setdefault("parts", [])
        learned = self.learning.layouts(page.url) if self.learning else ()
        request.meta[READ_BY] = learned

        async def read(parts: tuple[HttpResponse, ...]) -> Article:
            if self.crawler.engine is not None and len(self.crawler.engine.downloader.active) > 1:
                await wait_for_others()  # where pages come one by one, a kill costs none that was answered
            return await self.reader.read(FetchedArticle(page, fetched_at, printed, parts, learned))

        article, is_whole = await read_to_its_end(page, read, partial(fetch_part, self.crawler, further))
        if not is_whole:
            self.count("note/cut-short")
        if self.learning and not article.pager:
            was_list = request.meta.get(TAKEN_BACK) == "not-article"
            return await self.learning.follow(article, page, printed, was_list=was_list)
        return article
