"""What every WordPress site has: a feed that goes back page by page, and its posts as JSON.

Sources: developer.wordpress.org, "WordPress Feeds" (`?paged=N`) and "REST API Handbook", "Posts" (`/wp/v2/posts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

import orjson

from crawler.discovery.days import read_machine_day
from crawler.discovery.feed import Feed
from xabar.extraction.addresses import join_url
from xabar.extraction.layout import Layout
from xabar.source import Found, Link, UnreadableSource, Window

BY_DAY = r"20\d\d/\d\d/\d\d/[^/]+/$"
"""The end of an address in the most common of its forms."""

LAYOUT = Layout(
    title="h1.entry-title, h1.tdb-title-text",
    body=".entry-content, .td-post-content, .tdb_single_content .tdb-block-inner",
    date="time.entry-date",
    authors=".td-post-author-name a, .tdb-author-name, .author.vcard a",
    tags=".td-tags a, .tags-links a",
    cut=(".sharedaddy", ".jp-relatedposts", ".td-a-ad", "figure"),
)
"""The class names of stock themes and of tagDiv's, which most newspapers with WordPress have."""


@dataclass(frozen=True, slots=True)
class PagedFeed:
    """The feed of a WordPress site, with all that it has dropped on the pages behind it."""

    address: str
    pages: int = 100

    kind: ClassVar[str] = "paged feed"
    newest_first: ClassVar[bool] = True

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of the feed."""
        return (self.address,)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the entries of one page of the feed, and the next page."""
        found = Feed(self.address).read(body, url, window)
        match = re.search(r"[?&]paged=(\d+)$", url)
        number = int(match[1]) if match else 1
        if number >= self.pages:
            return found
        return replace(found, pages=(f"{self.address}?paged={number + 1}",))


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of a WordPress site as its REST API lists them; `home` is the address that `wp-json` lies below."""

    home: str
    pages: int = 100

    kind: ClassVar[str] = "JSON posts"
    newest_first: ClassVar[bool] = True

    @property
    def address(self) -> str:
        """The address of the list, with the number of the page open."""
        return f"{self.home}wp-json/wp/v2/posts?per_page=50&_fields=link,date&page={{page}}"

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of page 1."""
        return (self.address.format(page=1),)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the posts of one page, and the next page if it has any."""
        try:
            rows = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise UnreadableSource(f"{url} is not JSON: {error}") from error
        if not isinstance(rows, list):
            raise UnreadableSource(f"{url} is not a list of posts")
        links = tuple(link for row in rows if (link := _link(row, url, window)))
        number = int(url.rpartition("=")[2])
        more = links and number < self.pages
        return Found(links, (self.address.format(page=number + 1),) if more else ())


def _link(row: object, url: str, window: Window) -> Link | None:
    if not isinstance(row, dict) or not isinstance(row.get("link"), str):
        return None
    address = join_url(url, row["link"])
    printed = row.get("date")
    printed = printed if isinstance(printed, str) else None
    return Link(address, read_machine_day(printed, window.zone), printed) if address else None
