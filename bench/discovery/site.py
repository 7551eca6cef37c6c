"""A site of very many addresses in numbered or dated sitemaps, in the shapes in which the press gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from crawler.discovery import Sitemap
from xabar.declaration import Edition
from xabar.extraction.layout import Layout
from xabar.site import Site

HOME: Final = "https://katta.example.uz"
NOW: Final = datetime(2026, 11, 24, 18, tzinfo=ZoneInfo("Asia/Tashkent"))
IN_A_SITEMAP: Final = 500
A_DAY: Final = 100  # articles published; where sitemaps are named after days, one of them full


class Katta(Site):
    """A site whose sitemap is all that is known of it."""

    name = "katta"
    zone = "Asia/Tashkent"
    allowed_domains = ("katta.example.uz",)
    editions = (Edition(f"{HOME}/", "uz"),)
    article = r"/news/"
    discovery = (Sitemap(f"{HOME}/sitemap.xml"),)
    layouts = (Layout(title="h1", body="article"),)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the sitemaps of a site say."""

    index_lastmod: str = ""  # of the sitemaps in the index: "true", "today" or nothing
    entry_lastmod: str = ""  # of the addresses: likewise
    days_in_addresses: bool = False
    days_in_names: bool = False  # each sitemap is named after its day
    newest_first: bool = False  # the first sitemap has the newest articles


SHAPES: Final[dict[str, Shape]] = {
    "lastmod": Shape(index_lastmod="true", entry_lastmod="true"),
    "names": Shape(index_lastmod="today", entry_lastmod="today", days_in_names=True),
    "always-today": Shape(index_lastmod="today", entry_lastmod="today", days_in_addresses=True),
    "entries-only": Shape(entry_lastmod="true"),
    "newest-first": Shape(entry_lastmod="true", newest_first=True),
    "nothing": Shape(index_lastmod="today", entry_lastmod="today"),
}


class Sitemaps:
    """The sitemaps of a site with so many addresses, all of them below /news/ with the number of the article."""

    def __init__(self, shape: Shape, addresses: int) -> None:
        self.shape = shape
        self.addresses = addresses
        self.files = {
            self._name(place, first): range(first, min(first + IN_A_SITEMAP, addresses))
            for place, first in enumerate(range(0, addresses, IN_A_SITEMAP))
        }

    def day_of(self, number: int) -> date:
        """Return when an article was published."""
        return NOW.date() - timedelta(days=(self.addresses - 1 - number) // self._a_day)

    @property
    def _a_day(self) -> int:
        return IN_A_SITEMAP if self.shape.days_in_names else A_DAY

    def body(self, url: str) -> bytes:
        """Return a sitemap, or the index of them."""
        path = url.removeprefix(HOME)
        if path == "/sitemap.xml":
            return self._index()
        entries = (
            self._entry("url", self._article(n), self.day_of(n), self.shape.entry_lastmod)
            for n in self.files[path]
        )
        return f"<urlset>{''.join(entries)}</urlset>".encode()

    def _index(self) -> bytes:
        lastmod = self.shape.index_lastmod
        entries = (
            self._entry("sitemap", path, self.day_of(numbers[-1]), lastmod)
            for path, numbers in self.files.items()
        )
        return f"<sitemapindex>{''.join(entries)}</sitemapindex>".encode()

    def _name(self, place: int, first: int) -> str:
        if self.shape.days_in_names:
            return f"/sitemap-{self.day_of(first):%Y-%m-%d}.xml"
        count = -(-self.addresses // IN_A_SITEMAP)
        return f"/sitemap-{count - place if self.shape.newest_first else place + 1}.xml"

    def _article(self, number: int) -> str:
        day = f"{self.day_of(number):%Y/%m/%d}/" if self.shape.days_in_addresses else ""
        return f"/news/{day}{number}"

    @staticmethod
    def _entry(kind: str, path: str, day: date, lastmod: str) -> str:
        said = {"true": day, "today": NOW.date()}.get(lastmod)
        changed = f"<lastmod>{said}</lastmod>" if said else ""
        return f"<{kind}><loc>{HOME}{path}</loc>{changed}</{kind}>"
