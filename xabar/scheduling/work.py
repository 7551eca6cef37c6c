"""The kinds of work that a site is due for, and what a scheduler asks of whoever does them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Protocol

from xabar.records.scheduled_jobs import ScheduledJob
from xabar.scheduling.pace import Bounds
from xabar.scheduling.verdicts import Outcome

CRAWL: Final = "crawl"
REVISITS: Final = "revisits"
BACKFILL: Final = "backfill"
REPARSE: Final = "reparse"
HEAVY: Final = (REVISITS, BACKFILL, REPARSE)


class Running(Protocol):
    """A run that was started."""

    def poll(self) -> int | None:
        """Return the exit code; None while it runs."""

    def has_moved(self) -> bool:
        """Return whether anything has moved since this was last asked."""

    def ask(self) -> None:
        """Ask it to end, as Ctrl-C does."""

    def kill(self) -> None:
        """End it at once, with all that it has started."""


class Work(Protocol):
    """What the scheduler needs to know of the work itself."""

    def start(self, job: ScheduledJob, limit: timedelta) -> Running | Outcome:
        """Start a run that may take so long, or return what came of a job that has nothing to do."""

    def judge(self, job: ScheduledJob, code: int, now: datetime) -> Outcome:
        """Return what came of a run that has ended with this exit code."""

    def interval(self, site: str, bounds: Bounds, now: datetime) -> timedelta:
        """Return the time until a site is likely to have published enough again."""
