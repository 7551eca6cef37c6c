"""Judge simulated newspapers after each run, and compare what is said with what is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Final

from bench.health.chances import chance_of, log_chance_of_silence, log_product_of_two
from bench.health.newspapers import DAY, FAULTS, Newspaper
from xabar.health.judge import MEMORY, judge_site
from xabar.health.site_run import SiteRun

# What a fault may be called. A site that shows its home page, or nothing, may look like either.
NAMES: Final = {
    "layers": {"drift"},
    "broken": {"drift"},
    "home-page": {"drift"},
    "same-text": {"drift", "silence"},
    "shorter": {"drift"},
    "silence": {"silence"},
    "no-sources": {"no-sources", "silence"},
    "blocked": {"blocked"},
    "challenge": {"blocked"},
    "future-dates": {"future-dates"},
    "boilerplate": {"boilerplate"},
    "field": {"fields"},
}
# Which runs can tell of a fault. It is fixed by what newspapers are truly like, not by what was learned of them: who knew
# all of that would not be certain before.
PAGES: Final = 4  # of a run that can tell of a layout; one page alone may always be odd
BY_CHANCE: Final = (
    1e-3  # probability that a run is so without a fault; two runs in a row are one in a million
)
SILENCE: Final = math.log(1e-6)
ONE_RUN: Final = 0.75  # part of what calls somebody that the pages of one run can give
PAGES_OF_TWO_RUNS: Final = (0, 5, 10, 20, 40, 10_000)  # by which faults are counted apart
FALSE_ALARM_DAYS: Final = 1000  # site-days in which nobody may be called for nothing more than once


@dataclass(slots=True)
class Outcome:
    """What became of one newspaper."""

    name: str
    fault: str | None
    days: float = 0.0
    found_after: int | None = None  # runs since the fault began that could tell of it
    could_tell: int = 0
    runs: int = 0  # since the fault began, until it is over
    found_at_once: bool = False  # in the first two of them
    runs_shown: int = 0  # from the first one that differs from that of the same newspaper without the fault
    found_once_shown: bool = False  # in the first two of these
    log_chance: float = 0.0  # ln of the probability that the first two of them are so without the fault
    decidable: bool = False  # whether these two can tell of it to anybody who may not cry wolf
    usual_pages: int = 0  # that they would have read without the fault
    cleared: bool | None = None
    false: list[str] = field(default_factory=list)


def run_trial(paper: Newspaper) -> Outcome:
    """Let a newspaper be crawled to its end, and judge it after each run."""
    outcome = Outcome(paper.name, paper.fault)
    opened: dict[str, datetime] = {}
    runs: list[SiteRun] = []
    undisturbed = paper.with_fault(None).runs() if paper.fault else None
    outcome.usual_pages = _usual_pages(paper)
    for run in paper.runs():
        runs.append(run)
        if undisturbed and (outcome.runs_shown or run != next(undisturbed, None)):
            outcome.runs_shown += 1
        while runs[0].began < run.began - MEMORY:
            runs.pop(0)
        causes = {each.kind: each.cause for each in judge_site(runs, paper.zone, run.ended, opened)}
        found = causes.keys()
        wrong = paper.fault_begins is not None and run.began >= paper.fault_begins
        if wrong:
            _note_fault(paper, outcome, run, found)
        for kind in found - opened.keys():
            if not _is_meant(paper, kind, run.began):
                outcome.false.append(f"{kind} at {run.began:%m-%d %H:%M}: {causes[kind]}")
        opened = {kind: opened.get(kind, run.ended) for kind in found}
        if paper.fault_ends and run.began >= paper.fault_ends + 3 * max(paper.every, DAY):
            outcome.cleared = (
                not (opened.keys() & NAMES[paper.fault or ""]) if outcome.cleared is None else outcome.cleared
            )
    outcome.days = (paper.ends - paper.begins) / DAY
    return outcome


def _usual_pages(paper: Newspaper) -> int:
    """Return how many pages the first two runs after a fault's start read of the same newspaper without the fault."""
    if paper.fault_begins is None:
        return 0
    begins = paper.fault_begins
    runs = (run for run in paper.with_fault(None).runs() if run.began >= begins)
    return sum(run.stats.fetched for run in islice(runs, 2))


def _note_fault(paper: Newspaper, outcome: Outcome, run: SiteRun, found: Set[str]) -> None:
    """Count the runs since a fault began that could tell of it, until it is found or over."""
    assert paper.fault is not None
    assert paper.fault_ends is not None
    if run.began > paper.fault_ends:
        return
    outcome.runs += 1
    if outcome.runs <= 2:
        bound = _log_bound(paper)
        outcome.log_chance = _log_chance(paper, run, outcome.log_chance, bound)
        outcome.decidable = outcome.log_chance <= bound
    if outcome.found_after is not None:
        return
    outcome.could_tell += _could_tell(paper, run)
    if found & NAMES[paper.fault]:
        outcome.found_after = outcome.could_tell
        outcome.found_at_once = outcome.runs <= 2
        outcome.found_once_shown = outcome.runs_shown <= 2


def _log_bound(paper: Newspaper) -> float:
    """Return ln of the probability at which who calls somebody does so for nothing in one pair of runs in 1,000 site-days.

    All faults share it. The pages of two runs are two probabilities, which are multiplied; a silence is one.
    """
    one_pair = -math.log(FALSE_ALARM_DAYS * DAY / paper.every * len(FAULTS))
    return one_pair if paper.fault == "silence" else log_product_of_two(one_pair)


def _could_tell(paper: Newspaper, run: SiteRun) -> bool:
    if paper.fault == "silence":
        return log_chance_of_silence(paper) <= SILENCE and run.is_complete and not run.stats.errors
    if paper.fault in ("no-sources", "blocked", "challenge"):
        return True
    fetched = run.stats.fetched
    return fetched >= PAGES and chance_of(paper, run) <= BY_CHANCE


def _log_chance(paper: Newspaper, run: SiteRun, before: float, bound: float) -> float:
    """Return ln of the probability that the runs since a fault began are so without it, to somebody who knows the newspaper.

    The pages of one run alone never reach the bound, whatever they are like: it may be an hour that passes.
    """
    if paper.fault in ("no-sources", "blocked", "challenge"):
        return -math.inf
    if paper.fault == "silence":
        return log_chance_of_silence(paper) if run.is_complete and not run.stats.errors else before
    chance = chance_of(paper, run)
    return before + max(math.log(chance), ONE_RUN * bound)


def _is_meant(paper: Newspaper, kind: str, at: datetime) -> bool:
    """Return whether an alarm belongs to the newspaper's fault: while it lasts, or in the runs just after it."""
    if paper.fault is None or paper.fault_begins is None or paper.fault_ends is None:
        return False
    # a site that was silent, or kept us out, gives all that has waited at once
    names = NAMES[paper.fault]
    return kind in names and paper.fault_begins <= at <= paper.fault_ends + 3 * max(
        paper.every, timedelta(hours=6)
    )


def found_by_pages(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return how many faults were found in the first two runs after their start, by what these runs usually read."""
    planted = [each for each in outcomes if each.fault]
    return {
        f"{least} to {most - 1} pages": f"{sum(each.found_at_once for each in among)} of {len(among)}"
        for least, most in pairwise(PAGES_OF_TWO_RUNS)
        if (among := [each for each in planted if least <= each.usual_pages < most])
    }


def summarize(outcomes: Sequence[Outcome]) -> dict[str, float | int]:
    """Return how many faults were found how soon, and how many false alarms there were in 1,000 site-days."""
    faulty = [each for each in outcomes if each.fault and (each.could_tell or each.found_after is not None)]
    within = [each for each in faulty if each.found_after is not None and each.found_after <= 2]
    days = sum(each.days for each in outcomes)
    decidable = [each for each in outcomes if each.decidable]
    return {
        "sites": len(outcomes),
        "site_days": round(days),
        "faults": len(faulty),
        "no_run_could_tell": sum(bool(each.fault) for each in outcomes) - len(faulty),
        "found_within_two_runs": len(within),
        "found_later": sum(each.found_after is not None and each.found_after > 2 for each in faulty),
        "not_found": sum(each.found_after is None for each in faulty),
        "decidable_in_two_runs": len(decidable),
        "decidable_found_in_two_runs": sum(each.found_at_once for each in decidable),
        "planted": sum(each.fault is not None for each in outcomes),
        "found_in_two_runs_from_start": sum(each.found_at_once for each in outcomes),
        "shown": sum(each.runs_shown > 0 for each in outcomes),
        "found_in_two_runs_once_shown": sum(each.found_once_shown for each in outcomes),
        "not_cleared": sum(each.cleared is False for each in faulty),
        "false_alarms": sum(len(each.false) for each in outcomes),
        "false_per_1000_site_days": round(1000 * sum(len(each.false) for each in outcomes) / days, 2),
    }
