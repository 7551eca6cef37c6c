"""One scheduler: takes what is due, watches the runs, and gives each its next turn. Clocks and processes are arguments."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from xabar.records.errors import RecordsError
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore
from xabar.scheduling.pace import Bounds, jittered, share_of
from xabar.scheduling.rules import Rules
from xabar.scheduling.verdicts import DONE, LIMIT, STOPPED, Outcome, next_turn
from xabar.scheduling.work import BACKFILL, CRAWL, HEAVY, REPARSE, REVISITS, Running, Work

logger = logging.getLogger(__name__)

CLAIMED: Final = timedelta(minutes=3)
"""How long a job stays taken after its scheduler was last seen alive."""
RENEWED: Final = 45.0  # seconds from one renewal of the claims to the next
GRACE: Final = 90.0  # seconds in which a run that is asked to end may store what is under way
SLACK: Final = 180.0  # seconds after its limit in which a run may end by itself
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_A_MOMENT: Final = timedelta(seconds=1)  # by which a new site's other work is due later than its crawl
_HEAVY_AGAIN: Final = timedelta(days=2)  # no heavy work is due later than that


@dataclass(slots=True)
class _Run:
    job: ScheduledJob
    process: Running
    began: float  # this and the next by a clock that nobody sets
    moved: float
    limit: timedelta
    asked: float | None = None
    killed: bool = False
    problem: str | None = None  # why it was asked to end


class Scheduler:
    """Runs the jobs of these sites as the rules say, beside any number of others on the same records.

    Whatever one site's run does, hang or crash, costs the others one of `at_once` places until its limit, and nothing
    else. `now` is the time of the day; `ticks` are the seconds of a clock that only goes forward, by which runs are
    measured: setting the clock, or a sleep of the machine, ends none.
    """

    def __init__(
        self,
        records: RecordStore,
        sites: Mapping[str, Bounds],
        rules: Rules,
        work: Work,
        *,
        claim: str,
        holder: str,
        works: Sequence[str] = (CRAWL, REVISITS),
        say: Callable[[str], object] = logger.info,
        due_by: datetime | None = None,
    ) -> None:
        self._records = records
        self._sites = dict(sites)
        self._rules = rules
        self._work = work
        self._claim = claim
        self._holder = holder
        self._works = tuple(works)
        self._say = say
        self._due_by = due_by  # what becomes due later is left to another scheduler
        self._runs: list[_Run] = []
        self._renewed = (_LONG_AGO, float("-inf"))
        self._stopping = False
        self.failures = 0  # runs that failed

    @property
    def running(self) -> list[ScheduledJob]:
        """The jobs that run now."""
        return [run.job for run in self._runs]

    def add_jobs(self, now: datetime) -> None:
        """Give every site its first turns: at once for a crawl, in a window for heavy work.

        What looks again at articles waits for a window that has yet to open: a new site has no articles. A scheduler
        that leaves what becomes due later to others takes the crawl of a new site all the same.
        """
        later = self._rules.heavy.opens_after(now)
        opens = self._rules.heavy.opens_at(now + _A_MOMENT)
        first = {CRAWL: min(now, self._due_by or now), BACKFILL: opens}
        self._records.add_jobs(
            ScheduledJob(site, work, first.get(work, later)) for site in self._sites for work in self._works
        )

    def set_sites(self, sites: Mapping[str, Bounds]) -> None:
        """Schedule these sites from now on. Runs of others go on to their end."""
        self._sites = dict(sites)

    def step(self, now: datetime, ticks: float) -> None:
        """Look after the runs, and start what is due. To be called again after a second, or at `next_look`."""
        for run in list(self._runs):
            code = run.process.poll()
            if code is None:
                self._watch(run, ticks)
            else:
                self._end_or_leave(run, code, now)
                self._runs.remove(run)
        if self._runs and self._must_renew(now, ticks):
            self._renew(now, ticks)
        if not self._stopping:
            self._start_due(now, ticks)

    def next_look(self, now: datetime) -> datetime:
        """Return when the next job is due that nobody has taken; a minute from now at the latest."""
        latest = now + timedelta(minutes=1)
        if not self._has_room():
            return latest
        opens = self._rules.heavy.opens_at(now)
        found = []
        for work in self._works:
            due_at = self._records.next_due(work, list(self._sites))
            if due_at is not None and (self._due_by is None or due_at <= self._due_by):
                found.append(due_at if work == CRAWL else max(due_at, opens))
        return min(latest, max(now, min(found, default=latest)))

    def stop(self, ticks: float) -> None:
        """Start nothing more, and ask all runs to end. The second call ends them at once."""
        if self._stopping:
            for run in self._runs:
                run.process.kill()
        self._stopping = True
        for run in self._runs:
            if run.asked is None:
                self._ask(run, ticks, None)

    # --- looking after the runs -------------------------------------------------------------------------------------

    def _watch(self, run: _Run, ticks: float) -> None:
        """Ask a run to end that has taken too long or stands still, and end it when it does not."""
        if run.process.has_moved():
            run.moved = ticks
        if run.asked is not None:
            if ticks - run.asked >= GRACE and not run.killed:
                self._say(f"{run.job.name}: does not end, and is ended now")
                run.killed = True
                run.process.kill()
        elif ticks - run.began >= run.limit.total_seconds() + SLACK:
            self._ask(run, ticks, LIMIT if run.job.work == REPARSE else "took too long")
        elif ticks - run.moved >= self._rules.no_progress.total_seconds():
            self._ask(run, ticks, "stood still")

    def _ask(self, run: _Run, ticks: float, problem: str | None) -> None:
        run.asked, run.problem = ticks, problem
        if problem:
            self._say(f"{run.job.name}: {problem}, and is asked to end")
        run.process.ask()

    def _must_renew(self, now: datetime, ticks: float) -> bool:
        """Return whether it is time, by either clock: after a sleep of the machine only one of them has moved."""
        at, by = self._renewed
        return ticks - by >= RENEWED or not 0 <= (now - at).total_seconds() < RENEWED

    def _renew(self, now: datetime, ticks: float) -> None:
        ours = self._records.renew_claims(self._claim, self.running, now=now, length=CLAIMED)
        self._renewed = (now, ticks)
        for run in self._runs:
            if (run.job.site, run.job.work) not in ours and run.asked is None:
                self._ask(run, ticks, "was taken over by another scheduler")

    def _end_or_leave(self, run: _Run, code: int, now: datetime) -> None:
        """Give a job back. Raise RecordsError, so that it is tried again, if the records do not take it.

        A scheduler that was asked to stop does not wait for them: the claim lapses, and the job is due again.
        """
        try:
            self._end(run, code, now)
        except RecordsError as error:
            if not self._stopping:
                raise
            self._say(f"{run.job.name}: what came of it was not noted, and it is due again soon: {error}")

    def _end(self, run: _Run, code: int, now: datetime) -> None:
        outcome = self._judge(run.job, code, now)
        if run.problem == LIMIT:
            outcome = replace(outcome, verdict=LIMIT, failed=False, goes_on=True)
        elif run.problem:
            outcome = replace(outcome, verdict=run.problem, failed=True)
        elif run.asked is not None:
            outcome = replace(outcome, verdict=STOPPED, failed=False)
        self._give_back(run.job, outcome, now)

    def _judge(self, job: ScheduledJob, code: int, now: datetime) -> Outcome:
        """Return what came of a run. A site that was removed meanwhile, or whose file is gone, costs the others nothing."""
        try:
            return self._work.judge(job, code, now)
        except RecordsError:
            raise
        except Exception as error:
            return Outcome(f"could not be judged: {error!r}", failed=True)

    def _give_back(self, job: ScheduledJob, outcome: Outcome, now: datetime) -> None:
        failures = job.failures + 1 if outcome.failed else 0
        self.failures += outcome.failed
        due_at = self._next_due(replace(job, failures=failures), outcome, now)
        kept = self._records.end_job(
            job,
            self._claim,
            now=now,
            due_at=due_at,
            verdict=outcome.verdict,
            failures=failures,
            progress=outcome.progress or job.progress,
        )
        if not kept:
            self._say(f"{job.name}: {outcome.verdict}; another scheduler has the job by now")
        elif outcome.verdict != DONE or job.work == CRAWL:
            self._say(f"{job.name}: {outcome.verdict}; next {due_at:%Y-%m-%d %H:%M:%S} UTC")

    def _next_due(self, job: ScheduledJob, outcome: Outcome, now: datetime) -> datetime:
        key = f"{job.site} {job.work} {now.isoformat()}"
        if job.work != CRAWL:
            if outcome.verdict == STOPPED or (outcome.goes_on and not outcome.failed):
                return now
            return self._rules.heavy.opens_after(now) + timedelta(minutes=10) * share_of(key)
        bounds = self._sites.get(job.site, self._rules.every)
        interval = self._work.interval(job.site, bounds, job.started_at or now)
        return next_turn(job, outcome, jittered(interval, bounds, key), bounds, now)

    # --- starting ---------------------------------------------------------------------------------------------------

    def _has_room(self) -> bool:
        return not self._stopping and len(self._runs) < self._rules.at_once

    def _start_due(self, now: datetime, ticks: float) -> None:
        """Start what is due. Heavy work comes first where it has places of its own, so that neither waits for the other."""
        closes = self._rules.heavy.closes_at(now)
        heavy = [work for work in self._works if work in HEAVY] if closes else []
        light = [CRAWL] if CRAWL in self._works else []
        for work in [*light, *heavy] if self._rules.at_once == 1 else [*heavy, *light]:
            limit = self._rules.run_limit
            if work in HEAVY and closes is not None:
                limit = min(limit, closes - now)
            for job in self._take(work, now):
                self._start(job, limit, now, ticks)

    def _take(self, work: str, now: datetime) -> list[ScheduledJob]:
        room = self._rules.at_once - len(self._runs)
        if work in HEAVY:
            room = min(room, self._rules.heavy_at_once - sum(run.job.work in HEAVY for run in self._runs))
        if room <= 0:
            return []
        busy = {run.job.site for run in self._runs}
        longest = max((bounds[1] for bounds in self._sites.values()), default=timedelta(0))
        return self._records.claim_due(
            work,
            [site for site in self._sites if site not in busy],
            claim=self._claim,
            holder=self._holder,
            now=now,
            due_by=self._due_by or now,
            length=CLAIMED,
            count=room,
            furthest=_HEAVY_AGAIN if work in HEAVY else longest,
        )

    def _start(self, job: ScheduledJob, limit: timedelta, now: datetime, ticks: float) -> None:
        job = replace(job, started_at=now)
        try:
            process = self._work.start(job, limit)
        except Exception as error:  # whatever is wrong with one site, the others are crawled
            reason = str(error) if isinstance(error, OSError | RecordsError) else repr(error)
            self._give_back(job, Outcome(f"could not be started: {reason}", failed=True), now)
            return
        if isinstance(process, Outcome):
            self._give_back(job, process, now)
        else:
            self._runs.append(_Run(job, process, ticks, ticks, limit))
