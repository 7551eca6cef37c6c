"""The schedule of this process: the scheduler with its clocks, its records and its signals."""

from __future__ import annotations

import logging
import os
import platform
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from types import FrameType
from typing import Any, Final, TypeAlias

from scrapy.settings import Settings

from crawler.spider import NewsSpider
from xabar.app.project import all_sites, project_settings
from xabar.app.scheduled_work import ScheduledWork
from xabar.app.site_names import check_sites
from xabar.config import Config
from xabar.lengths import read_bounds
from xabar.records.errors import RecordsError, RecordsUnreachable
from xabar.records.store import RecordStore
from xabar.scheduling.pace import Bounds
from xabar.scheduling.rules import Rules
from xabar.scheduling.scheduler import Scheduler
from xabar.scheduling.work import BACKFILL, CRAWL, REPARSE, REVISITS

logger = logging.getLogger(__name__)

POLL: Final = 1.0  # seconds between two looks while something runs
AWAY: Final = 10.0  # seconds until records that did not answer are asked again
_SITES_READ: Final = timedelta(minutes=10)  # how often sites that were added meanwhile are looked for

STANDS_STILL: Final = 600.0
"""Seconds without a look at what is due, after which a scheduler is ill: a look waits for the records for a minute."""

Problem: TypeAlias = Callable[[], str | None]
"""Returns why a schedule does not go on; None if it does."""
Beside: TypeAlias = Callable[[Problem], AbstractContextManager[None]]
"""What runs beside a schedule as long as it does, such as a page with its figures."""


@dataclass(frozen=True, slots=True)
class ScheduleOptions:
    """What a schedule is to run, and for how long."""

    sites: Sequence[str] = ()  # all without any
    overrides: Mapping[str, Any] | None = None  # settings of the runs, too
    once: bool = False  # what is due now, and no more
    light_only: bool = False  # crawls, and no heavy work


def run_schedule(
    options: ScheduleOptions,
    *,
    say: Callable[[str], object],
    beside: Beside = lambda find_problem: nullcontext(),
) -> tuple[int, int | None]:
    """Run what is due until SIGTERM or Ctrl-C, or once. Return how many runs failed, and the signal that ended it.

    The first signal asks all runs to end, as Ctrl-C ends a crawl, and waits for them; the second ends them at once.
    A server of the records that is away is waited for, unless what is due is run once. Raise UnknownSite, ConfigError
    for settings that cannot be, or RecordsError when the records cannot be opened.
    """
    settings = project_settings(options.overrides)
    rules = Rules.from_settings(settings)
    config = Config.from_settings(settings)
    sites = scheduled_sites(options.sites, settings)
    with _open_records(config, is_patient=not options.once) as records:
        records.require_writable()
        work = ScheduledWork(records, sites, rules, options.overrides or {})
        scheduler = Scheduler(
            records,
            site_bounds(sites, rules),
            rules,
            work,
            claim=token_hex(16),
            holder=f"process {os.getpid()} on {platform.node() or 'this machine'}",
            works=(CRAWL,) if options.light_only else works_of(rules),
            say=say,
            due_by=datetime.now(UTC) if options.once else None,
        )
        loop = _Loop(scheduler, lambda: _refresh(scheduler, work, options, settings, rules))
        with beside(loop.find_problem), loop.stopped_by_signals():
            loop.run(once=options.once)
    return scheduler.failures, loop.ended_by


def _open_records(config: Config, *, is_patient: bool) -> RecordStore:
    """Open the records. After a power cut a database may come back later than its schedulers, which then ask again."""
    said = ""
    while True:
        try:
            return RecordStore(config.records_place)
        except RecordsUnreachable as error:
            if not is_patient:
                raise
            if str(error) != said:
                logger.error("%s; it is asked again every %g s", error, AWAY)
            said = str(error)
        time.sleep(AWAY)


def works_of(rules: Rules) -> tuple[str, ...]:
    """Return the kinds of work that the rules ask for."""
    return (
        CRAWL,
        REVISITS,
        *([BACKFILL] if rules.backfill else []),
        *([REPARSE] if rules.reparse else []),
    )


def site_bounds(sites: Mapping[str, type[NewsSpider]], rules: Rules) -> dict[str, Bounds]:
    """Return the shortest and the longest interval of each site: its own, or that of the settings."""
    return {
        name: read_bounds(site.crawl_every) if site.crawl_every else rules.every
        for name, site in sites.items()
    }


def scheduled_sites(names: Sequence[str], settings: Settings) -> dict[str, type[NewsSpider]]:
    """Return the sites of these names, or all sites if there are no names. Raise UnknownSite for a name that no site has."""
    sites = all_sites(settings)
    check_sites(names, list(sites))
    return {name: sites[name] for name in names} if names else sites


def _refresh(
    scheduler: Scheduler, work: ScheduledWork, options: ScheduleOptions, settings: Settings, rules: Rules
) -> None:
    """Tell the scheduler which sites there are now: some may have been added or removed since it started."""
    if not options.sites:
        work.sites = scheduled_sites((), settings)
        scheduler.set_sites(site_bounds(work.sites, rules))


class _Loop:
    """Calls the scheduler again and again, until it has nothing to do or a signal comes."""

    def __init__(self, scheduler: Scheduler, refresh: Callable[[], None]) -> None:
        self._scheduler = scheduler
        self._refresh = refresh
        self._woken = threading.Event()
        self._signals = 0
        self._looked = time.monotonic()
        self.ended_by: int | None = None

    def find_problem(self) -> str | None:
        """Return that the schedule stands still, in words; None if it goes on. May be asked from another thread."""
        seconds = time.monotonic() - self._looked
        return f"nobody has looked for what is due for {seconds:.0f} s" if seconds > STANDS_STILL else None

    def run(self, *, once: bool) -> None:
        """Return when all is done that is due and `once` is true, or when the runs that a signal ends have ended."""
        read_at = None
        stops, said = 0, ""
        while True:
            now, self._looked = datetime.now(UTC), time.monotonic()
            if stops < self._signals:
                stops += 1
                self._scheduler.stop(time.monotonic())
            self._woken.clear()
            try:
                if not stops and (read_at is None or not timedelta(0) <= now - read_at < _SITES_READ):
                    self._refresh()
                    self._scheduler.add_jobs(now)
                    read_at = now
                self._scheduler.step(now, time.monotonic())
                next_look = self._scheduler.next_look(now)
            except (
                RecordsError
            ) as error:  # locked, full or away: the runs go on, and the next look may succeed
                if str(error) != said:  # an outage may last all night
                    logger.error("%s", error)
                said = str(error)
                next_look = now + timedelta(seconds=AWAY)
            else:
                said = ""
            is_idle = not self._scheduler.running
            if is_idle and (stops or (once and next_look > now)):
                return
            pause = (next_look - now).total_seconds()
            self._woken.wait(pause if is_idle else min(max(pause, POLL / 10), POLL))

    @contextmanager
    def stopped_by_signals(self) -> Iterator[None]:
        """Let SIGTERM and SIGINT stop the scheduler while the block runs, and the end of a run wake it."""

        def stop(signum: int, frame: FrameType | None) -> None:
            self.ended_by = signum
            self._signals += 1
            self._woken.set()

        def wake(signum: int, frame: FrameType | None) -> None:
            self._woken.set()

        handlers = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGCHLD: wake}
        former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)
