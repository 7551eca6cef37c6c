"""Look at one answer of a site: what kind of page it is, and what it tells of the site. A worker is asked to do this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.discovery.feed import Feed
from crawler.discovery.link_blocks import LinkBlock, main_blocks, read_link_blocks
from crawler.discovery.list_dates import is_date
from crawler.discovery.listing import named_next
from crawler.discovery.paging import Paging, find_paging
from crawler.discovery.sitemap import Sitemap
from crawler.discovery.xml import is_packed, local_name, parse_xml
from crawler.survey.dates import DatePlace, add_place, find_date_places
from crawler.survey.titles import TitlePlace, find_title_places
from xabar.extraction.addresses import join_url
from xabar.extraction.decoding import decode_html
from xabar.extraction.guesses import guess_layout
from xabar.extraction.layout import Layout
from xabar.extraction.metadata import read_machine_dates
from xabar.extraction.page import Page, extract_page
from xabar.extraction.page_checks import is_challenge, is_too_deep
from xabar.http_response import HttpResponse
from xabar.language.dates import parse_date
from xabar.language.identification import identify_text
from xabar.source import Link, UnreadableSource, Window

MAX_ENTRIES: Final = 300  # of a feed or sitemap that are looked at, the newest first
MAX_KEPT: Final = 1_500  # links of a page
MAX_ALTERNATES: Final = 60
MAX_COMPARED: Final = 60  # paragraphs of a page that are looked for in its lists
LIST_BLOCKS: Final = 5  # blocks of links from which a page may be a list
_ROOTS: Final = ("rss", "rdf", "feed", "urlset", "sitemapindex")
_SITEMAP_LINE: Final = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class ArticleLook:
    """What a page says of itself if it is an article."""

    language: str
    script: str | None
    layout: Layout  # its place for the text is given only if the page is not believed without it
    date_places: tuple[DatePlace, ...]
    day: date | None  # of publication, as the page tells machines
    is_dated: bool  # a day can be read from it
    title_places: tuple[TitlePlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen at one address."""

    asked: str
    url: str = ""  # after redirects
    kind: str = "nothing"  # feed, sitemap, sitemap index, robots, page
    problem: str = ""  # why there is nothing, or why a page is no article
    links: tuple[LinkBlock, ...] = ()  # of a page
    main: tuple[str, ...] = ()  # the links of its main list
    entries: tuple[Link, ...] = ()  # of a feed or sitemap
    feeds: tuple[str, ...] = ()  # that a page names
    sitemaps: tuple[str, ...] = ()  # that robots.txt or an index names
    editions: tuple[str, ...] = ()  # addresses that a page gives for other languages
    paging: Paging | None = None  # of a list
    article: ArticleLook | None = None  # None: the page is no article


def look_at(asked: str, response: HttpResponse, window: Window) -> Look:
    """Return what an answer tells. It never raises for what the answer holds."""
    if response.status != 200:
        challenged = response.html is not None and is_challenge(response.html)
        return Look(
            asked=asked, url=response.url, problem="challenge" if challenged else f"status {response.status}"
        )
    seen = Look(asked=asked, url=response.url)
    if urlsplit(response.url).path == "/robots.txt":
        named = (
            join_url(response.url, match.decode("latin-1")) for match in _SITEMAP_LINE.findall(response.body)
        )
        return replace(seen, kind="robots", sitemaps=tuple(dict.fromkeys(filter(None, named))))
    if _may_be_xml(response.body):
        return _look_at_xml(seen, response.body, window)
    return _look_at_page(seen, response, window)


def _may_be_xml(body: bytes) -> bool:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return is_packed(body) or (
        start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex"))
        and b"<html" not in start
    )


def _look_at_xml(seen: Look, body: bytes, window: Window) -> Look:
    try:
        root = local_name(parse_xml(body, _ROOTS, seen.url))
        if root in ("urlset", "sitemapindex"):
            found = Sitemap(seen.url).read(body, seen.url, window)
        else:
            found = Feed(seen.url).read(body, seen.url, window)
    except UnreadableSource as error:
        return replace(seen, problem=str(error))
    kind = {"urlset": "sitemap", "sitemapindex": "sitemap index"}.get(root, "feed")
    return replace(seen, kind=kind, entries=found.links[:MAX_ENTRIES], sitemaps=found.pages[:MAX_ENTRIES])


def _look_at_page(seen: Look, response: HttpResponse, window: Window) -> Look:
    html = decode_html(response.body) if not response.is_html else response.html
    if html is None or not html.strip():
        return replace(seen, problem="it is no text")
    if is_challenge(html):
        return replace(seen, problem="challenge")
    if is_too_deep(html):
        return replace(seen, problem="its elements are nested too deep")
    tree = LexborHTMLParser(html)
    links = read_link_blocks(tree, seen.url)
    main = main_blocks(links)
    article, problem = _read_article(html, seen.url, main, window)
    return replace(
        seen,
        kind="page",
        problem=problem,
        links=tuple(map(_slim, links[:MAX_KEPT])),
        main=tuple(block.url for block in main[:MAX_KEPT]),
        feeds=tuple(dict.fromkeys(_feeds(tree, seen.url))),
        editions=tuple(dict.fromkeys(_editions(tree, seen.url))),
        paging=find_paging(
            ((block.url, block.text) for block in links), seen.url, named_next(tree, seen.url)
        ),
        article=article,
    )


def _slim(block: LinkBlock) -> LinkBlock:
    """Return a link without what only its own page needs: hundreds of pages are kept to the end of a survey."""
    dates = tuple(text for text in block.dates if is_date(text))
    return replace(block, dates=dates[:1], kind=(), around="")


def _read_article(
    html: str, url: str, main: list[LinkBlock], window: Window
) -> tuple[ArticleLook | None, str]:
    """Return what a page says as an article, or None and why it is not one."""
    page, is_believed = _extract(html, url)
    if page.problem:
        return None, page.problem
    compared = page.paragraphs[:MAX_COMPARED]
    listed = sum(any(line in block.around for block in main) for line in compared)
    if len(main) >= LIST_BLOCKS and listed * 2 > len(compared):
        return None, "it is a list"
    told = identify_text(f"{page.title}\n" + "\n".join(page.paragraphs))

    def is_date(text: str) -> bool:
        return parse_date(text, language=told.language, now=window.now, zone=window.zone) is not None

    tree = LexborHTMLParser(html)
    places = find_date_places(tree, told.language, window)
    day = _machine_day(tree, page, told.language, window)
    layout = guess_layout(html, url, is_date)
    if layout.date:
        places = add_place(places, tree, layout.date, told.language, window)
    layout = replace(layout, body=None) if is_believed else layout
    dated = day is not None or any(is_date(text) for text, _ in page.dates)
    return ArticleLook(told.language, told.script, layout, places, day, dated, find_title_places(tree)), ""


def _extract(html: str, url: str) -> tuple[Page, bool]:
    """Return a page's fields, and whether the page is believed without a place for its text.

    One that names the front page as its address is believed only if it has a text of its own.
    """
    page = extract_page(html, url=url, layouts=())
    if page.problem != "home-page":
        return page, True
    layout = guess_layout(html, url, lambda text: False)
    return (extract_page(html, url=url, layouts=(layout,)), False) if layout.body else (page, True)


def _machine_day(tree: LexborHTMLParser, page: Page, language: str, window: Window) -> date | None:
    """Return the day that the page tells machines. One that was guessed in its text is no witness for a guess."""
    for text in read_machine_dates(tree, page.dates):
        if parsed := parse_date(text, language=language, now=window.now, zone=window.zone):
            return parsed.day
    return None


def _feeds(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    """Yield the feeds that a page names, except those of comments."""
    for link in tree.css("link[rel~=alternate][href]")[:MAX_ALTERNATES]:
        address = join_url(url, link.attributes.get("href") or "")
        kind = (link.attributes.get("type") or "").strip().lower()
        if address and kind in _FEED_TYPES and "comment" not in address:
            yield address
    for link in tree.css("a[href]")[: 4 * MAX_KEPT]:
        address = join_url(url, link.attributes.get("href") or "")
        if address and urlsplit(address).path.rstrip("/").rpartition("/")[2] in ("rss", "rss.xml", "feed"):
            yield address


def _editions(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    for link in tree.css("link[rel~=alternate][hreflang][href]")[:MAX_ALTERNATES]:
        if address := join_url(url, link.attributes.get("href") or ""):
            yield address
