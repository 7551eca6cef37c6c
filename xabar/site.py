"""A site: what it declares, and how one of its pages becomes an article. Uses no network and no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar, Final
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from xabar.article import STORED_FIELDS, Article, PrintedDate
from xabar.declaration import DeclarationError, Edition, check_declaration
from xabar.extraction.addresses import article_key_url, is_home, is_on_site, is_staging, shown_url
from xabar.extraction.continued import join_parts
from xabar.extraction.layout import Layout, layouts_of_day
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.page import FallbackNeeded, Page, extract_page
from xabar.extraction.page_checks import is_challenge
from xabar.extraction.pager import part_number
from xabar.field_limits import bound_fields
from xabar.http_response import HttpResponse
from xabar.interface import Interface
from xabar.rejection import Rejected
from xabar.source import Source

__all__ = ["DeclarationError", "Edition", "Site", "answer_problem", "make_article"]

# Problems of a page that may be another one the next time. With any other problem it is not a page of an article.
DAMAGED: Final = frozenset(("challenge", "empty-page", "template", "no-title"))


class Site:
    """A site. Each is a subclass that holds only data; everything that it does follows from them.

    A subclass with a name is checked when it is defined. DeclarationError names the field that is wrong.
    """

    name: str
    zone: ClassVar[str]  # by name: Asia/Tashkent
    allowed_domains: ClassVar[tuple[str, ...]]
    editions: ClassVar[tuple[Edition, ...]]  # the longest prefix that fits decides; the first is the default
    article: ClassVar[str]  # a regular expression for articles' addresses, with or without a final slash
    article_parameters: ClassVar[tuple[str, ...]] = ()  # that belong to an article's address: p in /?p=123
    discovery: ClassVar[tuple[Source, ...]]
    crawl_every: ClassVar[str] = ""  # by a schedule: 10m-6h, or 1h; XABAR_CRAWL_EVERY if it is not declared
    unverified_hosts: ClassVar[
        tuple[str, ...]
    ] = ()  # whose certificates are broken and believed all the same
    layouts: ClassVar[
        tuple[Layout, ...]
    ] = ()  # the newest first; none if only the generic layers read the pages
    interface: ClassVar[Interface | None] = None  # asked for articles instead of the site's own pages

    _article_pattern: ClassVar[re.Pattern[str]]
    _prefixes: ClassVar[tuple[tuple[str, frozenset[str], Edition], ...]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not getattr(cls, "name", None):
            return
        check_declaration(cls)
        cls._article_pattern = re.compile(cls.article)
        prefixes = ((*_parts(edition.prefix), edition) for edition in cls.editions)
        cls._prefixes = tuple(sorted(prefixes, key=lambda each: (-len(each[0]), -len(each[1]))))

    @classmethod
    def read_article(
        cls,
        response: HttpResponse,
        *,
        fetched_at: datetime,
        printed: str | None = None,
        learned: Sequence[LearnedLayout] = (),
        parts: Sequence[HttpResponse] = (),
        fallback: bool = True,
    ) -> Article:
        """Return the article of a page as it was fetched. Raise Rejected for a page without one.

        `printed` is the date that the feed, sitemap or list gave; it is believed last. `learned` are the layouts that
        were worked out for the site; they read a page that fits none of its own. `parts` are the further pages over
        which the article goes, in their order. Without `fallback`, raise FallbackNeeded instead of reading a page that
        fits no layout.
        """
        response = cls.as_page(response)
        if problem := cls.find_problem(response):
            raise Rejected(problem)
        if response.html is None:
            raise Rejected("bad-encoding")
        day = fetched_at.astimezone(ZoneInfo(cls.zone)).date()
        read = partial(cls._extract_part, learned=learned, fallback=fallback, day=day)
        page = cls.extract(response.html, response.url, learned=learned, fallback=fallback, day=day)
        if page.problem:
            raise Rejected(page.problem)
        page = join_parts(page, [read(part) for part in parts])
        return make_article(
            page,
            response.url,
            site=cls.name,
            zone=cls.zone,
            language=cls.edition_of(response.url).language,
            fetched_at=fetched_at,
            printed=printed,
        )

    @classmethod
    def extract(
        cls,
        html: str,
        url: str,
        *,
        learned: Sequence[LearnedLayout] = (),
        fallback: bool = True,
        day: date | None = None,
    ) -> Page:
        """Return the page's fields, read by the layouts of the day of its fetch.

        A site with an oddity of markup overrides this.
        """
        edition = cls.edition_of(url)

        def is_same_edition(address: str) -> bool:
            return cls.is_article(address) and cls.edition_of(address) is edition

        read = partial(
            extract_page,
            html,
            url=url,
            site_hosts=cls.allowed_domains,
            is_article=is_same_edition,
        )
        of_then = layouts_of_day(cls.layouts, day) if day else cls.layouts
        if len(of_then) < len(cls.layouts):
            with suppress(FallbackNeeded):
                page = read(layouts=of_then, fallback=False)
                if page.problem is None:
                    return page
        return read(layouts=cls.layouts, learned=learned, fallback=fallback)

    @classmethod
    def _extract_part(
        cls, response: HttpResponse, *, learned: Sequence[LearnedLayout], fallback: bool, day: date
    ) -> Page:
        """Return the fields of a further page of an article. Raise Rejected if it came damaged or not at all."""
        if answer_problem(response) or response.html is None:
            raise Rejected("incomplete")
        page = cls.extract(response.html, response.url, learned=learned, fallback=fallback, day=day)
        if page.problem in DAMAGED:
            raise Rejected("incomplete")
        return page

    @classmethod
    def find_problem(cls, response: HttpResponse) -> str | None:
        """Return what is wrong with a response before its text is read, as a key of REJECTIONS; None if nothing is."""
        response = cls.as_page(response)
        if problem := answer_problem(response):
            return problem
        if not cls.is_article(response.url):  # a redirect led elsewhere
            return "home-page" if is_home(response.url) else "not-article"
        return None

    @classmethod
    def request_url(cls, url: str) -> str:
        """Return the address that is asked for an article: its own, or that of the site's interface."""
        match = cls._article_pattern.search(article_key_url(url)) if cls.interface else None
        return cls.interface.address.format_map(match.groupdict()) if cls.interface and match else url

    @classmethod
    def as_page(cls, response: HttpResponse) -> HttpResponse:
        """Return an answer of the site's interface as the page that it stands for, and any other response as it is."""
        page = cls.interface.find_page(response.url) if cls.interface else None
        if cls.interface is None or page is None:
            return response
        body = cls.interface.to_html(response.body).encode() if response.status == 200 else response.body
        return HttpResponse(page, body, response.status, "text/html; charset=utf-8")

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Return whether an address, or the one that it is a twin of, is one of this site's articles or the first part of one."""
        if not is_on_site(url, cls.allowed_domains) or is_staging(url) or part_number(url) > 1:
            return False
        return any(
            cls._article_pattern.search(form)
            for each in (url, article_key_url(url))
            for form in _forms(each, cls.article_parameters)
        )

    @classmethod
    def edition_of(cls, url: str) -> Edition:
        """Return the edition of an address, by the longest prefix that fits; the first edition when none does."""
        path, chosen = _parts(url)
        for prefix, parameters, edition in cls._prefixes:
            if parameters <= chosen and (path == prefix or path.startswith(prefix + "/")):
                return edition
        return cls.editions[0]


# The fields that an article takes from its page as they are. A new one is declared in both classes, and not here.
_SAME_FIELDS: Final = {field.name for field in STORED_FIELDS} & {field.name for field in fields(Page)}


GONE: Final = (404, 410)  # what an answer says of a page that is no more, or never was


def _parts(url: str) -> tuple[str, frozenset[str]]:
    """Return an address without its parameters, and the parameters: `?ln=lat` may choose an edition."""
    path, _, query = article_key_url(url).partition("?")
    return path.rstrip("/"), frozenset(query.split("&")) if query else frozenset()


def answer_problem(response: HttpResponse) -> str | None:
    """Return what is wrong with an answer, whatever site it is from, as a key of REJECTIONS; None if nothing is."""
    if response.status != 200:
        if response.html and is_challenge(response.html):
            return "challenge"
        return "gone" if response.status in GONE else "http-error"
    if not response.body or response.body.isspace():
        return "empty-page"
    return None if response.is_html else "not-html"


def make_article(
    page: Page,
    url: str,
    *,
    site: str,
    zone: str,
    language: str,
    fetched_at: datetime,
    printed: str | None = None,
) -> Article:
    """Return the article of a page that was read at `url`. `printed` is the date that was given beside the page."""
    answered = shown_url(url)
    article = Article(
        url=_address_of(page, url, answered),
        canonical=page.canonical_url,
        site=site,
        fetched_at=fetched_at,
        zone=zone,
        declared_language=language,
        body="\n".join(page.paragraphs),
        printed_dates=_printed_dates(page, printed),
        modified_text=page.modified,
        places=page.places,
        pager=page.pager,
        answered_url=answered,
        fetched_url=article_key_url(url),
        claimed_url=page.claimed_url,
        **{name: getattr(page, name) for name in _SAME_FIELDS},
    )
    return bound_fields(article)


def _address_of(page: Page, url: str, answered: str) -> str:
    """Return the address that answered; for an article that stands at another one, that as its page names it."""
    if page.canonical_url == article_key_url(url):
        return answered
    return shown_url(page.named_url) if page.named_url else page.canonical_url


def _forms(url: str, parameters: tuple[str, ...]) -> tuple[str, ...]:
    """Return an address as patterns see it: with and without a final slash, and only with parameters that belong to it."""
    address, _, query = url.partition("#")[0].partition("?")
    bare = address.rstrip("/")
    chosen = (
        "&".join(f"{name}={value}" for name, value in parse_qsl(query) if name in parameters)
        if parameters
        else ""
    )
    return (f"{bare}?{chosen}", f"{bare}/?{chosen}") if chosen else (bare, f"{bare}/")


def _printed_dates(page: Page, printed: str | None) -> tuple[PrintedDate, ...]:
    """Return every candidate for the date of publication, the most trusted first."""
    dates = tuple(PrintedDate(text, source) for text, source in page.dates)  # type: ignore[arg-type]
    return (*dates, PrintedDate(printed, "feed")) if printed else dates
