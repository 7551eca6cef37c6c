"""Lets a simulated month pass over simulated sites, with and without one that hangs, and prints what the others felt."""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, quantiles

from bench.schedule.simulation import SimulatedSite, World, make_sites
from xabar.records.store import RecordStore
from xabar.scheduling.rules import Rules

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a simulated time has shown, without the site that hangs."""

    runs: int
    longest_gap: float  # hours between two starts of a site, as a share of the longest interval
    twice_at_once: int
    peak: int
    mean: float  # runs at once
    late_mean: float  # seconds from a site's turn to its start
    late_99: float
    late_max: float
    seconds: float  # of real time


def simulate(sites: dict[str, SimulatedSite], rules: Rules, days: float, schedulers: int = 2) -> Figures:
    """Let days pass over the sites, and return the figures of those that do not hang."""
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(prefix="xabar-") as folder,
        RecordStore(Path(folder) / "records.sqlite") as records,
    ):
        world = World(records, sites, rules, BEGIN)
        for _ in range(schedulers):
            world.add_scheduler()
        world.pass_time(timedelta(days=days))
    healthy = [name for name, site in sites.items() if not site.hangs]
    late = [seconds for name in healthy for seconds in world.lateness[name]]
    gaps = [longest_gap([BEGIN, *world.starts[name], world.now]) for name in healthy]
    return Figures(
        runs=sum(len(world.starts[name]) for name in healthy),
        longest_gap=max(gaps) / rules.every[1],
        twice_at_once=world.twice_at_once,
        peak=max(world.at_once),
        mean=sum(runs * seconds for runs, seconds in world.at_once.items()) / world.at_once.total(),
        late_mean=mean(late),
        late_99=quantiles(late, n=100)[-1],
        late_max=max(late),
        seconds=time.perf_counter() - began,
    )


def longest_gap(moments: list[datetime]) -> timedelta:
    """Return the longest time between two moments that follow each other."""
    return max(later - earlier for earlier, later in itertools.pairwise(moments))


def describe(name: str, figures: Figures) -> str:
    """Return a line of the table."""
    return (
        f"{name:<14}{figures.runs:>7}{figures.longest_gap:>9.2f}{figures.twice_at_once:>7}"
        f"{figures.peak:>6}{figures.mean:>6.2f}{figures.peak / figures.mean:>11.1f}"
        f"{figures.late_mean:>8.1f}{figures.late_99:>8.0f}{figures.late_max:>8.0f}{figures.seconds:>8.0f}"
    )


def main() -> None:
    """Print a line without, and one with a site that hangs."""
    parser = argparse.ArgumentParser(prog="python -m bench.schedule", description=__doc__)
    parser.add_argument("--sites", type=int, default=60)
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--schedulers", type=int, default=2)
    options = parser.parse_args()
    sites = make_sites(options.sites)
    first = next(iter(sites))
    hanging = {**sites, first: replace(sites[first], hangs=True)}
    without = {name: site for name, site in sites.items() if name != first}
    print(
        f"{options.sites} sites, {options.days:g} days, {options.schedulers} schedulers of {Rules().at_once} runs"
    )
    print("                 runs  gap/max  twice  peak  mean  peak/mean   late s   99 %     max  took s")
    for name, these in (("without it", without), ("one hangs", hanging)):
        print(describe(name, simulate(these, Rules(), options.days, options.schedulers)), flush=True)


if __name__ == "__main__":
    main()
