"""Sites, runs and clocks that are invented, around the real scheduler and the real records: weeks pass in seconds."""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from xabar.crawl_stats import HELD_CODE, INTERRUPTED_CODE
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore
from xabar.scheduling.pace import Bounds, Pace, interval_after
from xabar.scheduling.rules import Rules
from xabar.scheduling.scheduler import Scheduler
from xabar.scheduling.verdicts import DONE, HELD, STOPPED, Outcome
from xabar.scheduling.work import CRAWL

STEP: Final = timedelta(
    seconds=40
)  # two looks of a scheduler lie no further apart, so that it renews its claims
KILLED: Final = -9


@dataclass(frozen=True, slots=True)
class SimulatedSite:
    """A site: how much it publishes, how long a run takes, and whether its runs hang or crash."""

    name: str
    a_day: float
    seconds: float
    hangs: bool = False
    crashes: float = 0.0  # share of the runs


@dataclass(slots=True)
class SimulatedRun:
    """A run of a simulated site, which ends at its time, or when it is told to unless it hangs."""

    world: World
    site: SimulatedSite
    job: ScheduledJob
    ends_at: datetime
    code: int = 0

    def poll(self) -> int | None:
        """Return the exit code once the time has come."""
        if self.world.now < self.ends_at:
            return None
        self.world.end(self)
        return self.code

    def has_moved(self) -> bool:
        """Return whether it does not hang."""
        return not self.site.hangs

    def ask(self) -> None:
        """End it now, unless it hangs."""
        if not self.site.hangs:
            self.ends_at, self.code = self.world.now, INTERRUPTED_CODE

    def kill(self) -> None:
        """End it now."""
        self.ends_at, self.code = self.world.now, KILLED


@dataclass
class World:
    """The simulated time, and what was seen in it."""

    records: RecordStore
    sites: dict[str, SimulatedSite]
    rules: Rules
    now: datetime
    seed: int = 1
    ticks: float = 0.0
    runs: list[SimulatedRun] = field(default_factory=list)
    starts: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    lateness: dict[str, list[float]] = field(
        default_factory=lambda: defaultdict(list)
    )  # seconds after `due_at`
    at_once: Counter[int] = field(default_factory=Counter)  # runs at once -> seconds
    twice_at_once: int = 0
    schedulers: list[Scheduler] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._tokens = itertools.count()

    def add_scheduler(self, works: Sequence[str] = (CRAWL,)) -> Scheduler:
        """Start a scheduler beside the others."""
        token = f"scheduler {next(self._tokens)}"
        bounds: dict[str, Bounds] = dict.fromkeys(self.sites, self.rules.every)
        scheduler = Scheduler(
            self.records,
            bounds,
            self.rules,
            self,
            claim=token,
            holder=token,
            works=works,
            say=lambda text: None,
        )
        scheduler.add_jobs(self.now)
        self.schedulers.append(scheduler)
        return scheduler

    def kill_scheduler(self, scheduler: Scheduler) -> None:
        """End a scheduler as kill -9 does; the kernel ends its runs."""
        self.schedulers.remove(scheduler)
        ended = {(job.site, job.work, job.started_at) for job in scheduler.running}
        self.runs = [
            run for run in self.runs if (run.job.site, run.job.work, run.job.started_at) not in ended
        ]

    # --- the work, as the scheduler sees it -------------------------------------------------------------------------

    def start(self, job: ScheduledJob, limit: timedelta) -> SimulatedRun:
        """Start a run, and note when and how late."""
        site = self.sites[job.site]
        if any(run.job.site == job.site for run in self.runs):  # it does not get the site's lease
            self.twice_at_once += 1
            return SimulatedRun(self, site, job, self.now, HELD_CODE)
        self.starts[job.site].append(self.now)
        self.lateness[job.site].append(max(0.0, (self.now - job.due_at).total_seconds()))
        seconds = self._random.expovariate(1 / site.seconds) + 5
        lasts = timedelta(days=999) if site.hangs else min(timedelta(seconds=seconds), limit)
        crashed = self._random.random() < site.crashes
        run = SimulatedRun(self, site, job, self.now + lasts, KILLED if crashed else 0)
        self.runs.append(run)
        return run

    def judge(self, job: ScheduledJob, code: int, now: datetime) -> Outcome:
        """Return what came of a run."""
        if code in (HELD_CODE, INTERRUPTED_CODE):
            return Outcome(HELD if code == HELD_CODE else STOPPED)
        return Outcome(DONE) if code == 0 else Outcome(f"ended with {code}", failed=code < 0)

    def interval(self, site: str, bounds: Bounds, now: datetime) -> timedelta:
        """Return the interval of the site's real pace."""
        pace = Pace((self.sites[site].a_day / 24,) * 24)
        return interval_after(pace, bounds, self.rules.articles, now)

    def end(self, run: SimulatedRun) -> None:
        """Note that a run has ended."""
        if run in self.runs:
            self.runs.remove(run)

    # --- time -------------------------------------------------------------------------------------------------------

    def pass_time(self, length: timedelta) -> None:
        """Let so much time pass, and the schedulers look after their runs."""
        end = self.now + length
        while self.now < end:
            for scheduler in self.schedulers:
                scheduler.step(self.now, self.ticks)
            looks = [scheduler.next_look(self.now) for scheduler in self.schedulers]
            ends = [run.ends_at for run in self.runs]
            then = max(min([*looks, *ends, self.now + STEP, end]), self.now + timedelta(seconds=1))
            self.at_once[len(self.runs)] += round((then - self.now).total_seconds())
            self.ticks += (then - self.now).total_seconds()
            self.now = then

    def set_clock(self, jump: timedelta) -> None:
        """Set the clock of the day, which moves nothing that runs."""
        self.now += jump
        for run in self.runs:
            run.ends_at += jump


def make_sites(count: int, seed: int = 1) -> dict[str, SimulatedSite]:
    """Return sites as different as real ones: from three articles a week to 300 a day, runs of 20 s to 10 min."""
    chance = random.Random(seed)
    sites = (
        SimulatedSite(f"site_{number:02}", 0.4 * 750 ** chance.random(), 20 * 30 ** chance.random() ** 2)
        for number in range(count)
    )
    return {site.name: site for site in sites}
