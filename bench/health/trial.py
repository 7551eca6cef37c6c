"""Judge simulated newspapers after each run, and compare what is said with what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bench.health.newspapers import DAY, Newspaper
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
    "furniture": {"furniture"},
    "field": {"fields"},
}
PAGES: Final = 4  # of a run that can tell of a layout; one page alone may always be odd
TELLING: Final = (
    15.0  # articles that must be missing before a silence is more than chance, with quiet days in mind
)


@dataclass(slots=True)
class Outcome:
    """What became of one newspaper."""

    name: str
    fault: str | None
    days: float = 0.0
    found_after: int | None = None  # runs since the fault began that could tell of it
    could_tell: int = 0
    missed: float = 0.0  # articles that a silence had cost when it was found
    cleared: bool | None = None
    false: list[str] = field(default_factory=list)


def run_trial(paper: Newspaper) -> Outcome:
    """Let a newspaper be crawled to its end, and judge it after each run."""
    outcome = Outcome(paper.name, paper.fault)
    opened: dict[str, datetime] = {}
    runs: list[SiteRun] = []
    for run, expected in paper.runs():
        runs.append(run)
        while runs[0].began < run.began - MEMORY:
            runs.pop(0)
        found = {finding.kind for finding in judge_site(runs, paper.zone, run.ended, opened)}
        wrong = paper.fault_begins is not None and run.began >= paper.fault_begins
        if wrong:
            _note_fault(paper, outcome, run, expected, found)
        for kind in found - opened.keys():
            if not _is_meant(paper, kind, run.began):
                outcome.false.append(f"{kind} at {run.began:%m-%d %H:%M}")
        opened = {kind: opened.get(kind, run.ended) for kind in found}
        if paper.fault_ends and run.began >= paper.fault_ends + 3 * max(paper.every, DAY):
            outcome.cleared = (
                not (opened.keys() & NAMES[paper.fault or ""]) if outcome.cleared is None else outcome.cleared
            )
    outcome.days = (paper.ends - paper.begins) / DAY
    return outcome


def _note_fault(paper: Newspaper, outcome: Outcome, run: SiteRun, expected: float, found: set[str]) -> None:
    """Count the runs since a fault began that could tell of it, until it is found or over."""
    assert paper.fault is not None
    assert paper.fault_ends is not None
    if outcome.found_after is not None or run.began > paper.fault_ends:
        return
    outcome.missed += expected
    outcome.could_tell += _could_tell(paper.fault, outcome, run)
    if found & NAMES[paper.fault]:
        outcome.found_after = outcome.could_tell


def _could_tell(fault: str, outcome: Outcome, run: SiteRun) -> bool:
    if fault == "silence":
        return outcome.missed >= TELLING and run.is_complete and not run.stats.errors
    if fault in ("no-sources", "blocked", "challenge"):
        return True
    return run.stats.fetched >= PAGES


def _is_meant(paper: Newspaper, kind: str, at: datetime) -> bool:
    """Return whether an alarm belongs to the newspaper's fault: while it lasts, or in the runs just after it."""
    if paper.fault is None or paper.fault_begins is None or paper.fault_ends is None:
        return False
    # a site that was silent, or kept us out, gives all that has waited at once
    names = NAMES[paper.fault]
    return kind in names and paper.fault_begins <= at <= paper.fault_ends + 3 * max(
        paper.every, timedelta(hours=6)
    )


def summarize(outcomes: Sequence[Outcome]) -> dict[str, float | int]:
    """Return how many faults were found how soon, and how many false alarms there were in 1,000 site-days."""
    faulty = [each for each in outcomes if each.fault and (each.could_tell or each.found_after is not None)]
    within = [each for each in faulty if each.found_after is not None and each.found_after <= 2]
    days = sum(each.days for each in outcomes)
    return {
        "sites": len(outcomes),
        "site_days": round(days),
        "faults": len(faulty),
        "found_within_two_runs": len(within),
        "found_later": sum(each.found_after is not None and each.found_after > 2 for each in faulty),
        "not_found": sum(each.found_after is None for each in faulty),
        "not_cleared": sum(each.cleared is False for each in faulty),
        "false_alarms": sum(len(each.false) for each in outcomes),
        "false_per_1000_site_days": round(1000 * sum(len(each.false) for each in outcomes) / days, 2),
    }
