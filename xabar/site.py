"""A site: what it declares, and how one of its pages becomes an article. Uses no network and no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, ClassVar, Final

from xabar.article import STORED_FIELDS, Article, PrintedDate
from xabar.declaration import DeclarationError, Edition, check_declaration
from xabar.extraction.addresses import article_key_url, is_home, is_on_site
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.page import Page, extract_page
from xabar.extraction.page_checks import is_challenge
from xabar.field_limits import bound_fields
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected
from xabar.source import Source

__all__ = ["DeclarationError", "Edition", "Site", "answer_problem", "make_article"]


class Site:
    """A site. Each is a subclass that holds only data; everything that it does follows from them.

    A subclass with a name is checked when it is defined. DeclarationError names the field that is wrong.
    """

    name: str
    zone: ClassVar[str]  # by name: Asia/Tashkent
    allowed_domains: ClassVar[tuple[str, ...]]
    editions: ClassVar[tuple[Edition, ...]]  # the longest prefix that fits decides; the first is the default
    article: ClassVar[str]  # a regular expression for articles' addresses, with or without a final slash
    discovery: ClassVar[tuple[Source, ...]]
    unverified_hosts: ClassVar[
        tuple[str, ...]
    ] = ()  # whose certificates are broken and believed all the same
    layouts: ClassVar[tuple[Layout, ...]]  # the newest first

    _article_pattern: ClassVar[re.Pattern[str]]
    _prefixes: ClassVar[tuple[tuple[str, Edition], ...]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not getattr(cls, "name", None):
            return
        check_declaration(cls)
        cls._article_pattern = re.compile(cls.article)
        prefixes = ((article_key_url(edition.prefix).rstrip("/"), edition) for edition in cls.editions)
        cls._prefixes = tuple(sorted(prefixes, key=lambda pair: -len(pair[0])))

    @classmethod
    def read_article(
        cls,
        response: HttpResponse,
        *,
        fetched_at: datetime,
        printed: str | None = None,
        learned: Sequence[LearnedLayout] = (),
        fallback: bool = True,
    ) -> Article:
        """Return the article of a page as it was fetched. Raise Rejected for a page that is none.

        `printed` is the date that the feed, sitemap or list gave; it is believed last. `learned` are the layouts that
        were worked out for the site; they read a page that fits none of its own. Without `fallback`, raise
        FallbackNeeded instead of reading a page that fits no layout.
        """
        if problem := cls.find_problem(response):
            raise Rejected(problem)
        if response.html is None:
            raise Rejected("bad-encoding")
        page = cls.extract(response.html, response.url, learned=learned, fallback=fallback)
        if page.problem:
            raise Rejected(page.problem)
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
        cls, html: str, url: str, *, learned: Sequence[LearnedLayout] = (), fallback: bool = True
    ) -> Page:
        """Return the page's fields. A site with an oddity of markup overrides this."""
        edition = cls.edition_of(url)

        def is_same_edition(address: str) -> bool:
            return cls.is_article(address) and cls.edition_of(address) is edition

        return extract_page(
            html,
            url=url,
            layouts=cls.layouts,
            learned=learned,
            site_hosts=cls.allowed_domains,
            is_article=is_same_edition,
            fallback=fallback,
        )

    @classmethod
    def find_problem(cls, response: HttpResponse) -> str | None:
        """Return what is wrong with a response before its text is read, as a key of REJECTIONS; None if nothing is."""
        if problem := answer_problem(response):
            return problem
        if not cls.is_article(response.url):  # a redirect led elsewhere
            return "home-page" if is_home(response.url) else "not-article"
        return None

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Return whether an address is one of this site's articles."""
        if not is_on_site(url, cls.allowed_domains):
            return False
        bare = url.partition("#")[0].partition("?")[0].rstrip("/")
        return bool(cls._article_pattern.search(bare) or cls._article_pattern.search(bare + "/"))

    @classmethod
    def edition_of(cls, url: str) -> Edition:
        """Return the edition of an address, by the longest prefix that fits; the first edition when none does."""
        address = article_key_url(url)
        for prefix, edition in cls._prefixes:
            if address == prefix or address.startswith(prefix + "/"):
                return edition
        return cls.editions[0]


# The fields that an article takes from its page as they are. A new one is declared in both classes, and not here.
_SAME_FIELDS: Final = {field.name for field in STORED_FIELDS} & {field.name for field in fields(Page)}


def answer_problem(response: HttpResponse) -> str | None:
    """Return what is wrong with an answer, whatever site it is from, as a key of REJECTIONS; None if nothing is."""
    if response.status != 200:
        return "challenge" if response.html and is_challenge(response.html) else "http-error"
    if not response.body.strip():
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
    article = Article(
        url=page.canonical_url,
        site=site,
        fetched_at=fetched_at,
        zone=zone,
        declared_language=language,
        body="\n".join(page.paragraphs),
        printed_dates=_printed_dates(page, printed),
        modified_text=page.modified,
        places=page.places,
        fetched_url=article_key_url(url),
        claimed_url=page.claimed_url,
        **{name: getattr(page, name) for name in _SAME_FIELDS},
    )
    return bound_fields(article)


def _printed_dates(page: Page, printed: str | None) -> tuple[PrintedDate, ...]:
    """Return every candidate for the date of publication, the most trusted first."""
    dates = tuple(PrintedDate(text, source) for text, source in page.dates)  # type: ignore[arg-type]
    return (*dates, PrintedDate(printed, "feed")) if printed else dates
