"""What a site declares, and the one way to crawl it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import scrapy
from scrapy import signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from selectolax.lexbor import SelectolaxError
from twisted.python.failure import Failure

from crawler.answer import is_other_media, read_html
from crawler.arguments import read_day, read_limit
from crawler.discovery import Link, Source, Window
from crawler.discovery.walk import Walk
from crawler.memory import PageMemory
from crawler.reasons import reason_of
from xabar.article import Article, PrintedDate
from xabar.extraction.addresses import article_key_url, is_home, is_on_site
from xabar.extraction.layout import Layout
from xabar.extraction.page import FallbackNeeded, Page, extract_page
from xabar.extraction.page_checks import is_challenge
from xabar.records.errors import RecordsError
from xabar.workers.cost import is_costly
from xabar.workers.pool import ReadingPool, TooCostly


@dataclass(frozen=True, slots=True)
class Edition:
    """One language and script of a site, told by how its addresses begin. Both are what the site says: a prior."""

    prefix: str
    language: str
    script: str | None = None


class NewsSpider(scrapy.Spider):
    """A site is a subclass with data. Its pages become articles in `read_article`, without network.

    Arguments (`scrapy crawl SITE -a limit=20 -a since=2026-11-01 -a until=2026-11-24`): `limit`, the most article
    pages to ask for; `since` and `until`, days of the site's zone, both included. Without `since` a run looks
    back XABAR_LOOK_BACK days.
    """

    zone: ClassVar[str]  # by name: Asia/Tashkent
    allowed_domains: ClassVar[tuple[str, ...]]
    editions: ClassVar[tuple[Edition, ...]]  # the longest prefix that fits tells; the first is the default
    article: ClassVar[
        str
    ]  # a regular expression that an article's address matches, with or without a slash at its end
    discovery: ClassVar[tuple[Source, ...]]
    layouts: ClassVar[tuple[Layout, ...]]  # the newest first

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if getattr(cls, "name", None):
            _check_declaration(cls)

    def __init__(
        self,
        name: str | None = None,
        *,
        limit: int | str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        **unknown: Any,
    ) -> None:
        super().__init__(name)
        if unknown:
            raise ValueError(f"{self.name} takes limit, since and until, not {', '.join(sorted(unknown))}")
        self.limit = read_limit(limit)
        self.since = read_day("since", since)
        self.until = read_day("until", until)
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since must not be after until, got {self.since} and {self.until}")
        self._article = re.compile(self.article)
        prefixes = ((article_key_url(edition.prefix).rstrip("/"), edition) for edition in self.editions)
        self._editions = sorted(prefixes, key=lambda pair: -len(pair[0]))

    async def start(self) -> AsyncIterator[Request]:
        """Requests for article pages, newest first, made only when the downloader has room for them."""
        try:
            walk = Walk(self, PageMemory.of(self.crawler))
            async for link in walk.links(self.window(), limit=self.limit):
                if self.crawler.engine is not None and self.crawler.engine.needs_backout():
                    await self.crawler.signals.wait_for(signals.scheduler_empty)
                yield self.request_article(link)
        except RecordsError as error:
            self.logger.error("%s", error)
            raise CloseSpider("store-error") from error

    def request_article(self, link: Link) -> Request:
        """The request for an article's page."""
        return Request(
            link.url,
            callback=self.parse_article,
            errback=self.refuse_article,
            cb_kwargs={"printed": link.printed},
        )

    async def parse_article(self, response: Response, printed: str | None = None) -> AsyncIterator[Article]:
        """An article page in, its article out, or the reason why there is none in the run's sum."""
        self.count("fetched")
        try:
            article = await self._read_in_time(response, datetime.now(UTC), printed)
        except TooCostly as error:
            self.logger.info("%s: %s", response.url, error)
            article = "too-costly"
        except Exception:
            self.logger.exception("%s could not be read", response.url)
            article = "parse-error"
        if isinstance(article, str):
            self.refuse(article, response.request or Request(response.url))
        else:
            yield article

    def refuse_article(self, failure: Failure) -> None:
        """The errback of article pages: every way to get no page ends as a reason in the run's sum."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason = reason_of(failure.value)
        if reason == "parse-error":
            self.logger.error("%s failed: %r", request.url, failure.value)
        self.count("fetched")
        self.refuse(reason, request)

    def refuse(self, reason: str, request: Request) -> None:
        """Count a page that became no article, and remember it so that the next run does not ask again at once."""
        self.count(f"rejected/{reason}")
        self.logger.info("%s: %s", request.url, reason)
        PageMemory.of(self.crawler).mark(request, reason)

    def count(self, key: str) -> None:
        """Count one page under `xabar/KEY` in Scrapy's statistics."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"xabar/{key}")

    async def _read_in_time(
        self, response: Response, fetched_at: datetime, printed: str | None
    ) -> Article | str:
        """The same as `read_article`; what may take long is read in another process, and bounded there."""
        if not is_costly(response.body):
            try:
                return self.read_article(response, fetched_at=fetched_at, printed=printed, quick=True)
            except FallbackNeeded:
                pass
        elif response.status == 200 and (problem := self._problem(response, None)):
            return problem  # a large file that is no page
        page = (response.url, response.status, dict(response.headers), response.body)
        pool = ReadingPool.of(self.crawler)
        return await pool.run(read_received, type(self), page, fetched_at, printed)

    def read_article(
        self, response: Response, *, fetched_at: datetime, printed: str | None = None, quick: bool = False
    ) -> Article | str:
        """The article of a page as it was fetched, or a key of `xabar.crawl_stats.REJECTIONS`. Pure; runs from a file.

        `printed` is the date that the feed, sitemap or list gave; it is believed last. `quick`: FallbackNeeded instead
        of reading by guessing.
        """
        html = read_html(response)
        problem = self._problem(response, html)
        if problem or html is None:
            return problem or "bad-encoding"
        page = self.extract(html, response.url, quick=quick)
        if page.problem:
            return page.problem
        dates = [PrintedDate(text, source) for text, source in page.dates]  # type: ignore[arg-type]
        if printed:
            dates.append(PrintedDate(printed, "feed"))
        return Article(
            url=page.canonical_url,
            site=self.name,
            fetched_at=fetched_at,
            zone=self.zone,
            declared_language=self.edition_of(response.url).language,
            title=page.title,
            body="\n".join(page.paragraphs),
            authors=page.authors,
            tags=page.tags,
            section=page.section,
            image=page.image,
            structure=page.structure,
            captions=page.captions,
            images=page.images,
            links=page.links,
            printed_dates=tuple(dates),
            modified_text=page.modified,
            body_layer=page.body_layer,
            body_agreement=page.body_agreement,
        )

    def extract(self, html: str, url: str, *, quick: bool = False) -> Page:
        """The page's fields. The one place for a site's oddity of markup."""
        edition = self.edition_of(url)

        def is_same_edition(address: str) -> bool:
            return self.is_article(address) and self.edition_of(address) is edition

        return extract_page(
            html,
            url=url,
            layouts=self.layouts,
            site_hosts=self.allowed_domains,
            is_article=is_same_edition,
            fallback=not quick,
        )

    def is_article(self, url: str) -> bool:
        """Whether an address is one of this site's articles."""
        if not is_on_site(url, self.allowed_domains):
            return False
        bare = url.partition("#")[0].partition("?")[0].rstrip("/")
        return bool(self._article.search(bare) or self._article.search(bare + "/"))

    def edition_of(self, url: str) -> Edition:
        """The edition of an address, by the longest prefix that fits; the first edition when none does."""
        address = article_key_url(url)
        for prefix, edition in self._editions:
            if address == prefix or address.startswith(prefix + "/"):
                return edition
        return self.editions[0]

    def window(self) -> Window:
        """The days that this run asks for."""
        now = datetime.now(ZoneInfo(self.zone))
        until = self.until or now.date()
        since = self.since or until - timedelta(days=self.settings.getint("XABAR_LOOK_BACK"))
        return Window(since=since, until=until, now=now, language=self.editions[0].language, zone=self.zone)

    def _problem(self, response: Response, html: str | None) -> str | None:
        """What is wrong with an answer before it is read."""
        if response.status != 200:
            return "challenge" if html and is_challenge(html) else "http-error"
        if not response.body.strip():
            return "empty-page"
        if is_other_media(response):
            return "not-html"
        if not self.is_article(response.url):  # a redirect led elsewhere
            return "home-page" if is_home(response.url) else "not-article"
        return None


def read_received(
    site: type[NewsSpider],
    page: tuple[str, int, dict[bytes, list[bytes]], bytes],
    fetched_at: datetime,
    printed: str | None,
) -> Article | str:
    """`read_article` for a page in parts: address, status, headers, body. What a reading process is asked to do."""
    url, status, headers, body = page
    response = Response(url, status=status, headers=headers, body=body)
    try:
        return site().read_article(response, fetched_at=fetched_at, printed=printed)
    except SelectolaxError:  # it reads any text; only the memory may be too small for it
        return "too-costly"


def _check_declaration(cls: type[NewsSpider]) -> None:
    """A site with a hole in its declaration does not even load."""
    for field in ("zone", "allowed_domains", "editions", "article", "discovery", "layouts"):
        value = getattr(cls, field, None)
        if not value:
            raise TypeError(f"{cls.__name__} must declare {field}, got {value!r}")
    ZoneInfo(cls.zone)
    re.compile(cls.article)
