"""The runs of sites: one row for each from its beginning to its end, with its counts and its refused addresses."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import orjson

from xabar.crawl_stats import FINISHED, SiteStats
from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds
from xabar.run_measures import RunMeasures

KEPT: Final = timedelta(days=30)  # so long are refused addresses kept; the mark of the page stays
MOST_REJECTIONS: Final = 1000  # addresses of one run

_COLUMNS: Final = (
    "id, site, started_at, seen_at, finished_at, reason, fetched, stored, unchanged, duplicate, discovery, known,"
    " rejected, errors, gaps, measures"
)
_SELECT: Final = f"SELECT {_COLUMNS} FROM run"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one site that has ended."""

    started_at: datetime
    finished_at: datetime
    reason: str
    stats: SiteStats


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run of one site, whether it has ended or not. The counts of one that has not are those of its last sign of life."""

    id: str
    started_at: datetime
    seen_at: datetime
    finished_at: datetime | None  # None: it goes on, or was killed
    reason: str | None
    stats: SiteStats


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    """An address that became no article."""

    url: str
    reason: str  # a key of xabar.crawl_stats.REJECTIONS
    status: int | None = None  # of the answer; None: there was none


class Runs(Database):
    """One row for each site of each run."""

    def begin_run(self, site: str, started_at: datetime) -> str:
        """Note that a site's run has begun, and return the run's id."""
        run_id = secrets.token_hex(6)
        self._write_begun(run_id, site, to_milliseconds(started_at))
        return run_id

    @retried
    def note_progress(
        self, run_id: str, stats: SiteStats, seen_at: datetime, refused: Sequence[RefusedAddress] = ()
    ) -> None:
        """Note that a run is alive, its counts until now, and the addresses that were refused since the last note."""
        with self.transaction():
            self._update_run(run_id, stats, seen_at, None, None)
            self._add_refused(run_id, refused)

    @retried
    def end_run(
        self,
        run_id: str,
        stats: SiteStats,
        *,
        finished_at: datetime,
        reason: str = FINISHED,
        refused: Sequence[RefusedAddress] = (),
    ) -> None:
        """Remember how a site's run ended. `reason` is Scrapy's word for why."""
        with self.transaction():
            self._update_run(run_id, stats, finished_at, finished_at, reason)
            self._add_refused(run_id, refused)
            self._db.execute(
                "DELETE FROM run_rejection WHERE run_id IN (SELECT id FROM run WHERE site = ? AND started_at < ?)",
                (stats.site, to_milliseconds(finished_at - KEPT)),
            )

    @retried
    def forget_refused(self, run_id: str, url: str) -> None:
        """Forget that a run refused an address, because it reads the page again."""
        with self.transaction():
            self._db.execute("DELETE FROM run_rejection WHERE run_id = ? AND url = ?", (run_id, url))

    def runs(self, site: str, limit: int = 20) -> list[Run]:
        """Return the latest runs of a site that have ended, the newest first."""
        rows = self._rows(
            f"{_SELECT} WHERE site = ? AND finished_at IS NOT NULL ORDER BY finished_at DESC, started_at DESC LIMIT ?",
            (site, limit),
        )
        return [_to_run(_read_run(row)) for row in rows]

    def run_records(
        self,
        site: str | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 1_000_000,
    ) -> list[RunRecord]:
        """Return runs that began in a time, `until` not included, of one site or of all, the newest first."""
        wanted: list[str] = ["1 = 1"]
        values: list[Any] = []
        if site is not None:
            wanted.append("site = ?")
            values.append(site)
        if since is not None:
            wanted.append("started_at >= ?")
            values.append(to_milliseconds(since))
        if until is not None:
            wanted.append("started_at < ?")
            values.append(to_milliseconds(until))
        rows = self._rows(
            f"{_SELECT} WHERE {' AND '.join(wanted)} ORDER BY started_at DESC, id LIMIT ?", (*values, limit)
        )
        return [_read_run(row) for row in rows]

    def find_runs(self, prefix: str) -> list[RunRecord]:
        """Return the runs whose id begins so, three at most."""
        above = prefix + "\U0010ffff"
        rows = self._rows(f"{_SELECT} WHERE id >= ? AND id < ? ORDER BY id LIMIT 3", (prefix, above))
        return [_read_run(row) for row in rows]

    def refused_addresses(self, run_id: str) -> list[RefusedAddress]:
        """Return the addresses that a run refused, in its order; the first MOST_REJECTIONS at most."""
        rows = self._rows(
            "SELECT url, reason, status FROM run_rejection WHERE run_id = ? ORDER BY number", (run_id,)
        )
        return [RefusedAddress(*row) for row in rows]

    def run_sites(self) -> list[str]:
        """Return the names of the sites that ever ran."""
        return [site for (site,) in self._rows("SELECT DISTINCT site FROM run ORDER BY site")]

    def answers_since(self, site: str, since: datetime) -> tuple[int, int]:
        """Return how many pages gave an article in the runs of a site since a moment, and how many were gone."""
        rows = self._rows(
            "SELECT stored + unchanged + duplicate, rejected FROM run WHERE site = ? AND finished_at >= ?",
            (site, to_milliseconds(since)),
        )
        return sum(gave for gave, _ in rows), sum(
            orjson.loads(rejected).get("gone", 0) for _, rejected in rows
        )

    @retried
    def _write_begun(self, run_id: str, site: str, started_at: int) -> None:
        with self.transaction():
            self._db.execute(
                f"INSERT INTO run ({_COLUMNS}) VALUES ({', '.join('?' * 16)})",
                (run_id, site, started_at, started_at, None, None, *_counts(SiteStats(site))),
            )

    def _update_run(
        self,
        run_id: str,
        stats: SiteStats,
        seen_at: datetime,
        finished_at: datetime | None,
        reason: str | None,
    ) -> None:
        self._db.execute(
            "UPDATE run SET seen_at = ?, finished_at = ?, reason = ?, fetched = ?, stored = ?, unchanged = ?,"
            " duplicate = ?, discovery = ?, known = ?, rejected = ?, errors = ?, gaps = ?, measures = ? WHERE id = ?",
            (
                *(to_milliseconds(seen_at), finished_at and to_milliseconds(finished_at), reason),
                *_counts(stats),
                run_id,
            ),
        )

    def _add_refused(self, run_id: str, refused: Sequence[RefusedAddress]) -> None:
        if not refused:
            return
        there = self._row(
            "SELECT coalesce(max(number) + 1, 0) FROM run_rejection WHERE run_id = ?", (run_id,)
        )[0]
        self._db.executemany(
            "INSERT INTO run_rejection (run_id, number, url, reason, status) VALUES (?, ?, ?, ?, ?)",
            [
                (run_id, number, each.url, each.reason, each.status)
                for number, each in enumerate(refused[: MOST_REJECTIONS - there], there)
            ],
        )


def _counts(stats: SiteStats) -> tuple[Any, ...]:
    """Return the values of the columns from `fetched` on."""
    measures = orjson.dumps(stats.measures.to_dict()).decode() if stats.measures else None
    return (
        *(stats.fetched, stats.stored, stats.unchanged, stats.duplicate, stats.discovery, stats.known),
        *(orjson.dumps(dict(each)).decode() for each in (stats.rejected, stats.errors, stats.gaps)),
        measures,
    )


def _read_run(row: tuple[Any, ...]) -> RunRecord:
    run_id, site, started, seen, finished, reason, *counts = row
    fetched, stored, unchanged, duplicate, discovery, known, rejected, errors, gaps, measures = counts
    stats = SiteStats(
        site=site,
        fetched=fetched,
        stored=stored,
        unchanged=unchanged,
        duplicate=duplicate,
        rejected=Counter(orjson.loads(rejected)),
        known=known or 0,
        discovery=discovery,
        errors=Counter(orjson.loads(errors)),
        gaps=Counter(orjson.loads(gaps)),
        ended=reason or FINISHED,
        measures=RunMeasures.from_dict(orjson.loads(measures)) if measures else None,
    )
    ended = None if finished is None else from_milliseconds(finished)
    return RunRecord(run_id, from_milliseconds(started), from_milliseconds(seen), ended, reason, stats)


def _to_run(record: RunRecord) -> Run:
    assert record.finished_at is not None
    return Run(record.started_at, record.finished_at, record.reason or FINISHED, record.stats)
