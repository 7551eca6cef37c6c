"""What is usual for the pages of a site, and when runs speak enough for a change."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xabar.health.shares import (
    Change,
    Counted,
    UsualShare,
    enough_for,
    evidence,
    learn_share,
    log_beta_binomial,
)
from xabar.health.shares import find_change as find


def find_change(usual: UsualShare, counts: list[Counted], least: float) -> Change | None:
    """Return what a site that is crawled eight times a day shows."""
    return find([(usual, counted) for counted in counts], least, enough_for(8))


def wild(share: float, together: float, runs: int, pages: int, seed: int = 1) -> list[Counted]:
    """Return runs whose shares differ by more than chance, the more the smaller `together` is."""
    pick = Random(seed)
    made = []
    for _ in range(runs):
        now = pick.betavariate(share * together, (1 - share) * together)
        made.append((sum(pick.random() < now for _ in range(pages)), pages))
    return made


@given(some.integers(1, 30), some.floats(0.05, 20), some.floats(0.05, 20))
def test_the_probabilities_of_a_beta_binomial_add_up_to_one(of: int, a: float, b: float) -> None:
    total = sum(math.exp(log_beta_binomial(count, of, a, b)) for count in range(of + 1))
    assert total == pytest.approx(1, rel=1e-6)


def test_a_site_whose_runs_differ_needs_more_to_be_told_that_it_has_changed() -> None:
    even, odd = learn_share(wild(0.2, 500, 60, 20)), learn_share(wild(0.2, 4, 60, 20))
    assert odd.share == pytest.approx(0.2, abs=0.06)
    assert even.a + even.b > 2 * (odd.a + odd.b)
    assert evidence(odd, (6, 8)) < evidence(even, (6, 8))


def test_earlier_faults_do_not_become_what_is_usual() -> None:
    usual = learn_share([(0, 20)] * 50 + [(20, 20)] * 8)
    assert usual.share < 0.06
    assert find_change(usual, [(0, 10), (10, 10), (10, 10)], 0.3) is not None


def test_one_odd_run_calls_nobody_however_many_pages_it_has() -> None:
    usual = learn_share(wild(0.05, 18, 60, 20))
    assert find_change(usual, [(1, 20), (600, 600)], 0.3) is None
    assert find_change(usual, [(1, 20), (600, 600), (15, 20)], 0.3) is not None


def test_runs_of_few_pages_tell_together_what_none_tells_alone() -> None:
    usual = learn_share(wild(0.05, 30, 60, 3))
    faulty = [(3, 3)] * 5
    found = [find_change(usual, faulty[:number], 0.3) for number in range(1, 6)]
    assert found[0] is None
    assert found[-1] is not None
    assert (found[-1].now, found[-1].runs) == (1.0, 5)


def test_a_site_that_could_call_somebody_more_often_a_day_must_say_more() -> None:
    """Over 500 days and twelve kinds of look one false alarm at most: a ratio of 6,000 for a run a day."""
    assert math.exp(enough_for(1)) == pytest.approx(6_000)
    assert math.exp(enough_for(8)) == pytest.approx(48_000)
    assert enough_for(0.1) == enough_for(1)
    usual = learn_share(wild(0.05, 30, 60, 6))
    two_runs = [(usual, (2, 2))] * 2
    assert find(two_runs, 0.3, enough_for(1)) is not None
    assert find(two_runs, 0.3, enough_for(24)) is None


def test_two_good_runs_end_a_change_that_lasted() -> None:
    usual = learn_share([(0, 20)] * 30)
    assert find_change(usual, [(20, 20)] * 4, 0.3) is not None
    assert find_change(usual, [*[(20, 20)] * 4, (0, 5), (0, 5)], 0.3) is None


@given(some.lists(some.tuples(some.integers(0, 30), some.integers(1, 30)), min_size=8, max_size=20))
def test_whatever_runs_were_there_is_an_answer(counts: list[Counted]) -> None:
    bounded = [(min(each, of), of) for each, of in counts]
    usual = learn_share(bounded)
    assert min(usual.a, usual.b) > 0
    assert find_change(usual, bounded[:1], 0) is None
