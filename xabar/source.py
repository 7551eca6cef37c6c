"""The interface of a source, which is a way of finding articles. A source reads pages; it never fetches one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final, Protocol, runtime_checkable

FORM: Final = "#form:"
"""What stands between the address of a discovery page and the form that is posted to it.

A list behind a button («Ещё новости») may take POST only. A page is still one string, which says what is asked: the
fragment of an address is never sent, so nothing else can stand there.
"""


class UnreadableSource(ValueError):
    """A discovery page is not what it should be: a web page instead of a feed, or broken XML."""

    reason: ClassVar[str] = "unreadable"  # a key of `xabar.crawl_stats.DISCOVERY_ERRORS`


class EntityBomb(UnreadableSource):
    """The entities that an XML file declares unfold without end, or to more than any file needs."""

    reason: ClassVar[str] = "entity-bomb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that a run asks for, in the site's zone, both ends included."""

    since: date
    until: date
    now: datetime  # aware, in the site's zone: it says which day "today" on a list page is
    language: str  # of the printed dates on a list page
    zone: str

    def holds(self, day: date | None) -> bool:
        """Return whether an article of that day is wanted. An article of an unknown day may be."""
        return day is None or self.since <= day <= self.until

    def days(self) -> Iterable[date]:
        """Yield the days of the window, the newest first."""
        day = self.until
        while day >= self.since:
            yield day
            day -= timedelta(days=1)


def split_form(page: str) -> tuple[str, str | None]:
    """Return the address of a discovery page, and the form that is posted to it; None for a page that is only got."""
    address, mark, form = page.partition(FORM)
    return address, form if mark else None


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address as a source gave it."""

    url: str
    day: date | None = None  # of publication, in the site's zone
    printed: str | None = None  # the date as the source gave it: the last resort when the page has none


@dataclass(frozen=True, slots=True)
class Found:
    """The links and further pages of one discovery page, the newest first."""

    links: tuple[Link, ...] = ()
    pages: tuple[str, ...] = ()  # further discovery pages
    # further pages that differ only by a number, in its order: the newest articles are at one end of each series
    series: tuple[tuple[str, ...], ...] = ()
    days: tuple[date, date] | None = (
        None  # the oldest and the newest that a page lists, wanted or not, if it says
    )


@runtime_checkable
class Source(Protocol):
    """A way of finding articles: addresses and bytes go in, addresses come out."""

    # What it reads, in the words of the table of sites: "feed", "list", "sitemap of a day".
    kind: ClassVar[str]

    # True if the links, and the pages one after the other, go from the newest articles to the oldest, and all of them
    # are given: then a page older than what is wanted ends the reading, and the oldest link says how far back it went.
    newest_first: ClassVar[bool]

    @property
    def address(self) -> str:
        """The address as the site declares it, with its placeholders."""

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the discovery pages to begin with, the newest first. The result may be lazy."""

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the links of a discovery page; those outside the window may be left out where nothing follows from it.

        Raise UnreadableSource for another kind of page.
        """
