"""What the pages of one run of a simulated newspaper are like. Nothing of `xabar.health` is used here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from xabar.crawl_stats import SiteStats
from xabar.run_measures import RunMeasures


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of a number are so. Shares differ from run to run, the more the smaller `wobble` is."""

    random: Random
    wobble: float

    def some(self, of: int, share: float) -> int:
        """Return how many of so many are so. The share differs from run to run."""
        if of <= 0 or share in (0.0, 1.0):
            return int(max(of, 0) * share)
        now = self.random.betavariate(share * self.wobble, (1 - share) * self.wobble)
        return sum(self.random.random() < now for _ in range(of))


def make_pages(
    name: str, number: int, fault: str | None, values: Mapping[str, float], shares: Shares
) -> tuple[SiteStats, RunMeasures]:
    """Return what became of so many pages of a newspaper, and what they were like."""
    pick = shares.random
    broken = shares.some(number, values["broken"])
    reason = pick.choice(("not-article", "no-body", "no-date"))
    if fault in ("broken", "home-page"):
        broken, reason = shares.some(number, 0.9), "no-body" if fault == "broken" else "home-page"
    future = shares.some(number - broken, 0.8 if fault == "future-dates" else 0.001)
    articles = number - broken - future
    copies = shares.some(articles, 0.95 if fault == "same-text" else 0.02)
    measures = _measure(values, articles, fault, shares)
    measures.statuses = Counter({"200": number + 3})
    stats = SiteStats(
        name,
        fetched=number,
        stored=articles - copies,
        duplicate=copies,
        rejected=Counter({reason: broken, "future-date": future}),
        known=max(1, int(pick.gauss(values["named"], 5))),
        discovery=3,
    )
    return stats, measures


def add_pages(
    stats: SiteStats, measures: RunMeasures, other_stats: SiteStats, other_measures: RunMeasures
) -> None:
    """Add other pages of the same run."""
    for name in ("fetched", "stored", "duplicate"):
        setattr(stats, name, getattr(stats, name) + getattr(other_stats, name))
    stats.rejected += other_stats.rejected
    for name in ("articles", "kept_characters", "cut_characters"):
        setattr(measures, name, getattr(measures, name) + getattr(other_measures, name))
    for name in ("layers", "missing", "date_sources", "lengths", "agreements"):
        getattr(measures, name).update(getattr(other_measures, name))
    measures.statuses["200"] += other_stats.fetched


def _measure(values: Mapping[str, float], articles: int, fault: str | None, shares: Shares) -> RunMeasures:
    pick = shares.random
    read = shares.some(articles, 0.03 if fault == "layers" else values["selected"])
    machine = shares.some(articles, values["json-ld"])
    measures = RunMeasures(
        articles=articles,
        layers=Counter({"selectors": read, "blocks": articles - read}),
        missing=Counter(
            authors=shares.some(
                articles, 1.0 if fault == "field" and values["authors"] < 0.5 else values["authors"]
            ),
            image=shares.some(articles, 1.0 if fault == "field" else 0.02),
            tags=shares.some(articles, values["tags"]),
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
