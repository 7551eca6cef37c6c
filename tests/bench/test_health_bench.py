"""A small part of the trial of `bench.health`: faults are found in time, and nobody is called for nothing."""

from __future__ import annotations

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from bench.health.newspapers import DAY, make_newspapers
from bench.health.silences import WHO, XABAR, Price, watch_silences, watch_undisturbed
from bench.health.trial import run_trial
from bench.health.worlds import World

pytestmark = pytest.mark.slow


def test_planted_faults_are_found_within_two_runs() -> None:
    papers = make_newspapers(7, 9, 45, World(rates=(20, 40)))
    outcomes = [run_trial(paper) for paper in papers]
    faulty = [each for each in outcomes if each.fault]
    assert len(faulty) == 5
    late = [each for each in faulty if each.found_after is None or each.found_after > 2]
    assert [(each.fault, each.found_after) for each in late] == []
    assert [each.false for each in outcomes if each.false] == []


def test_a_supplement_makes_a_weekday_unlike_the_others() -> None:
    papers = make_newspapers(8, 24, 45, World(rates=(20, 40), supplements=1.0, wobble=60))
    well = [paper for paper in papers[::3] if "selected" in paper.supplement and paper.begins.month == 3]
    paper = next(paper for paper in well if len(paper.supplement_days) == 1)
    on_it, beside_it = Counter[str](), Counter[str]()
    for run in paper.runs():
        middle = (run.began - paper.every / 2).astimezone(ZoneInfo(paper.zone))
        (on_it if middle.weekday() in paper.supplement_days else beside_it).update(run.measures.layers)
    assert on_it["selectors"] < 0.7 * on_it.total()
    assert beside_it["selectors"] > 0.8 * beside_it.total()


def test_runs_are_those_of_the_same_newspaper_without_a_fault_until_it_swallows_an_article() -> None:
    paper = make_newspapers(9, 1, 45, World(rates=(20, 40), outage=0.0))[0]
    begins = paper.begins + 30 * DAY
    silent = paper.with_fault("silence", begins, begins + 4 * DAY)
    seen = [(run, other) for run, other in zip(silent.runs(), paper.with_fault(None).runs(), strict=False)]
    first = next(number for number, (run, other) in enumerate(seen) if run != other)
    run, other = seen[first]
    assert seen[first - 1][0].began <= run.began
    assert run.began == other.began > begins
    assert run.stats.fetched < other.stats.fetched


def test_who_calls_at_less_evidence_calls_more_often() -> None:
    paper = make_newspapers(9, 1, 60, World(rates=(20, 30)))[0]
    price = Price()
    watch_undisturbed(paper, price)
    watch_silences(paper, price)
    assert price.silences == 2
    bold, careful = WHO[0], WHO[-2]
    assert price.false[bold] >= price.false[careful]
    assert price.silences >= price.once_shown[bold] >= price.from_start[bold] >= price.from_start[careful]
    assert price.silences >= price.once_shown[XABAR] >= price.from_start[XABAR]
