"""The runs of a schedule: which command each is, started as a process of its own, and what came of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from crawler.reading_rules import hash_rules
from crawler.spider import NewsSpider
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore
from xabar.scheduling.pace import MEASURED, Bounds, interval_after, measure_pace
from xabar.scheduling.rules import Rules
from xabar.scheduling.verdicts import DONE, LIMIT, STOPPED, Outcome, judge_crawl
from xabar.scheduling.work import BACKFILL, CRAWL, REPARSE

# A process for each run: Twisted's reactor starts only once in a process, memory is freed, and a crash is one site's.
_PROGRAM: Final = (
    "from xabar.processes import end_with_parent; end_with_parent({parent});"
    " from xabar.cli import main; main(prog_name='xabar')"
)
LIGHT_AGE: Final = 72
"""Hours: the age up to which an ordinary run looks again at articles that no source lists. The others are heavy work."""


class RunProcess:
    """A process of `xabar` in a session of its own, so that Ctrl-C reaches it only through the scheduler."""

    def __init__(self, arguments: list[str]) -> None:
        self._progress, theirs = os.pipe()
        os.set_blocking(self._progress, False)
        os.set_blocking(theirs, False)
        try:
            self._process = start_process(arguments, theirs)
        except BaseException:
            os.close(self._progress)
            raise
        finally:
            os.close(theirs)

    def poll(self) -> int | None:
        """Return the exit code; None while it runs."""
        code = self._process.poll()
        if code is not None and self._progress >= 0:
            os.close(self._progress)
            self._progress = -1
        return code

    def has_moved(self) -> bool:
        """Return whether anything has moved since this was last asked."""
        with suppress(BlockingIOError):
            return bool(os.read(self._progress, 65536))
        return False

    def ask(self) -> None:
        """Ask it to end, as Ctrl-C does: what is under way is still stored."""
        self._process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """End it at once, with all that it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def start_process(arguments: Sequence[str], progress: int) -> subprocess.Popen[bytes]:
    """Start `xabar ARGUMENTS…` in a session of its own. It tells its progress to a descriptor, and ends with this process."""
    program = _PROGRAM.format(parent=os.getpid())
    command = [sys.executable, "-P", "-c", program, *arguments, "--set", f"XABAR_PROGRESS={progress}"]
    return subprocess.Popen(command, pass_fds=[progress], start_new_session=True)


class ScheduledWork:
    """The work of the sites, over the records."""

    def __init__(
        self,
        records: RecordStore,
        sites: Mapping[str, type[NewsSpider]],
        rules: Rules,
        overrides: Mapping[str, Any],
    ) -> None:
        self.sites = sites
        self._records = records
        self._rules = rules
        self._settings = [part for pair in overrides.items() for part in ("--set", "{}={}".format(*pair))]

    def start(self, job: ScheduledJob, limit: timedelta) -> RunProcess | Outcome:
        """Start a run that may take so long, or return what came of a job that has nothing to do."""
        if job.work == REPARSE:
            return self._start_reparse(job)
        days: list[str] = []
        if job.work == BACKFILL:
            part = next_part(job.progress, self._rules.backfill, job.started_at or job.due_at)
            if part is None:
                return Outcome(DONE)
            days = [f"--since={part[0]}", f"--until={part[1]}"]
        light = [f"XABAR_LOOK_AGAIN={LIGHT_AGE}"] if job.work == CRAWL else []
        values = [*light, f"CLOSESPIDER_TIMEOUT={max(1, round(limit.total_seconds()))}"]
        own = [part for value in values for part in ("--set", value)]
        return RunProcess(["crawl", job.site, *days, *own, *self._settings])

    def _start_reparse(self, job: ScheduledJob) -> RunProcess | Outcome:
        rules = hash_rules(self.sites[job.site])
        if job.progress in (None, rules):  # what was read before the first look is taken as it is
            return Outcome(DONE, progress=rules)
        resume = ["--resume"] if job.progress == _begun(rules) else []
        return RunProcess(["reparse", f"--site={job.site}", *resume, *self._settings])

    def judge(self, job: ScheduledJob, code: int, now: datetime) -> Outcome:
        """Return what came of a run that has ended with this exit code."""
        if job.work == REPARSE:
            return self._judge_reparse(job, code)
        (run,) = self._records.runs(job.site, limit=1) or (None,)
        if run is not None and job.started_at is not None and run.started_at < job.started_at:
            run = None
        outcome = judge_crawl(code, run)
        if job.work == BACKFILL:
            part = next_part(job.progress, self._rules.backfill, job.started_at or now)
            if outcome.verdict == DONE and part is not None:
                return replace(outcome, progress=part[0].isoformat(), goes_on=True)
            return replace(outcome, goes_on=outcome.verdict == LIMIT)
        return outcome

    def _judge_reparse(self, job: ScheduledJob, code: int) -> Outcome:
        rules = hash_rules(self.sites[job.site])
        if code in (0, 1):  # 1: pages that gave an article give none, which the next reading would not change
            return Outcome(DONE, progress=rules)
        if code > 1:
            return Outcome(STOPPED, progress=_begun(rules))
        return Outcome(f"ended by signal {-code}", failed=True, progress=_begun(rules))

    def interval(self, site: str, bounds: Bounds, now: datetime) -> timedelta:
        """Return the time until a site is likely to have published enough again."""
        published, first = self._records.publication_hours(site, now - MEASURED, now)
        if first is None:
            return bounds[1]
        return interval_after(measure_pace(published, first, now), bounds, self._rules.articles, now)


def next_part(progress: str | None, first: date | None, now: datetime) -> tuple[date, date] | None:
    """Return the days of the next part of a backfill: a month, or what is missing of one; None when all is done.

    `progress` is the first day of the last part, `first` the first day of all.
    """
    until = date.fromisoformat(progress) - timedelta(days=1) if progress else now.astimezone(UTC).date()
    if first is None or until < first:
        return None
    return max(first, until.replace(day=1)), until


def _begun(rules: str) -> str:
    return f"begun {rules}"
