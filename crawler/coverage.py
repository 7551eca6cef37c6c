"""To which day each source of a site was read completely, and so which days a run has to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xabar.records.discovery import ReadDays
from xabar.records.store import RecordStore
from xabar.source import Source, Window


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one source that a run reads."""

    window: Window  # whose links are asked for
    floor: date  # a list may end at a page all of whose links are older
    known: bool = False  # the source was read completely to `floor`, or to a day before it
    cut: date | None = None  # the day to which it was read completely, if that is too long ago to go back to


class Coverage:
    """The days that were read of a site's sources, as the records remember them.

    A plain run, one without days of its own, goes back `catch_up` days at most, and no further than each source was
    read completely. `catch_up` is None for a run that was told its days: it reads all of them.
    """

    def __init__(
        self,
        records: RecordStore,
        site: str,
        catch_up: int | None,
        fence: Callable[[], object] = lambda: None,
    ) -> None:
        self._records = records
        self._fence = (
            fence  # asked inside each transaction that writes: raises LeaseLost when the site is another's
        )
        self._site = site
        self._catch_up = catch_up

    @property
    def is_plain(self) -> bool:
        """True for a run without days of its own."""
        return self._catch_up is not None

    def begin(self, sources: Iterable[Source], window: Window) -> list[Span]:
        """Return the days of each source that are to be read.

        A plain run that cannot build on what was read before remembers where it begins, of all sources at once, so
        that the next one reads from there if this one does not get to the end.
        """
        every = list(sources)

        def span_all() -> list[Span]:
            with self._records.transaction():
                return [self._span(source, window) for source in every]

        return self._records.repeat(span_all)

    def _span(self, source: Source, window: Window) -> Span:
        if self._catch_up is None:
            return Span(window, window.since)
        days = self._days(source, window)
        if days is None or days.since > window.since:
            self._put(source, ReadDays(window.since, window.since))
            return Span(window, window.since)
        earliest = min(window.since, window.until - timedelta(days=self._catch_up))
        floor = max(days.until, earliest)
        cut = days.until if days.until < earliest else None
        finished = days.since < days.until  # equal days are where a reading began that did not get to its end
        return Span(replace(window, since=min(window.since, floor)), floor, known=finished, cut=cut)

    def extend(self, source: Source, span: Span) -> None:
        """Remember that the days of a span were read completely."""
        read = ReadDays(span.floor, span.window.until)
        if read.until < span.window.now.date():
            return  # what is newer was not asked for
        days = self._days(source, span.window)
        if days is not None and read.since <= days.until:
            self._put(source, ReadDays(min(days.since, read.since), read.until))
        elif days is None or span.cut is not None:
            self._put(source, read)

    def _days(self, source: Source, window: Window) -> ReadDays | None:
        days = self._records.read_days(self._site, _name(source))
        if days is not None and days.until > window.now.date():
            return None  # a clock was wrong
        return days

    def _put(self, source: Source, days: ReadDays) -> None:
        def put() -> None:
            with self._records.transaction():
                self._fence()
                self._records.put_read_days(self._site, _name(source), days)

        self._records.repeat(put)


def _name(source: Source) -> str:
    """Return what a source is known by. It stays the same when a selector follows a new layout of the list."""
    return f"{type(source).__name__} {source.address}"
