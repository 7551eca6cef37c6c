"""Simulated newspapers: what each publishes, and what runs see of it. Nothing of `xabar.health` is used here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from bench.health.pages import Shares, add_pages, make_pages
from bench.health.worlds import REST, World
from xabar.crawl_stats import SiteStats
from xabar.health.site_run import KILLED, SiteRun
from xabar.run_measures import RunMeasures

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
FAULTS: Final = (
    *("layers", "broken", "home-page", "same-text", "shorter"),  # drift
    *("silence", "no-sources", "blocked", "challenge", "future-dates", "boilerplate", "field"),
)


@dataclass(slots=True)
class Newspaper:
    """One newspaper and how it is crawled."""

    name: str
    random: Random
    world: World
    begins: datetime
    ends: datetime
    fault: str | None = None
    fault_begins: datetime | None = None
    fault_ends: datetime | None = None
    zone: str = "Asia/Tashkent"
    rate: float = 0.0
    every: timedelta = DAY
    values: dict[str, float] = field(default_factory=dict)
    missed: dict[date, float] = field(default_factory=dict)  # by local day, what a silence has cost
    supplement: dict[str, float] = field(
        default_factory=dict
    )  # values of the days that are unlike the others
    supplement_days: frozenset[int] = frozenset()
    supplement_pages: int = 0  # of the last run
    unread: list[datetime] = field(
        default_factory=list
    )  # when the articles were published that no run has taken

    def __post_init__(self) -> None:
        pick, world = self.random, self.world
        self.zone = pick.choice(("Asia/Tashkent", "Asia/Almaty"))
        self.rate = math.exp(pick.uniform(*map(math.log, world.rates)))
        hours = next((each for each in (3, 6, 12) if self.rate * each / 24 > 6), 24)
        self.every = hours * HOUR
        for name in ("weekend", "spread", "night", "rest", "selected", "broken"):
            self.values[name] = pick.uniform(*getattr(world, name))
        self.values |= {
            "sunday": self.values["weekend"] * pick.uniform(0.5, 1.1),
            "length": pick.uniform(math.log(700), math.log(4000)),
            "cut": pick.uniform(0.0, 0.15),
            "agreement": pick.uniform(70, 98),
            "authors": pick.choice((0.02, 0.3, 1.0)),
            "tags": pick.choice((0.0, 0.05, 0.5, 1.0)),
            "named": pick.uniform(15, 60),
            "json-ld": pick.choice((1.0, 0.97, 0.0)),
            "pause": 0.0,
        }
        self._add_supplement(Random(f"{self.name} supplement"))

    def _add_supplement(self, pick: Random) -> None:
        """Make a weekday or two unlike the others, in two to four ways at once, as a Sunday supplement is."""
        if pick.random() >= self.world.supplements:
            return
        self.supplement_days = frozenset(pick.sample(range(7), pick.choice((1, 1, 2))))
        ways = {
            "selected": pick.uniform(0.0, 0.5),
            "broken": pick.uniform(0.3, 0.8),
            "length": self.values["length"] + pick.choice((-1, 1)) * math.log(pick.uniform(2, 5)),
            "cut": self.values["cut"] + pick.uniform(0.15, 0.4),
            "agreement": self.values["agreement"] - pick.uniform(20, 50),
            "authors": 1.0 - self.values["authors"],
            "tags": 1.0 - self.values["tags"],
            "json-ld": 1.0 - self.values["json-ld"],
        }
        self.supplement = {name: ways[name] for name in pick.sample(sorted(ways), pick.randint(2, 4))}

    def with_fault(
        self, fault: str | None, begins: datetime | None = None, ends: datetime | None = None
    ) -> Newspaper:
        """Return the same newspaper with another fault, or none, before its first run: until one of them shows, runs are equal."""
        twin = deepcopy(self)
        twin.fault, twin.fault_begins, twin.fault_ends = fault, begins, ends
        return twin

    def runs(self) -> Iterator[SiteRun]:
        """Yield each run."""
        pick = self.random
        at = self.begins + pick.random() * self.every
        last = at - self.every
        waiting = 0
        pause = self.begins + pick.uniform(20, 70) * DAY if pick.random() < self.world.pauses else None
        failed = False
        while at < self.ends:
            waiting += self._published(last, at)
            run, taken, failed = self._run(at, waiting, failed)
            waiting -= taken
            yield run
            last = at
            at += self.every * pick.uniform(0.9, 1.1)
            if pause and at > pause:
                at, pause = at + pick.uniform(1, 4) * DAY, None

    def _published(self, begin: datetime, end: datetime) -> int:
        """Return how many articles came in a time."""
        hours = []
        for at, day, number in self.expect(begin, end):
            if self.fault == "silence" and self._is_wrong(at):
                self.missed[day] = self.missed.get(day, 0.0) + number
            hours.append((at, number * self._day(day)))
        total = sum(number for _, number in hours)
        moments = _moments(Random(f"{self.name} {begin}"), hours, _poisson(self.random, total), end)
        if self.fault == "silence":  # the newspaper without a fault gives the same articles, and all of them
            moments = [moment for moment in moments if not self._is_wrong(moment)]
        self.unread += moments
        return len(moments)

    def expect(self, begin: datetime, end: datetime) -> Iterator[tuple[datetime, date, float]]:
        """Yield the hours of a time, each with its local day and how many articles it usually brings."""
        at = begin
        while at < end:
            step = min(HOUR, end - at)
            local = at.astimezone(ZoneInfo(self.zone))
            rest = self.values["rest"] if local.date() in REST[self.zone] else 1.0
            yield (
                at,
                local.date(),
                self.rate / 24 * (step / HOUR) * self._hour(local) * self._weekday(local) * rest,
            )
            at += step

    def _hour(self, local: datetime) -> float:
        night = self.values["night"]
        return night if local.hour < 7 else (24 - 7 * night) / 17

    def _weekday(self, local: datetime) -> float:
        return {5: self.values["weekend"], 6: self.values["sunday"]}.get(local.weekday(), 1.0)

    def _day(self, day: date) -> float:
        own = Random(f"{self.name} {day}")
        shape = 1 / self.values["spread"]
        factor = own.gammavariate(shape, 1 / shape)
        if own.random() < self.world.quiet:
            factor *= 0.2
        return factor

    def _is_wrong(self, at: datetime) -> bool:
        assert self.fault_begins is not None
        assert self.fault_ends is not None
        return self.fault_begins <= at < self.fault_ends

    def _run(self, at: datetime, waiting: int, failed: bool) -> tuple[SiteRun, int, bool]:
        """Return a run, how many of the waiting articles it took, and whether the site was down."""
        pick = self.random
        fault = self.fault if self.fault and self._is_wrong(at) else None
        if fault in ("blocked", "challenge"):
            return self._blocked(at, waiting, fault), 0, False
        if fault == "no-sources":
            return (
                _site_run(at, SiteStats(self.name, discovery=3), RunMeasures(statuses=Counter({"200": 3}))),
                0,
                False,
            )
        if not failed and pick.random() < self.world.outage:
            stats = SiteStats(self.name, discovery=3, errors=Counter({"no-answer": 3}))
            return _site_run(at, stats, RunMeasures()), 0, True
        taken, ending = waiting, "finished"
        if pick.random() < self.world.partial:
            taken, ending = pick.randint(0, waiting), pick.choice((KILLED, "shutdown", "closespider_timeout"))
        extra = pick.randint(100, 600) if pick.random() < self.world.backfill else 0
        own = Random(f"{self.name} dates {at}")
        moments = self._take(own, at, taken, extra)
        self.supplement_pages = sum(self._is_supplement(moment) for moment in moments)
        shares = Shares(pick, self.world.wobble)
        odd = Random(f"{self.name} odd {at}")
        if fault is None and odd.random() < self.world.odd:
            fault = odd.choice(("broken", "home-page"))
        ordinary = len(moments) - self.supplement_pages
        stats, measures = make_pages(self.name, ordinary, fault, self.values, shares)
        if self.supplement_pages:
            values = self.values | self.supplement
            add_pages(stats, measures, *make_pages(self.name, self.supplement_pages, fault, values, shares))
        for moment in own.sample(moments, min(stats.stored, len(moments))):
            measures.note_published(moment, at)
        return _site_run(at, stats, measures, ending), taken, False

    def _is_supplement(self, moment: datetime) -> bool:
        return (
            bool(self.supplement_days)
            and moment.astimezone(ZoneInfo(self.zone)).weekday() in self.supplement_days
        )

    def _take(self, own: Random, at: datetime, taken: int, extra: int) -> list[datetime]:
        """Return when the articles of a run were published. Those of a backfill are days old."""
        own.shuffle(self.unread)
        moments = [self.unread.pop() for _ in range(taken)]
        return moments + [at - own.uniform(3, 300) * DAY for _ in range(extra)]

    def _blocked(self, at: datetime, waiting: int, fault: str) -> SiteRun:
        discovery = 3
        if fault == "blocked":
            stats = SiteStats(self.name, discovery=discovery, errors=Counter({"http-error": 3}))
            return _site_run(at, stats, RunMeasures(statuses=Counter({"403": 3})))
        asked = max(3, min(waiting, 30))
        stats = SiteStats(self.name, fetched=asked, discovery=3, rejected=Counter(challenge=asked))
        return _site_run(
            at, stats, RunMeasures(statuses=Counter({"200": 3 + asked // 2, "503": asked - asked // 2}))
        )


def _site_run(at: datetime, stats: SiteStats, measures: RunMeasures, ending: str = "finished") -> SiteRun:
    stats.measures = measures
    return SiteRun(at, at + timedelta(minutes=5), ending, stats)


def _moments(
    random: Random, hours: Sequence[tuple[datetime, float]], count: int, end: datetime
) -> list[datetime]:
    """Return when so many articles were published, by the pace of each hour."""
    if not count:
        return []
    begins = random.choices([at for at, _ in hours], [pace for _, pace in hours], k=count)
    return [min(at + random.random() * HOUR, end) for at in begins]


def _poisson(random: Random, mean: float) -> int:
    """Return a number of a Poisson distribution (Knuth's method, in parts that do not underflow)."""
    count = 0
    while mean > 30:
        half = mean / 2
        count += _poisson(random, half)
        mean -= half
    limit, product = math.exp(-mean), random.random()
    while product > limit:
        count += 1
        product *= random.random()
    return count


def make_silences(seed: int, number: int, days: int, world: World) -> list[Newspaper]:
    """Return newspapers as `make_newspapers` does, each of which falls silent between 29 April and 13 May, for a week."""
    pick = Random(f"silences {seed}")
    begins = datetime(2026, 3, 1, tzinfo=UTC)
    moments = [begins + pick.uniform(59, 73) * DAY for _ in range(number)]
    return [
        Newspaper(
            name=f"silence_{seed}_{place}",
            random=Random(f"silence {seed} {place}"),
            world=world,
            begins=begins,
            ends=begins + days * DAY,
            fault="silence",
            fault_begins=at,
            fault_ends=at + 7 * DAY,
        )
        for place, at in enumerate(moments)
    ]


def make_newspapers(seed: int, number: int, days: int, world: World) -> list[Newspaper]:
    """Return newspapers from 1 March 2026 on. Two of three have a fault; one of eight begins in the middle."""
    pick = Random(seed)
    begins = datetime(2026, 3, 1, tzinfo=UTC)
    ends = begins + days * DAY
    made = []
    planted = 0
    for place in range(number):
        is_new = place % 8 == 7
        fault = FAULTS[planted % len(FAULTS)] if place % 3 and not is_new else None
        planted += fault is not None
        fault_begins = begins + pick.uniform(0.38 * days, 0.85 * days) * DAY if fault else None
        made.append(
            Newspaper(
                name=f"paper_{seed}_{place}",
                random=Random(f"{seed} {place}"),
                world=world,
                begins=begins + pick.uniform(0.2, 0.7) * days * DAY if is_new else begins,
                ends=ends,
                fault=fault,
                fault_begins=fault_begins,
                fault_ends=fault_begins and fault_begins + pick.uniform(4, 10) * DAY,
            )
        )
    return made
