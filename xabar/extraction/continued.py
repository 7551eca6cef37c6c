"""Articles that go on at a further address: which part an address is, which one follows, and the parts as one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.addresses import article_key_url, join_url
from xabar.extraction.page import Page

# Parameters that number the parts of an article: WordPress and Laravel, Bitrix.
_PART_PARAMETERS: Final = frozenset(("page", "PAGEN_1"))
_NUMBER: Final = re.compile(r"[1-9]\d{0,2}")
# Where pages link to the parts of an article, and where to its comments.
_PAGER: Final = (
    "link[rel~=next], a[rel~=next], .post-page-numbers, .page-links a, .pagination a, .pager a, .pages a"
)
_COMMENTS: Final = "#comments a[href], [class*=comment] a[href]"


def part_number(url: str) -> int:
    """Return which part of an article an address is by its parameters; 1 if it does not say."""
    return _numbered(url)[1] if "?" in url else 1


def next_part(html: str, *, url: str, first: str, number: int) -> str | None:
    """Return the address of part `number` of the article at `first`, as the page at `url` links to it.

    None if it does not: then the article ends there. A part has the article's own address with a number, `?page=2` or
    `/2` behind it; what is linked as «next» otherwise is another article, or more comments.
    """
    own = article_key_url(first)
    slug = unquote(own.rpartition("/")[2])
    marks = (f"page={number}", f"PAGEN_1={number}", f"{slug}/{number}", f"{slug}/page/{number}")
    if not any(mark in html for mark in marks):
        return None  # nearly all pages, without a second parse
    tree = LexborHTMLParser(html)
    comments = {node.attributes.get("href") for node in tree.css(_COMMENTS)}
    for node in tree.css(_PAGER):
        href = node.attributes.get("href") or ""
        address = join_url(url, href)
        if address and href not in comments and _is_part(address, own, number):
            return address
    return None


def join_parts(first: Page, others: Sequence[Page]) -> Page:
    """Return the parts of an article as one page. What a part repeats, a lead or a caption, is taken once.

    A page that is no article's, or one with another title, is not a part and ends the text.
    """
    page = first
    for other in others:
        if other.problem or _bare(first.title) not in _bare(other.title):
            break
        page = _add(page, other)
    return page


def _add(page: Page, other: Page) -> Page:
    known = set(page.paragraphs)
    places = other.places or ("",) * len(other.paragraphs)
    rows = zip(other.paragraphs, other.structure, places, strict=True)
    new = [row for row in rows if row[0] not in known]
    return replace(
        page,
        paragraphs=(*page.paragraphs, *(text for text, _, _ in new)),
        structure=page.structure + "".join(kind for _, kind, _ in new),
        places=(*page.places, *(place for _, _, place in new)),
        captions=tuple(dict.fromkeys((*page.captions, *other.captions))),
        images=tuple(dict.fromkeys((*page.images, *other.images))),
        links=tuple(dict.fromkeys((*page.links, *other.links))),
    )


def _is_part(address: str, own: str, number: int) -> bool:
    bare, numbered = _numbered(address)
    return (numbered == number and bare == own) or bare in (f"{own}/{number}", f"{own}/page/{number}")


def _numbered(url: str) -> tuple[str, int]:
    """Return an address without the parameter that numbers parts, and that number."""
    key = article_key_url(url)
    query = urlsplit(key).query
    for name, value in parse_qsl(query):
        if name in _PART_PARAMETERS and _NUMBER.fullmatch(value):
            rest = "&".join(pair for pair in query.split("&") if pair != f"{name}={value}")
            return key.partition("?")[0] + (f"?{rest}" if rest else ""), int(value)
    return key, 1


def _bare(title: str) -> str:
    return " ".join(title.casefold().split())
