"""List pages: the newest articles as visitors see them, page by page or day by day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.addresses import day_in_url, join_url
from xabar.extraction.decoding import decode_html
from xabar.extraction.page_checks import is_challenge
from xabar.source import Found, Link, UnreadableSource, Window


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of articles.

    `address` may hold {page}, which counts from 1 to `pages`, or {y}, {m}, {d} for an archive of days.
    `item` selects the link of an article, or an element that contains the link; `date` selects the date inside the
    item. A first page without items is an error, because that is what a redesign of the site looks like.
    """

    address: str
    item: str
    date: str | None = None
    pages: int = 200

    kind: ClassVar[str] = "list"
    newest_first: ClassVar[bool] = True

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of page 1, or one address for every day of the window, the newest first."""
        if "{d}" in self.address:
            return (self.address.format(y=day.year, m=day.month, d=day.day) for day in window.days())
        return (self.address.format(page=1),)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the links of one page, whatever their days, and the next page."""
        html = decode_html(body)
        if html is None:
            raise UnreadableSource(f"{url} is not readable in any likely encoding")
        items = LexborHTMLParser(html).css(self.item)
        if is_challenge(html):
            raise UnreadableSource(f"{url} is a challenge page")
        if not items and url == self.address.format(page=1, y="", m="", d=""):
            raise UnreadableSource(f"{url} has no {self.item}: it is not a list, or its layout has changed")
        links = tuple(link for item in items if (link := self._link(item, url, window)))
        return Found(links=links, pages=self._next(url))

    def _link(self, item: LexborNode, url: str, window: Window) -> Link | None:
        anchor = item if item.tag == "a" else item.css_first("a[href]")
        address = join_url(url, (anchor.attributes.get("href") if anchor else None) or "")
        if address is None:
            return None
        node = item.css_first(self.date) if self.date else None
        printed = " ".join(node.text(separator=" ").split()) if node else None
        return Link(address, day_in_url(address) or _printed_day(printed, window), printed)

    def _next(self, url: str) -> tuple[str, ...]:
        if "{page}" not in self.address:
            return ()
        before, after = (re.escape(part) for part in self.address.split("{page}"))
        match = re.fullmatch(rf"{before}(\d+){after}", url)
        if match is None or int(match[1]) >= self.pages:
            return ()
        return (self.address.format(page=int(match[1]) + 1),)


def _printed_day(printed: str | None, window: Window) -> date | None:
    if not printed:
        return None
    from xabar.language.dates import parse_date

    parsed = parse_date(printed, language=window.language, now=window.now, zone=window.zone)
    return parsed.day if parsed else None
