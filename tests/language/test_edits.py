"""Slips of the hand between two words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.edits import allowed_edits, edit_distance, edits_between

WORDS = st.text("abcd", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("futbol", "futbol", 0),
        ("futbool", "futbol", 1),
        ("futbl", "futbol", 1),
        ("futbyl", "futbol", 1),
        ("fubtol", "futbol", 1),
        ("wutbol", "futbol", 2),  # a wrong first letter
        ("uftbol", "futbol", 2),
        ("utbol", "futbol", 2),
        ("", "ab", 3),
        ("", "", 0),
    ],
)
def test_edit_distance(one: str, other: str, edits: int) -> None:
    assert edit_distance(one, other) == edit_distance(other, one) == edits


@given(one=WORDS, other=WORDS, most=st.integers(0, 3))
def test_the_glance_refuses_only_what_is_too_far(one: str, other: str, most: int) -> None:
    edits = edit_distance(one, other)
    assert (edits == 0) == (one == other)
    assert edits_between(one, other, most) == (edits if edits <= most else None)


@pytest.mark.parametrize(("word", "edits"), [("uch", 0), ("yili", 1), ("futbols", 1), ("prezident", 2)])
def test_allowed_edits(word: str, edits: int) -> None:
    assert allowed_edits(word) == edits
