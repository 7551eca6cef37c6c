"""A series of sitemaps that differ only by a number: of them, only those at the end with the wanted days are read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import date

from xabar.source import Found, Link


class Series:
    """The pages of one series, the last first until one is older than what is wanted, then likewise the first ones.

    The newest articles are at one end, and nobody says at which. Where the days of both ends overlap, the series has
    no order, and all of it is read. `day_of` returns the day of a link, if that is known from its article.
    """

    def __init__(self, pages: Sequence[str], floor: date, day_of: Callable[[Link], date | None]) -> None:
        self._pages = deque(pages)
        self._floor = floor
        self._day_of = day_of
        self._ends = [self._pages.popleft, self._pages.pop]  # the one that is read from stands last
        self._latest: Found | None = None
        self._closed: list[tuple[date, date]] = []  # the days of the page at which an end was left
        self.is_unordered = False

    def next_page(self) -> str | None:
        """Return the page to read next, after what the latest gave; None if the rest is older."""
        if self._latest is not None and not self.is_unordered and self._is_older(self._latest):
            self._leave_end(self._latest)
        self._latest = None
        if not self._pages or not self._ends:
            return None
        return self._ends[-1]()

    def take(self, found: Found) -> None:
        """Remember what the latest page gave. Its articles may be fetched before the next page is chosen."""
        self._latest = found

    def _leave_end(self, found: Found) -> None:
        self._ends.pop()
        if found.days is None:
            return
        self._closed.append(found.days)
        if len(self._closed) > 1 and _overlap(*self._closed):
            self.is_unordered = True
            self._ends = [self._pages.pop]

    def _is_older(self, found: Found) -> bool:
        """Return whether all that a page lists is older than what is wanted."""
        if found.days is not None:
            return found.days[1] < self._floor
        known = [day for link in found.links if (day := link.day or self._day_of(link))]
        return 2 * len(known) >= len(found.links) and all(day < self._floor for day in known)


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
