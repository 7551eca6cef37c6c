"""Simulated newspapers: what each publishes, and what runs see of it. Nothing of `xabar.health` is used here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

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
        total = 0.0
        at = begin
        hours: list[tuple[datetime, float]] = []
        while at < end:
            step = min(HOUR, end - at)
            local = at.astimezone(ZoneInfo(self.zone))
            number = self.rate / 24 * (step / HOUR) * self._hour(local) * self._weekday(local)
            if self.fault == "silence" and self._is_wrong(at):
                rest = self.values["rest"] if local.date() in REST[self.zone] else 1.0
                self.missed[local.date()] = self.missed.get(local.date(), 0.0) + number * rest
            else:
                hours.append((at, number * self._day(local.date())))
                total += hours[-1][1]
            at += step
        count = _poisson(self.random, total)
        self.unread += _moments(Random(f"{self.name} {begin}"), hours, count, end)
        return count

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
        return factor * (self.values["rest"] if day in REST[self.zone] else 1.0)

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
        stats, measures = self._pages(taken + extra, fault)
        for moment in self._dates(at, taken, extra, stats.stored):
            measures.note_published(moment, at)
        return _site_run(at, stats, measures, ending), taken, False

    def _dates(self, at: datetime, taken: int, extra: int, stored: int) -> list[datetime]:
        """Return when the stored articles were published. Those of a backfill are days old."""
        own = Random(f"{self.name} dates {at}")
        own.shuffle(self.unread)
        moments = [self.unread.pop() for _ in range(taken)]
        moments += [at - own.uniform(3, 300) * DAY for _ in range(extra)]
        return own.sample(moments, min(stored, len(moments)))

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

    def _pages(self, number: int, fault: str | None) -> tuple[SiteStats, RunMeasures]:
        pick, values = self.random, self.values
        broken = self._some(number, values["broken"])
        reason = pick.choice(("not-article", "no-body", "no-date"))
        if fault in ("broken", "home-page"):
            broken, reason = self._some(number, 0.9), "no-body" if fault == "broken" else "home-page"
        future = self._some(number - broken, 0.8 if fault == "future-dates" else 0.001)
        articles = number - broken - future
        copies = self._some(articles, 0.95 if fault == "same-text" else 0.02)
        measures = self._measures(articles, fault)
        measures.statuses = Counter({"200": number + 3})
        stats = SiteStats(
            self.name,
            fetched=number,
            stored=articles - copies,
            duplicate=copies,
            rejected=Counter({reason: broken, "future-date": future}),
            known=max(1, int(pick.gauss(values["named"], 5))),
            discovery=3,
        )
        return stats, measures

    def _measures(self, articles: int, fault: str | None) -> RunMeasures:
        pick, values = self.random, self.values
        read = self._some(articles, 0.03 if fault == "layers" else values["selected"])
        machine = self._some(articles, values["json-ld"])
        measures = RunMeasures(
            articles=articles,
            layers=Counter({"selectors": read, "blocks": articles - read}),
            missing=Counter(
                authors=self._some(
                    articles, 1.0 if fault == "field" and values["authors"] < 0.5 else values["authors"]
                ),
                image=self._some(articles, 1.0 if fault == "field" else 0.02),
                tags=self._some(articles, values["tags"]),
            ),
            date_sources=Counter({"json-ld": machine, "printed": articles - machine}),
        )
        shorter = math.log(6) if fault == "shorter" else 0.0
        for _ in range(min(articles, 200)):
            measures.add_length(int(math.exp(pick.gauss(values["length"] - shorter, 0.6))))
            measures.agreements[max(0, min(100, int(pick.gauss(values["agreement"], 8))))] += 1
        characters = int(articles * math.exp(values["length"]))
        share = min(0.9, max(0.0, pick.gauss(values["cut"] + (0.4 if fault == "boilerplate" else 0), 0.02)))
        measures.cut_characters = int(characters * share)
        measures.kept_characters = characters - measures.cut_characters
        measures.same_line = 1 if articles else 0
        return measures

    def _some(self, of: int, share: float) -> int:
        """Return how many of so many are so. The share differs from run to run."""
        if of <= 0 or share in (0.0, 1.0):
            return int(max(of, 0) * share)
        now = self.random.betavariate(share * self.world.wobble, (1 - share) * self.world.wobble)
        return sum(self.random.random() < now for _ in range(of))


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
