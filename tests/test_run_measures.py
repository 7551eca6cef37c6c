"""The measures of a run: bounded counts, from which medians come, written as JSON and read back."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xabar.run_measures import RunMeasures, median_of


@given(some.lists(some.integers(0, 100), min_size=1))
def test_the_median_of_counted_numbers_is_their_median(numbers: list[int]) -> None:
    assert median_of(Counter(numbers)) == median_low(numbers)


def test_nothing_has_no_median() -> None:
    measures = RunMeasures()
    assert (measures.body_length, measures.agreement, measures.cut_share) == (None, None, None)


@given(some.integers(1, 1_000_000))
def test_the_length_of_texts_is_right_within_five_percent(characters: int) -> None:
    measures = RunMeasures()
    measures.add_length(characters)
    assert measures.body_length == pytest.approx(characters, rel=0.05, abs=1)


@given(
    some.builds(
        RunMeasures,
        articles=some.integers(0, 9),
        layers=some.dictionaries(some.text(), some.integers(1, 9)).map(Counter),
        lengths=some.dictionaries(some.integers(0, 99), some.integers(1, 9)).map(Counter),
        certificates=some.dictionaries(some.text(), some.datetimes(timezones=some.just(UTC))),
        dead=some.none() | some.integers(0, 9),
        lag=some.none() | some.floats(0, 1e6),
    )
)
def test_json_gives_the_same_back(measures: RunMeasures) -> None:
    assert RunMeasures.from_dict(json.loads(json.dumps(measures.to_dict()))) == measures


def test_what_a_later_version_added_is_left_out() -> None:
    assert RunMeasures.from_dict({"articles": 3, "colour": "red"}) == RunMeasures(articles=3)
    ends = datetime(2027, 1, 1, tzinfo=UTC)
    assert RunMeasures.from_dict({"certificates": {"kun.uz": ends.isoformat()}}).certificates == {
        "kun.uz": ends
    }
