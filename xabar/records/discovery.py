"""What discovery remembers: the days to which each source was read, and the pages that are listed and not settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from xabar.records.database import Database, retried, to_milliseconds


class ReadDays(NamedTuple):
    """The days for which a source was read completely: every page that it listed is settled or among those due."""

    since: date
    until: date  # it was read on this day, so more may have been listed since


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page that a source listed. It stays due until it is stored, or refused for a reason that lasts."""

    key: str  # the address that stands for all addresses of the same article
    url: str  # as it was listed
    day: date | None = None  # of publication, as far as the source said
    printed: str | None = None  # the date as the source gave it
    refusals: int = 0  # for reasons that may pass


class Discovery(Database):
    """One row for each source of a site, one for each page that is due."""

    def read_days(self, site: str, source: str) -> ReadDays | None:
        """Return the days for which a source was read completely; None if it never was."""
        row = self._row("SELECT since, until FROM source WHERE site = ? AND source = ?", (site, source))
        return None if row is None else ReadDays(*map(date.fromisoformat, row))

    @retried
    def put_read_days(self, site: str, source: str, days: ReadDays) -> None:
        """Remember the days for which a source was read completely, instead of those known before."""
        with self.transaction():
            self._db.execute(
                "INSERT INTO source (site, source, since, until) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (site, source) DO UPDATE SET since = excluded.since, until = excluded.until",
                (site, source, days.since.isoformat(), days.until.isoformat()),
            )

    @retried
    def add_due_pages(self, site: str, pages: Iterable[DuePage], at: datetime) -> None:
        """Remember pages that were listed, together. One that is due already is left as it is."""
        moment = to_milliseconds(at)
        rows = [
            (page.key, site, page.url, page.day and page.day.isoformat(), page.printed, moment)
            for page in pages
        ]
        with self.transaction():
            self._db.executemany(
                "INSERT INTO due_page (key, site, url, day, printed, listed_at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO NOTHING",
                rows,
            )

    @retried
    def add_due_dates(self, pages: Iterable[DuePage]) -> None:
        """Remember the dates of pages that are due, together; of those whose date is not known yet."""
        rows = [(page.day and page.day.isoformat(), page.printed, page.key) for page in pages]
        with self.transaction():
            self._db.executemany(
                "UPDATE due_page SET day = coalesce(day, ?), printed = ? WHERE key = ? AND printed IS NULL",
                rows,
            )

    def due_pages(self, site: str) -> list[DuePage]:
        """Return the pages of a site that are due, those that were listed last first."""
        rows = self._rows(
            "SELECT key, url, day, printed, refusals FROM due_page WHERE site = ?"
            " ORDER BY day IS NULL, day DESC, listed_at DESC",
            (site,),
        )
        return [_due_page(row) for row in rows]

    @retried
    def count_refusal(self, key: str) -> None:
        """Count that a page that is due was refused, for a reason that may pass."""
        with self.transaction():
            self._db.execute("UPDATE due_page SET refusals = refusals + 1 WHERE key = ?", (key,))

    def due_page(self, key: str) -> DuePage | None:
        """Return a page if it is due; None if it was never listed or is settled."""
        row = self._row("SELECT key, url, day, printed, refusals FROM due_page WHERE key = ?", (key,))
        return None if row is None else _due_page(row)


def _due_page(row: tuple[str, str, str | None, str | None, int]) -> DuePage:
    key, url, day, printed, refusals = row
    return DuePage(key, url, date.fromisoformat(day) if day else None, printed, refusals)
