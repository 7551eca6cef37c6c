"""What every way of finding articles must be able to do. A source reads pages; it fetches none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Protocol, runtime_checkable


class UnreadableSource(ValueError):
    """A discovery page is not what its address promises: a web page instead of a feed, broken XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days a run asks for, in the site's zone, both ends included."""

    since: date
    until: date
    now: datetime  # aware, in the site's zone: "today" on a list page is a day of it
    language: str = "uz"  # of the printed dates on a list page: its edition's
    zone: str = "Asia/Tashkent"

    def holds(self, day: date | None) -> bool:
        """Whether an article of that day is wanted; one of an unknown day may be."""
        return day is None or self.since <= day <= self.until

    def days(self, step: timedelta = timedelta(days=1)) -> Iterable[date]:
        """The days of the window, the newest first."""
        day = self.until
        while day >= self.since:
            yield day
            day -= step


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address as a source gave it."""

    url: str
    day: date | None = None  # of publication, in the site's zone
    printed: str | None = None  # the date as the source gave it: the last resort when the page has none


@dataclass(frozen=True, slots=True)
class Found:
    """What one discovery page gave, newest first."""

    links: tuple[Link, ...] = ()
    pages: tuple[str, ...] = ()  # further discovery pages


@runtime_checkable
class Source(Protocol):
    """A way of finding articles. Pure: addresses and bytes go in, addresses come out."""

    # True when a page without anything new means that the older pages have nothing new either.
    stops_at_known: ClassVar[bool]

    def first_pages(self, window: Window) -> Iterable[str]:
        """The discovery pages to begin with, the newest first. May be lazy."""

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """The links of one discovery page that the window holds. UnreadableSource when it is no such page."""
