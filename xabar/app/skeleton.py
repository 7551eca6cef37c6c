"""Draft a new site from one of its articles and its address, for a person to complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.spider import Edition
from crawler.templates.new_site import NewSite
from xabar.app.errors import AppError, WrongUse
from xabar.extraction.addresses import TWIN_HOSTS, join_url
from xabar.extraction.guesses import guess_layout
from xabar.http_response import HttpResponse
from xabar.language.dates import ParsedDate, read_date
from xabar.language.identification import identify_text
from xabar.rejection import Rejected
from xabar.zones import ASSUMED_ZONE, guess_zone

_EDITION: Final = re.compile(r"[a-z]{2,3}")
_HOST: Final = re.compile(r"[a-z0-9.-]+", re.IGNORECASE)
_FEED: Final = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~%-]*)?(?:\?[\w=&%.-]*)?")  # a plain address
# Parts of an article's address that are the same for all articles; other words are sections and titles.
_FIXED: Final = frozenset(("a", "article", "articles", "content", "news", "post", "posts", "story", "view"))
# How the last part of an address names an article: (its form, the pattern for all articles). The first that fits.
_LAST: Final = (
    (r"\d+", r"\d+"),
    (r"\d+\.html?", r"\d+\.html?"),
    (r"\d+-.+\.html?", r"\d+-[^/]+\.html?"),
    (r"\d+-.+", r"\d+-[^/]+"),
    (r".+-\d+", r"[^/]+-\d+"),
    (r".+_\d+", r"[^/]+_\d+"),
    (r".+\.html?", r"[^/]+\.html?"),
    (r".+", r"[^/]+"),
)


def sketch_site(name: str, page: HttpResponse, now: datetime) -> NewSite:
    """Return the draft of a new site, with the language and script of the article's text.

    Raise AppError if the page cannot be decoded, WrongUse if its host cannot be that of a site.
    """
    html = page.html
    host = urlsplit(page.url).netloc
    if html is None:
        raise AppError(f"{page.url}: the text is not readable in any likely encoding")
    if not _HOST.fullmatch(host):
        raise WrongUse(f"{host!r} cannot be the host of a site; give the page's own address with --url")
    first = guess_site(name, page.url, html, language="und", script=None, now=now)
    try:
        found = first.to_class().read_article(page, fetched_at=now)
    except Rejected:
        return first
    text = identify_text(f"{found.title}\n{found.body}")
    return guess_site(name, page.url, html, language=text.language, script=text.script, now=now)


def guess_site(
    name: str, url: str, html: str, *, language: str, script: str | None, now: datetime
) -> NewSite:
    """Return the draft of a site whose article is in this language and script."""
    parts = urlsplit(url)
    host = _site_host(parts.hostname or "")
    segments = [segment for segment in parts.path.split("/") if segment]
    has_prefix = len(segments) > 1 and bool(_EDITION.fullmatch(segments[0]))
    prefix = f"https://{parts.hostname}/" + (f"{segments[0]}/" if has_prefix else "")

    zone, why = guess_zone(host, language) or ASSUMED_ZONE

    def is_date(text: str) -> bool:
        found = read_date(text, language=language, now=now, zone=zone)
        return isinstance(found, ParsedDate)

    return NewSite(
        name=name,
        host=host,
        zone=zone,
        zone_reason=why,
        edition=Edition(prefix, language, script),
        article=address_pattern(segments[1:] if has_prefix else segments),
        feeds=tuple(dict.fromkeys(_feeds(html, url))),
        layout=guess_layout(html, url, is_date),
    )


def _site_host(host: str) -> str:
    host = host.rstrip(".").lower()
    for twin in TWIN_HOSTS:
        host = host.removeprefix(twin)
    return host


def address_pattern(segments: list[str]) -> str:
    """Return a regular expression for the addresses of articles, from the parts of one.

    >>> address_pattern(["news", "12-abc"])
    '/news/\\\\d+-[^/]+$'
    """
    if not segments:
        return "/[^/]+$"
    *before, last = segments
    ending = next(pattern for form, pattern in _LAST if re.fullmatch(form, last))
    return "/" + "/".join((*map(_segment_pattern, before), ending)) + "$"


def _segment_pattern(segment: str) -> str:
    if re.fullmatch(r"20\d\d", segment):
        return r"20\d\d"
    if segment.isdigit():
        return r"\d\d" if len(segment) == 2 else r"\d+"
    return segment if segment in _FIXED else "[^/]+"


def _feeds(html: str, url: str) -> Iterator[str]:
    """Yield the feeds that a page names by a plain address, except those of comments."""
    for link in LexborHTMLParser(html).css('link[rel~="alternate"][type="application/rss+xml"]'):
        address = join_url(url, link.attributes.get("href") or "")
        if address and _FEED.fullmatch(address) and "comment" not in address:
            yield address
