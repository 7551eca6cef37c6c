"""One reading of a source: which of its pages comes next, and whether all of it was read in the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from crawler.coverage import Span
from crawler.series import Series
from xabar.source import Found, Link, Source

MAX_PAGES: Final = 10_000  # of one source in one run: a list whose pages never end must end
# in a row, of a list that says no days: only the articles tell how far back it went
UNDATED_PAGES: Final = 20
# without one that came: the source is down, and thirty days of it need not be asked for
FAILED_PAGES: Final = 3
IDLE_PAGES: Final = 2  # in a row without a link that was not on an earlier page: the list has ended


class Reading:
    """The pages of one source, one after the other. It ends below the span's days, and where the source ends.

    It never ends because a page is known or failed. `day_of` returns the day of a link that has none, if that is known
    from its article; `is_article` whether a link is one's.
    """

    def __init__(
        self,
        source: Source,
        span: Span,
        day_of: Callable[[Link], date | None],
        is_article: Callable[[Link], bool] = lambda link: True,
    ) -> None:
        self._source = source
        self._span = span
        self._day_of = day_of
        self._firsts = tuple(islice(source.first_pages(span.window), MAX_PAGES + 1))
        self._is_article = is_article
        self._pages = deque(self._firsts)
        self._series: deque[Series] = deque()
        self._current: Series | None = None  # the one to which the latest page belongs
        self._asked = set(self._firsts)
        self._read = self._failed = 0
        self._listed: set[int] = set()  # hashes of addresses: a list may name all articles
        self._oldest: date | None = None
        self._idle = self._undated = 0
        self._was_empty = self._is_last = False
        self.has_overflowed = False  # it names nothing that it named when it was last read
        self.has_links = False
        self.is_complete = True  # no page that belongs to it has failed

    @property
    def is_idle(self) -> bool:
        """True if the latest page had nothing that was not on an earlier one."""
        return self._idle > 0

    @property
    def is_at_first(self) -> bool:
        """True if no page but the first was read yet."""
        return self._read == 1

    def pages(self) -> Iterator[str]:
        """Yield the address of the page to read next; `take` or `fail` must follow before the next one."""
        while self._read < MAX_PAGES and (url := self._next_page()) is not None:
            self._read += 1
            yield url

    def _next_page(self) -> str | None:
        self._current = None
        if self._pages:
            return self._pages.popleft()
        while self._series:
            self._current = self._series[0]
            if (url := self._current.next_page()) is not None:
                return url
            self._series.popleft()
        return None

    @property
    def looks_at_links(self) -> bool:
        """True if `take` learns from the links of the page that is read how to go on, and not only whether it has any."""
        return self._source.newest_first or self._current is not None

    def take(self, found: Found) -> None:
        """Take what a page gave, and decide which page comes next."""
        self.has_links |= bool(found.links)
        if self._current is not None:
            self._current.take(found)
        if self._source.newest_first and not self._goes_on(found.links):
            return
        self._is_last = self._source.newest_first and self._read > 1 and not found.pages
        pages = [page for page in dict.fromkeys(found.pages) if page not in self._asked][:MAX_PAGES]
        self._asked.update(pages)
        self._pages.extendleft(reversed(pages))
        self._series += [
            Series(series[:MAX_PAGES], self._span.window.since, self._known_day) for series in found.series
        ]

    def fail(self, url: str, *, gone: bool) -> None:
        """Go on without a page. One that is `gone` was never there, unless it is the only one to begin with."""
        if not gone or self._firsts == (url,):
            self.is_complete = False
            self._failed += 1
        if self._failed == self._read == FAILED_PAGES:
            self._pages.clear()  # the next run tries again
            self._series.clear()

    def gaps(self) -> Iterator[str]:
        """Yield why older articles may be missing although no page has failed, as keys of `DISCOVERY_GAPS`."""
        if self.has_overflowed:
            yield "overflow"
        if self._span.cut:
            yield "catch-up"
        if self._pages or self._series:
            yield "max-pages"
        if self._is_last or self._undated == UNDATED_PAGES:
            yield "last-page"
        elif self._source.newest_first and self._span.known and self._is_short():
            yield "short-list"

    def _known_day(self, link: Link) -> date | None:
        return self._day_of(link) if self._is_article(link) else date.min

    def _is_short(self) -> bool:
        return self._oldest is not None and self._oldest > self._span.floor

    def _goes_on(self, links: Sequence[Link]) -> bool:
        """Return whether what lies behind a page may be wanted."""
        fresh = {hash(link.url) for link in links} - self._listed
        self._listed |= fresh
        if not fresh:
            self._idle += 1
            self._was_empty |= not links
            return self._idle < IDLE_PAGES
        if self._was_empty:
            self.is_complete = False  # an empty page amid the list: it failed without saying so
        self._idle, self._was_empty = 0, False
        return self._reaches(links)

    def _reaches(self, links: Sequence[Link]) -> bool:
        dated = [link.day for link in links if link.day]
        self._oldest = min(filter(None, (self._oldest, *dated)), default=None)
        self._undated = 0 if dated else self._undated + 1
        if self._undated == UNDATED_PAGES:
            return False
        days = (link.day or self._day_of(link) for link in links)
        return any(day is None or day >= self._span.floor for day in days)
