"""A small part of the trial of `bench.health`: faults are found in time, and nobody is called for nothing."""

from __future__ import annotations

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
