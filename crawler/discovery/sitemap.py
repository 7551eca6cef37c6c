"""Sitemaps: the whole site as a tree of files, or one file a day or a week."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from lxml import etree

from crawler.discovery.sitemap_names import days_in_names, number_of, stem_of
from crawler.discovery.xml import child_text, children, local_name, parse_xml
from xabar.extraction.addresses import day_in_url, join_url
from xabar.source import Found, Link, Window

SERIES: Final = 4  # sitemaps of one kind that make a series; of fewer all are read
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap, a news sitemap or an index of them (sitemaps.org; Google's news extension).

    `follow` is a regular expression; only those sitemaps of an index are read whose addresses match it. Entries last
    changed before the window are left out: an article published in the window cannot have changed before it. So are
    sitemaps that are named after other days. Of numbered ones most of which would be left, because their dates of
    change say nothing, those are read that lie at the end with the newest articles. The newest entries come first: by
    date where there is one, otherwise from the end of the file. At most `undated` entries
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
            return self._sitemaps(root, url, window)
        entries = _entries(root, url, window.zone)
        links = [entry.link for entry in entries if entry.may_be_of(window)]
        return Found(links=tuple(self._newest(links)), days=_days(entries, window))

    def _sitemaps(self, root: etree._Element, url: str, window: Window) -> Found:
        """Return the further sitemaps of an index, without those that can have nothing of the window."""
        changed: dict[str, date | None] = {}
        for entry in children(root, "sitemap"):
            address = join_url(url, child_text(entry, "loc") or "")
            if address and (self.follow is None or re.search(self.follow, address)):
                changed[address] = read_day(child_text(entry, "lastmod"), window.zone)
        pages, series = [], []
        for kind in _by_stem(changed):
            wanted = [address for address in kind if not _is_older(changed[address], window)]
            dated = days_in_names(kind)
            if dated:
                pages += [address for address in wanted if _touches(dated[address], window)]
            elif len(wanted) >= SERIES and 2 * len(wanted) > len(kind):
                series.append(tuple(sorted(wanted, key=number_of)))
            else:
                pages += wanted
        place = {address: number for number, address in enumerate(changed)}
        # undated sitemaps come in reverse: where a site numbers them, the last is the newest
        pages.sort(key=lambda address: (changed[address] or date.max, place[address]), reverse=True)
        return Found(pages=tuple(pages), series=tuple(series))

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


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of an <urlset>."""

    link: Link
    changed: date | None

    def may_be_of(self, window: Window) -> bool:
        """Return whether its article may be of the window: what has changed since may have been published then."""
        day = self.link.day
        return window.holds(day) and not (day is None and _is_older(self.changed, window))


def _entries(root: etree._Element, url: str, zone: str) -> list[_Entry]:
    entries = []
    for entry in children(root, "url"):
        address = join_url(url, child_text(entry, "loc") or "")
        if address is None:
            continue
        printed = _publication_date(entry)
        day = read_day(printed, zone) or day_in_url(address)
        entries.append(_Entry(Link(address, day, printed), read_day(child_text(entry, "lastmod"), zone)))
    return entries


def _days(entries: list[_Entry], window: Window) -> tuple[date, date] | None:
    """Return the oldest and the newest day that a file lists. One day for all entries may be that of the file alone."""
    days = [day for entry in entries if (day := entry.link.day or entry.changed)]
    if not days or (min(days) == max(days) >= window.since and not any(entry.link.day for entry in entries)):
        return None
    return min(days), max(days)


def _by_stem(addresses: Iterable[str]) -> list[list[str]]:
    kinds: dict[str, list[str]] = {}
    for address in addresses:
        kinds.setdefault(stem_of(address), []).append(address)
    return list(kinds.values())


def _is_older(changed: date | None, window: Window) -> bool:
    return changed is not None and changed < window.since


def _touches(days: tuple[date, date], window: Window) -> bool:
    """Return whether a sitemap of these days may list the window's: a site may cut its days by another clock."""
    return days[0] <= window.until + A_DAY and days[1] >= window.since - A_DAY


def _publication_date(entry: etree._Element) -> str | None:
    for news in children(entry, "news"):
        return child_text(news, "publication_date")
    return None
