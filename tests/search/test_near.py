"""Words near each other: the definition, and the terms that it is about."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from xabar.search.near import are_near, near_terms
from xabar.search.query_tree import Near

LETTERS = st.text(alphabet="abcx", max_size=12)


@given(LETTERS, st.text(alphabet="abc", min_size=1, max_size=4), st.integers(0, 5))
def test_some_places_of_the_words_lie_close_enough(text: str, words: str, gap: int) -> None:
    places = [[place for place, letter in enumerate(text) if letter == word] for word in words]
    expected = any(
        len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) + 1 - len(chosen) <= gap
        for chosen in product(*places)
    )
    assert are_near(text, tuple(words), gap) == expected


def test_stop_words_are_left_out_beside_others_and_looked_for_among_themselves() -> None:
    found = near_terms(Near("қай ауыл", 3), "kk")
    assert found is not None
    assert (len(found.terms), found.stemmed) == (1, True)
    alone = near_terms(Near("қай қашан", 3), "kk")
    assert alone is not None
    assert (len(alone.terms), alone.stemmed) == (2, False)
    assert near_terms(Near("'", 3), "kk") is None


def test_only_the_field_that_is_named_must_have_them() -> None:
    found = near_terms(Near("a b", 3, "title"), "uz")
    assert found is not None
    assert [field.field for field in found.fields] == ["title"]
