"""A small part of the trial of `bench.health`: faults are found in time, and nobody is called for nothing."""

from __future__ import annotations

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from bench.health.newspapers import make_newspapers
from bench.health.trial import run_trial
from bench.health.worlds import World

pytestmark = pytest.mark.slow


def test_planted_faults_are_found_within_two_runs() -> None:
    papers = make_newspapers(7, 9, 45, World(rates=(20, 40)))
    outcomes = [run_trial(paper) for paper in papers]
    faulty = [each for each in outcomes if each.fault]
    assert len(faulty) == 5
    assert [(each.fault, each.found_after) for each in faulty if (each.found_after or 99) > 2] == []
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
