"""Sitemaps: the whole site as a tree of files, or one file a day or a week."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from lxml import etree

from crawler.discovery.xml import child_text, children, local_name, parse_xml
from xabar.extraction.addresses import day_in_url, join_url
from xabar.source import Found, Link, Window


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap, a news sitemap or an index of them (sitemaps.org; Google's news extension).

    `follow` is a regular expression; only those sitemaps of an index are read whose addresses match it. Entries last
    changed before the window are left out: an article published in the window cannot have changed before it. The
    newest come first: by date where there is one, otherwise from the end of the file. At most `undated` entries
    without a date are taken, so that a file of a hundred thousand bare addresses does not make the crawl ask for the
    whole site.
    """

    address: str
    follow: str | None = None
    undated: int = 500

    kind: ClassVar[str] = "sitemap"
    newest_first: ClassVar[bool] = False

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of the sitemap."""
        return (self.address,)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the articles of an <urlset>, or the further sitemaps of a <sitemapindex>."""
        root = parse_xml(body, ("urlset", "sitemapindex"), url)
        if local_name(root) == "sitemapindex":
            return Found(pages=tuple(self._sitemaps(root, url, window)))
        return Found(links=tuple(self._newest(_links(root, url, window))))

    def _sitemaps(self, root: etree._Element, url: str, window: Window) -> Iterable[str]:
        entries: list[tuple[date, int, str]] = []
        for place, entry in enumerate(children(root, "sitemap")):
            address = join_url(url, child_text(entry, "loc") or "")
            changed = read_day(child_text(entry, "lastmod"), window.zone)
            wanted = self.follow is None or re.search(self.follow, address or "") is not None
            if address and wanted and not (changed and changed < window.since):
                entries.append((changed or date.max, place, address))
        # undated sitemaps come in reverse: where a site numbers them, the last is the newest
        return (address for _, _, address in sorted(entries, reverse=True))

    def _newest(self, links: list[Link]) -> list[Link]:
        dated = [link for link in links if link.day is not None]
        bare = [link for link in reversed(links) if link.day is None]
        dated.sort(key=lambda link: link.printed or str(link.day), reverse=True)
        return dated + bare[: self.undated]


@dataclass(frozen=True, slots=True)
class DailySitemap:
    """One sitemap for each day: `address` has {y}, {m}, {d} (bare numbers) or {day} (a date, such as {day:%Y-%m-%d})."""

    address: str

    kind: ClassVar[str] = "sitemap of a day"
    newest_first: ClassVar[bool] = False

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return one address for every day of the window, the newest first."""
        return (self._on(day) for day in window.days())

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Read it as a plain sitemap."""
        return Sitemap(url).read(body, url, window)

    def _on(self, day: date) -> str:
        return self.address.format(y=day.year, m=day.month, d=day.day, day=day)


@dataclass(frozen=True, slots=True)
class WeeklySitemap:
    """One sitemap for each week, named after its Monday, with the placeholders of DailySitemap."""

    address: str

    kind: ClassVar[str] = "sitemap of a week"
    newest_first: ClassVar[bool] = False

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return one address for every week that touches the window, the newest first."""
        monday = window.until - timedelta(days=window.until.weekday())
        while monday + timedelta(days=6) >= window.since:
            yield self.address.format(y=monday.year, m=monday.month, d=monday.day, day=monday)
            monday -= timedelta(days=7)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Read it as a plain sitemap."""
        return Sitemap(url).read(body, url, window)


def read_day(text: str | None, zone: str) -> date | None:
    """Return the local day of a W3C date as sitemaps print it; None when it is missing or unreadable."""
    if not text:
        return None
    try:
        return local_day(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        return None


def local_day(at: datetime, zone: str) -> date:
    """Return the day in a zone; a time without a zone is a local one. OverflowError near the years 1 and 9999."""
    return at.astimezone(ZoneInfo(zone)).date() if at.tzinfo else at.date()


def _links(root: etree._Element, url: str, window: Window) -> list[Link]:
    links = []
    for entry in children(root, "url"):
        address = join_url(url, child_text(entry, "loc") or "")
        if address is None:
            continue
        printed = _publication_date(entry)
        day = read_day(printed, window.zone) or day_in_url(address)
        changed = read_day(child_text(entry, "lastmod"), window.zone)
        if window.holds(day) and not (day is None and changed is not None and changed < window.since):
            links.append(Link(address, day, printed))
    return links


def _publication_date(entry: etree._Element) -> str | None:
    for news in children(entry, "news"):
        return child_text(news, "publication_date")
    return None
