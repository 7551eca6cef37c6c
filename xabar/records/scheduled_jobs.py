"""The scheduled jobs: what is due when, and which scheduler has taken it. Any number of schedulers share the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import orjson

from xabar.records.database import Database, retried

_COLUMNS: Final = "site, work, due_at, started_at, ended_at, verdict, failures, pause, progress, claim, claimed_until, holder"
# A job that is due later than it could be was put there by a clock that was wrong; so was such a claim. Other work of a
# site waits for a crawl that became due before it: work of many parts is always due, and would keep the news out.
_IS_DUE: Final = """
work = ?1 AND site IN (SELECT value FROM json_each(?2)) AND (due_at <= ?3 OR due_at > ?4)
    AND NOT EXISTS (SELECT 1 FROM scheduled_job AS other
                    WHERE other.site = job.site AND other.claimed_until > ?5 AND other.claimed_until <= ?6)
    AND NOT EXISTS (SELECT 1 FROM scheduled_job AS news
                    WHERE news.site = job.site AND news.work = 'crawl' AND job.work <> 'crawl'
                        AND news.due_at <= ?3 AND news.due_at < job.due_at)
"""
# The job that has been due for longest comes first, so that none is left out for ever.
_DUE: Final = f"SELECT {_COLUMNS} FROM scheduled_job AS job WHERE {_IS_DUE} ORDER BY due_at, site LIMIT ?7"
# Of a site, one job at a time is taken. Its first row stands for the site: who has locked it takes jobs of the site, and
# the others go on to the next one. Then its other rows are waited for, whose claims somebody may just be renewing.
_LOCK_SITES: Final = f"""
SELECT job.site FROM scheduled_job AS job JOIN scheduled_job AS head ON head.site = job.site
WHERE head.work = (SELECT min(work) FROM scheduled_job AS each WHERE each.site = job.site)
    AND (job.site, job.work) IN (SELECT site, work FROM scheduled_job AS job WHERE {_IS_DUE})
ORDER BY job.due_at, job.site LIMIT ?7
/* only a server: FOR UPDATE OF head SKIP LOCKED */
"""
_LOCK_JOBS: Final = """
SELECT site FROM scheduled_job WHERE site IN (SELECT value FROM json_each(?)) ORDER BY site, work
/* only a server: FOR UPDATE */
"""


@dataclass(frozen=True, slots=True)
class ScheduledJob:
    """A site and a kind of work, with its turn: when it is due, how its last run ended, who is at it."""

    site: str
    work: str  # crawl, revisits, backfill, reparse
    due_at: datetime
    started_at: datetime | None = None  # of the last run, or of the one that is under way
    ended_at: datetime | None = None
    verdict: str | None = None  # of the last run that ended
    failures: int = 0  # in a row
    interval: timedelta | None = None  # by which it became due
    progress: str | None = None  # how far a work of many runs has come
    claim: str | None = None  # the token of the scheduler that has taken it
    claimed_until: datetime | None = None
    holder: str | None = None  # that scheduler, in words

    @property
    def name(self) -> str:
        """The job in words."""
        return self.site if self.work == "crawl" else f"{self.site} ({self.work})"


class ScheduledJobs(Database):
    """One row for each site and kind of work."""

    @retried
    def add_jobs(self, jobs: Iterable[ScheduledJob]) -> None:
        """Add the jobs that are not there yet. One that is there stays as it is."""
        ordered = sorted(
            jobs, key=lambda job: (job.site, job.work)
        )  # one order, so that nobody waits in a circle
        rows = [(job.site, job.work, self._to_shared(job.due_at), job.progress) for job in ordered]
        known = {(job.site, job.work) for job in self.jobs()}
        if new := [row for row in rows if row[:2] not in known]:
            with self.row_transaction():
                self._db.executemany(
                    "INSERT INTO scheduled_job (site, work, due_at, progress) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (site, work) DO NOTHING",
                    new,
                )

    @retried
    def claim_due(
        self,
        work: str,
        sites: Sequence[str],
        *,
        claim: str,
        holder: str,
        now: datetime,
        due_by: datetime,
        length: timedelta,
        count: int,
        furthest: timedelta,
    ) -> list[ScheduledJob]:
        """Take jobs of a kind that were due by a moment, `count` at most, those first that have been due for longest.

        `claim` is the scheduler's own token. A claim lasts for a `length`, and is free again if it was not renewed.
        No job is due later than `furthest` from now. Work beside a crawl waits for the crawl of its site that became due
        before it.
        """
        moment, until = self._to_shared(now), self._to_shared(now + length)
        bounds = (
            self._to_shared(due_by),
            self._to_shared(now + furthest),
            moment,
            self._to_shared(now + 2 * length),
        )

        def due(names: Sequence[str]) -> tuple[Any, ...]:
            return (work, _list(names), *bounds, count)

        if not self._rows(_DUE, due(sites)):  # the usual answer needs no turn to write
            return []
        with self.row_transaction():
            names = [name for (name,) in self._rows(_LOCK_SITES, due(sites))]
            self._rows(_LOCK_JOBS, (_list(names),))
            jobs = [self._job(row) for row in self._rows(_DUE, due(names))]
            for job in jobs:
                self._db.execute(
                    "UPDATE scheduled_job SET claim = ?, claimed_until = ?, holder = ?, started_at = ?"
                    " WHERE site = ? AND work = ?",
                    (claim, until, holder, moment, job.site, job.work),
                )
        return jobs

    def renew_claims(
        self, claim: str, jobs: Iterable[ScheduledJob], *, now: datetime, length: timedelta
    ) -> set[tuple[str, str]]:
        """Let a scheduler's claims of jobs go on. Return those, by site and work, that are still its own.

        Each is a transaction, so that nobody who waits for one job holds another.
        """
        until = self._to_shared(now + length)
        return {(job.site, job.work) for job in jobs if self._renew_claim(claim, job, until)}

    @retried
    def _renew_claim(self, claim: str, job: ScheduledJob, until: int) -> bool:
        with self.row_transaction():
            row = self._row(
                "UPDATE scheduled_job SET claimed_until = ? WHERE site = ? AND work = ? AND claim = ? RETURNING site",
                (until, job.site, job.work, claim),
            )
        return row is not None

    @retried
    def end_job(
        self,
        job: ScheduledJob,
        claim: str,
        *,
        now: datetime,
        due_at: datetime,
        verdict: str,
        failures: int,
        progress: str | None,
    ) -> bool:
        """Give a job back that was taken, with what came of it. Return False, and keep nothing, if it is another's by now."""
        pause = (due_at - now) // timedelta(milliseconds=1)
        with self.row_transaction():
            row = self._row(
                "UPDATE scheduled_job SET claim = NULL, claimed_until = NULL, holder = NULL, ended_at = ?, due_at = ?,"
                " verdict = ?, failures = ?, pause = ?, progress = ? WHERE site = ? AND work = ? AND claim = ?"
                " RETURNING site",
                (
                    *(self._to_shared(now), self._to_shared(due_at), verdict, failures, pause, progress),
                    *(job.site, job.work, claim),
                ),
            )
        return row is not None

    def next_due(self, work: str, sites: Sequence[str]) -> datetime | None:
        """Return when the first job of a kind is due that nobody has taken; None if there is none."""
        (due_at,) = self._row(
            "SELECT min(due_at) FROM scheduled_job"
            " WHERE work = ? AND claim IS NULL AND site IN (SELECT value FROM json_each(?))",
            (work, _list(sites)),
        )
        return self._moment(due_at)

    def jobs(self) -> list[ScheduledJob]:
        """Return all jobs, the one that is due first coming first."""
        return [
            self._job(row)
            for row in self._rows(f"SELECT {_COLUMNS} FROM scheduled_job ORDER BY due_at, site, work")
        ]

    def _job(self, row: Sequence[Any]) -> ScheduledJob:
        site, work, due_at, started, ended, verdict, failures, pause, progress, claim, until, holder = row
        return ScheduledJob(
            site=site,
            work=work,
            due_at=self._from_shared(due_at),
            started_at=self._moment(started),
            ended_at=self._moment(ended),
            verdict=verdict,
            failures=failures,
            interval=None if pause is None else timedelta(milliseconds=pause),
            progress=progress,
            claim=claim,
            claimed_until=self._moment(until),
            holder=holder,
        )

    def _moment(self, value: int | None) -> datetime | None:
        return None if value is None else self._from_shared(value)


def _list(names: Sequence[str]) -> str:
    return orjson.dumps(list(names)).decode()
