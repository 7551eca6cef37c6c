"""List pages: the newest articles as visitors see them, page by page or day by day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Final

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discovery.days import read_machine_day, read_printed_day
from xabar.extraction.addresses import article_key_url, day_in_url, join_url
from xabar.extraction.decoding import decode_html
from xabar.extraction.page_checks import is_challenge
from xabar.source import FORM, Found, Link, UnreadableSource, Window

NEXT: Final = (
    "link[rel~=next][href], a[rel~=next][href], a.next[href], .next > a[href], .pagination__next[href]"
)
"""How the press of the region marks the next page of a list."""

# Where an element of a list says its date for programs, the most telling first (orda, sputnik, ulysmedia).
DATE_ATTRIBUTES: Final = ("datetime", "data-unixtime", "title")

Day = date  # a list has a field of that name


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of articles.

    `item` selects the link of an article, or an element that contains the link; `date` selects the date inside the
    item, which an attribute may say for programs. A first page without items is an error, because that is what a
    redesign of the site looks like.

    `address` may hold {page}, or for an archive of days {y}, {m}, {d} or {day}, such as {day:%d.%m.%Y}, and {after},
    the day after. Page 1 has the number `first`, each further one `step` more, and page `pages` is the last. An
    address without placeholders leads to the page that its «next» names.

    What a button «load more» fetches is a list, too: `form` is posted to the address, with the same placeholders.
    HTML inside of JSON is read there. `choose` is a parameter that every link gets (`ln=lat`), where an edition
    is chosen by one and its lists do not say so.
    """

    address: str
    item: str
    date: str | None = None
    pages: int = 200
    first: int = 1
    step: int = 1
    form: str | None = None
    choose: str | None = None

    kind: ClassVar[str] = "list"
    newest_first: ClassVar[bool] = True

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of page 1, or one address for every day of the window, the newest first."""
        if self._is_daily:
            return (self._of_day(day) for day in window.days())
        return (self._numbered(self.first),)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the links of one page, whatever their days, and the next page."""
        html = decode_html(body)
        if html is None:
            raise UnreadableSource(f"{url} is not readable in any likely encoding")
        tree = LexborHTMLParser(_html_in_json(body) or html)
        items = tree.css(self.item)
        if is_challenge(html):
            raise UnreadableSource(f"{url} is a challenge page")
        if not items and not self._is_daily and url == self._numbered(self.first):
            raise UnreadableSource(f"{url} has no {self.item}: it is not a list, or its layout has changed")
        links = tuple(link for item in items if (link := self._link(item, url, window)))
        return Found(links=links, pages=self._next(tree, url))

    @property
    def _template(self) -> str:
        return self.address if self.form is None else self.address + FORM + self.form

    @property
    def _is_daily(self) -> bool:
        return re.search(r"\{(?:d|day|after)[}:]", self._template) is not None

    def _of_day(self, day: Day) -> str:
        after = day + timedelta(days=1)
        return self._template.format(y=day.year, m=day.month, d=day.day, day=day, after=after)

    def _numbered(self, number: int) -> str:
        return self._template.format(page=number)

    def _link(self, item: LexborNode, url: str, window: Window) -> Link | None:
        anchor = item if item.tag == "a" else item.css_first("a[href]")
        address = join_url(url, (anchor.attributes.get("href") if anchor else None) or "")
        if address is None:
            return None
        if self.choose is not None and self.choose not in address.partition("?")[2].split("&"):
            address += ("&" if "?" in address else "?") + self.choose
        node = item.css_first(self.date) if self.date else None
        printed, day = _date_of(node, window) if node else (None, None)
        return Link(address, day_in_url(address) or day, printed)

    def _next(self, tree: LexborHTMLParser, url: str) -> tuple[str, ...]:
        if self._is_daily:
            return ()
        if "{page}" not in self._template:
            return named_next(tree, url)[:1]
        before, after = (re.escape(part) for part in self._template.split("{page}"))
        match = re.fullmatch(rf"{before}(\d+){after}", url)
        if match is None or int(match[1]) >= self.first + (self.pages - 1) * self.step:
            return ()
        return (self._numbered(int(match[1]) + self.step),)


def named_next(tree: LexborHTMLParser, url: str) -> tuple[str, ...]:
    """Return what a list names as its next page, as far as it is another page of the same host."""
    joined = (join_url(url, node.attributes.get("href") or "") for node in tree.css(NEXT))
    return tuple(
        address
        for address in joined
        if address and article_key_url(address) != article_key_url(url) and _host(address) == _host(url)
    )


def _host(url: str) -> str:
    return article_key_url(url).split("/")[2]


def _html_in_json(body: bytes) -> str | None:
    """Return the HTML that the values of a JSON answer hold, in their order; None for another answer."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return "\n".join(_html_values(orjson.loads(body)))
    except orjson.JSONDecodeError:
        return None


def _html_values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if "<" in value:
            yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _html_values(each)


def _date_of(node: LexborNode, window: Window) -> tuple[str | None, date | None]:
    """Return the date of an element as it is given, for programs or in print, and the day that it means."""
    for name in DATE_ATTRIBUTES:
        said = node.attributes.get(name)
        if said and (day := _machine_day(said, window)):
            return _with_moment(said), day
    printed = " ".join(node.text(separator=" ").split())
    return printed, read_printed_day(printed, window)


def _machine_day(said: str, window: Window) -> date | None:
    return read_machine_day(_with_moment(said), window.zone) or read_printed_day(said, window)


def _with_moment(said: str) -> str:
    """Return a moment that is given in seconds since 1970 as a date; everything else as it is."""
    if not re.fullmatch(r"\d{9,11}", said):
        return said
    return datetime.fromtimestamp(int(said), UTC).isoformat()
