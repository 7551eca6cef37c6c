"""RSS and Atom feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import ClassVar

from lxml import etree

from crawler.discovery.days import local_day, read_machine_day
from crawler.discovery.xml import child_text, children, local_name, parse_xml
from xabar.extraction.addresses import day_in_url, join_url
from xabar.source import Found, Link, Window


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS 0.9–2.0, RSS 1.0 (RDF) or Atom feed."""

    address: str

    kind: ClassVar[str] = "feed"
    newest_first: ClassVar[bool] = True

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of the feed."""
        return (self.address,)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the entries of the feed, in its order and whatever their days.

        Raise UnreadableSource for a web page under the feed's address.
        """
        root = parse_xml(body, ("rss", "rdf", "feed"), url)
        return Found(links=tuple(link for entry in _entries(root) if (link := _link(entry, url, window))))


def _entries(root: etree._Element) -> Iterable[etree._Element]:
    return (element for element in root.iter() if local_name(element) in ("item", "entry"))


def _link(entry: etree._Element, url: str, window: Window) -> Link | None:
    address = join_url(url, _address(entry) or "")
    if address is None:
        return None
    printed = child_text(entry, "pubdate", "published", "date", "issued")
    day = _day(printed, window) or day_in_url(address)
    return Link(address, day, printed)


def _address(entry: etree._Element) -> str | None:
    for link in children(entry, "link"):
        href = link.get("href")
        if href and link.get("rel", "alternate") == "alternate":
            return href
        if link.text and link.text.strip():
            return link.text
    for guid in children(entry, "guid"):
        if guid.text and guid.get("isPermaLink", "true").lower() == "true":
            return guid.text
    return None


def _day(printed: str | None, window: Window) -> date | None:
    if not printed:
        return None
    day = read_machine_day(printed, window.zone)
    if day is not None:
        return day
    try:
        return local_day(parsedate_to_datetime(printed), window.zone)
    except (ValueError, OverflowError):
        return None
