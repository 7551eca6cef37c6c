"""The interface of a source, which is a way of finding articles. A source reads pages; it never fetches one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Protocol, runtime_checkable


class UnreadableSource(ValueError):
    """A discovery page is not what it should be: a web page instead of a feed, or broken XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that a run asks for, in the site's zone, both ends included."""

    since: date
    until: date
    now: datetime  # aware, in the site's zone: it says which day "today" on a list page is
    language: str = "uz"  # of the printed dates on a list page
    zone: str = "Asia/Tashkent"

    def holds(self, day: date | None) -> bool:
        """Return whether an article of that day is wanted. An article of an unknown day may be."""
        return day is None or self.since <= day <= self.until

    def days(self) -> Iterable[date]:
        """Yield the days of the window, the newest first."""
        day = self.until
        while day >= self.since:
            yield day
            day -= timedelta(days=1)


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


@runtime_checkable
class Source(Protocol):
    """A way of finding articles: addresses and bytes go in, addresses come out."""

    # True if a page with nothing new on it means that the older pages have nothing new either.
    stops_at_known: ClassVar[bool]

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the discovery pages to begin with, the newest first. The result may be lazy."""

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the links of a discovery page that lie in the window. Raise UnreadableSource for any other kind of page."""
