"""Lists without selectors: the links of a page by the shape of their blocks, for sites that nobody has described."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from selectolax.lexbor import LexborHTMLParser

from crawler.discovery.days import read_printed_day
from crawler.discovery.link_blocks import LinkBlock, main_blocks, read_link_blocks
from crawler.discovery.listing import named_next
from xabar.extraction.addresses import add_parameter, day_in_url
from xabar.extraction.decoding import decode_html
from xabar.extraction.page_checks import is_challenge, is_too_deep
from xabar.source import Found, Link, UnreadableSource, Window


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A front page or section, whose links stand in any order. All of them are given; only articles' are asked for.

    `choose` is a parameter that every link gets (`lang=oz`), where an edition is chosen by one and its pages do not say so.
    """

    address: str
    choose: str | None = None

    kind: ClassVar[str] = "page of links"
    newest_first: ClassVar[bool] = False

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address."""
        return (self.address,)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return every link of the page, with the day that stands in its block."""
        blocks = read_link_blocks(_parse(body, url), url)
        return Found(links=tuple(_link(block, window, self.choose) for block in blocks))


@dataclass(frozen=True, slots=True)
class LinkList:
    """A list of articles in pages: `address` has {page}, `first` is that of the first page.

    `second` is the number of the second page, 1 where a site counts from 0, and each further one has `step` more: where
    a site numbers its pages by the article at which they begin, that is their length. At most `pages` are read.

    Of each page the largest group of blocks of one kind is read, so that menus and the most read articles do not
    count. A first page without such a group is an error.
    """

    address: str
    first: str
    second: int = 2
    pages: int = 50
    choose: str | None = None  # as of LinkPage
    step: int = 1

    kind: ClassVar[str] = "list of links"
    newest_first: ClassVar[bool] = True

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of page 1."""
        return (self.first,)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the links of one page, whatever their days, and the next page."""
        tree = _parse(body, url)
        links = read_link_blocks(tree, url)
        blocks = main_blocks(links)
        if not blocks and url == self.first:
            raise UnreadableSource(f"{url} has no headlines: it is not a list any more")
        named = (*(block.url for block in links), *named_next(tree, url))
        shown = {add_parameter(each, self.choose) for each in named}
        further = tuple(page for page in self._next(url) if page in shown)
        return Found(links=tuple(_link(block, window, self.choose) for block in blocks), pages=further)

    def _next(self, url: str) -> tuple[str, ...]:
        """Return the address of the next page, which the page itself must show: the last one does not."""
        if url == self.first:
            return (self.address.replace("{page}", str(self.second)),)
        before, after = (re.escape(part) for part in self.address.split("{page}"))
        match = re.fullmatch(rf"{before}(\d{{1,6}}){after}", url)
        if match is None or int(match[1]) >= self.second + (self.pages - 2) * self.step:
            return ()
        return (self.address.replace("{page}", str(int(match[1]) + self.step)),)


def _parse(body: bytes, url: str) -> LexborHTMLParser:
    """Return the elements of a page. Raise UnreadableSource for what is no web page."""
    html = decode_html(body)
    if html is None or is_too_deep(html):
        raise UnreadableSource(f"{url} is not readable as a web page")
    if is_challenge(html):
        raise UnreadableSource(f"{url} is a challenge page")
    return LexborHTMLParser(html)


def _link(block: LinkBlock, window: Window, parameter: str | None) -> Link:
    url = add_parameter(block.url, parameter)
    if day := day_in_url(url):
        return Link(url, day)
    for printed in block.dates:
        if found := read_printed_day(printed, window):
            return Link(url, found, printed)
    return Link(url)
