"""Which weekdays have a past of their own, and which only had a bad day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xabar.health.shares import Counted
from xabar.health.weekdays import UsualShares, learn_shares, learn_values

MONDAY = date(2026, 9, 7)
SUNDAY = MONDAY + timedelta(days=6)


def weeks(number: int, usual: Counted, odd: Counted, odd_days: range) -> list[tuple[date, Counted]]:
    """Return a run for each day of so many weeks, of which those days since the first Monday are odd."""
    days = range(7 * number)
    return [(MONDAY + timedelta(days=day), odd if day in odd_days else usual) for day in days]


@pytest.mark.parametrize("number", [2, 4, 8])
def test_a_weekday_that_is_always_unlike_the_others_has_a_past_of_its_own(number: int) -> None:
    learned = learn_shares(weeks(number, (1, 20), (16, 20), range(6, 99, 7)))
    assert learned.own[SUNDAY.weekday()].share == pytest.approx(0.8, abs=0.05)
    assert learned.common.share == pytest.approx(0.05, abs=0.01)
    assert list(learned.own) == [SUNDAY.weekday()]


def test_a_weekday_that_may_be_unlike_the_others_explains_its_own_runs_only() -> None:
    """Of Sundays with few pages, which were odd on two of three, it is not known what they are like."""
    sundays = {6: (2, 2), 13: (2, 2), 20: (0, 1)}
    learned = learn_shares([(MONDAY + timedelta(days=day), sundays.get(day, (0, 20))) for day in range(21)])
    assert learned.own == {}
    assert list(learned.undecided) == [SUNDAY.weekday()]
    assert learned.explain([SUNDAY], (2, 2)).share > 0.4
    assert learned.explain([SUNDAY], (0, 9)) == learned.explain([MONDAY], (2, 2)) == learned.common


def test_the_other_days_are_not_blurred_by_it() -> None:
    even = learn_shares(weeks(8, (1, 20), (1, 20), range(0)))
    supplement = learn_shares(weeks(8, (1, 20), (16, 20), range(6, 99, 7)))
    assert sum_of(supplement) == pytest.approx(sum_of(even), rel=0.2)


def sum_of(shares: UsualShares) -> float:
    """Return how alike the runs of most days are."""
    return shares.common.a + shares.common.b


def test_a_weekday_that_differs_too_little_to_call_anybody_is_like_the_others() -> None:
    """What it shows is chance, mostly, and a fault that begins on it would be said later."""
    assert learn_shares(weeks(8, (0, 20), (3, 30), range(6, 99, 7))).own == {}


@pytest.mark.parametrize(("number", "odd_days"), [(8, range(21, 22)), (8, range(20, 31)), (4, range(7, 17))])
def test_a_fault_of_some_days_makes_no_weekday(number: int, odd_days: range) -> None:
    assert learn_shares(weeks(number, (1, 20), (20, 20), odd_days)).own == {}


def test_chance_makes_hardly_any_weekday() -> None:
    pick = Random(1)
    found = 0
    for _ in range(200):
        shares = [pick.betavariate(3, 12) for _ in range(56)]
        runs = [
            (MONDAY + timedelta(days=day), (sum(pick.random() < share for _ in range(12)), 12))
            for day, share in enumerate(shares)
        ]
        found += len(learn_shares(runs).own)
    assert found <= 4  # of 1,400


def test_values_of_a_weekday_are_compared_with_its_own() -> None:
    values = [
        (MONDAY + timedelta(days=day), 9.0 if day % 7 == 6 else 7.0 + 0.1 * (day % 3)) for day in range(42)
    ]
    learned = learn_values(values, 0.05)
    assert (learned.common, learned.own) == (7.1, {6: 9.0})
    assert learned.spread < 0.2
    assert learned.explain([SUNDAY], 7.1) == 9.0
    assert learned.explain([MONDAY], 9.0) == 7.1
    assert [learned.explain([SUNDAY, MONDAY], value) for value in (6.0, 7.3, 9.9)] == [7.1, 7.3, 9.0]
    odd = [(day, 9.0 if 20 <= (day - MONDAY).days < 30 else 7.0) for day, _ in values]
    assert learn_values(odd, 0.05).own == {}


@given(
    some.lists(
        some.tuples(some.integers(0, 60), some.integers(0, 30), some.integers(1, 30)), min_size=2, max_size=40
    )
)
def test_whatever_runs_were_there_is_an_answer(runs: list[tuple[int, int, int]]) -> None:
    dated = [(MONDAY + timedelta(days=day), (min(odd, of), of)) for day, odd, of in runs]
    learned = learn_shares(dated)
    assert all(min(each.a, each.b) > 0 for each in (learned.common, *learned.own.values()))
    values = learn_values([(day, odd / of) for day, (odd, of) in dated], 0.01)
    assert values.spread >= 0.01
