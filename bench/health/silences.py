"""`python -m bench.health.silences [SEED…]`: how many silences can be found in two runs at all, and at which price.

Newspapers as in the trial are watched without a fault, and with silences that begin at any moment. Somebody who knows all
about each of them (its pace at every hour, how much its days differ, its holidays, how often a day is quiet) calls when it
is improbable enough that it published nothing since its newest article. Nobody can know more, so what this costs at each
bound, and finds, is what silences of such newspapers can be found for. `xabar.health`, which has to learn all of it, stands
beside it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Final

from bench.health.chances import log_chance_of_nothing
from bench.health.newspapers import DAY, Newspaper, make_newspapers
from bench.health.worlds import WORLDS
from xabar.health.access import find_silence
from xabar.health.judge import MEMORY
from xabar.health.site_run import SiteRun

SITES, DAYS = 48, 90
EACH: Final = 3  # silences of a newspaper
LENGTH: Final = 4 * DAY
BOUNDS: Final = (-7.0, -8.0, -9.0, -10.0, -11.0, -12.0)  # ln of the probability at which somebody is called
XABAR: Final = "xabar.health"
WHO: Final = (*(f"all-knowing, e^{bound:.0f}" for bound in BOUNDS), XABAR)


@dataclass(slots=True)
class Price:
    """What silences cost and how many were found, by who calls."""

    days: float = 0.0
    silences: int = 0
    false: Counter[str] = field(default_factory=Counter)
    from_start: Counter[str] = field(default_factory=Counter)  # found in the first two runs after the start
    once_shown: Counter[str] = field(default_factory=Counter)  # in two from the first that misses an article


def main(seeds: list[int]) -> None:
    """Print for the first two worlds what each finds, and for how many false alarms."""
    for world in ("first", "second"):
        price = Price()
        for seed in seeds:
            for paper in make_newspapers(seed, SITES, DAYS, WORLDS[world]):
                watch_undisturbed(paper, price)
                watch_silences(paper, price)
        print(f"{world} world, seeds {seeds}: {price.days:.0f} site-days, {price.silences} silences")
        for who in WHO:
            cost = 1000 * price.false[who] / price.days
            found = [100 * count[who] / price.silences for count in (price.from_start, price.once_shown)]
            print(
                f"  {who}: {cost:.2f} false alarms in 1,000 site-days;"
                f" {found[0]:.0f} % found within two runs of the start, {found[1]:.0f} % once an article is missing",
                flush=True,
            )


def watch_undisturbed(paper: Newspaper, price: Price) -> None:
    """Count who calls for nothing, and how often: once until it is over."""
    before: set[str] = set()
    for _, callers in watch(paper.with_fault(None)):
        price.false.update(callers - before)
        before = callers
    price.days += (paper.ends - paper.begins) / DAY


def watch_silences(paper: Newspaper, price: Price) -> None:
    """Let a newspaper that is known for a month fall silent at several moments, and count who says so in time."""
    pick = Random(f"{paper.name} silences")
    for _ in range(EACH):
        begins = paper.begins + pick.uniform(0.38, 0.85) * DAYS * DAY
        if begins + LENGTH > paper.ends:
            continue
        silent = paper.with_fault("silence", begins, begins + LENGTH)
        undisturbed = paper.with_fault(None).runs()
        price.silences += 1
        since_start = since_shown = 0
        from_start: set[str] = set()
        once_shown: set[str] = set()
        for run, callers in watch(silent, begins):
            since_start += run.began >= begins
            if since_shown or run != next(undisturbed, None):
                since_shown += 1
            if since_start <= 2:
                from_start |= callers
            elif since_shown > 2:
                break
            once_shown |= callers
        price.from_start.update(from_start)
        price.once_shown.update(once_shown)


def watch(paper: Newspaper, since: datetime | None = None) -> Iterator[tuple[SiteRun, set[str]]]:
    """Yield each run of a newspaper, and who calls after it that it is silent; nobody before a moment, if it is given."""
    runs: list[SiteRun] = []
    newest: datetime | None = None
    opened: datetime | None = None
    for run in paper.runs():
        runs.append(run)
        while runs[0].began < run.began - MEMORY:
            runs.pop(0)
        newest = max(filter(None, (newest, run.measures.newest)), default=None)
        if newest is None or (since and run.began < since):
            yield run, set()
            continue
        callers = set()
        if run.is_complete and not run.stats.errors:
            chance = log_chance_of_nothing(paper, newest, run.began)
            callers = {who for who, bound in zip(WHO, BOUNDS, strict=False) if chance <= bound}
        if find_silence(runs, paper.zone, opened):
            opened = opened or run.ended
            callers.add(XABAR)
        else:
            opened = None
        yield run, callers


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1, 2])
