"""Queries are filed under what every article that they find must have, and only those are asked."""

from __future__ import annotations

import pytest

from tests.search.articles import CORPUS, make_article
from xabar.search.engine import SearchRequest
from xabar.search.percolation.article_view import FieldTerms
from xabar.search.percolation.compiling import compile_condition
from xabar.search.percolation.conditions import Key
from xabar.search.percolation.percolator import Frequencies, Percolator
from xabar.search.percolation.requests import query_of
from xabar.search.query_tree import Similar


def keys_of(query: str, frequencies: Frequencies | None = None) -> frozenset[Key] | None:
    condition = compile_condition(query_of(SearchRequest(query, exact=True)), "uz")
    assert condition is not None
    return condition.keys((frequencies or Frequencies()).cost)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("metro", {("stem", "metro")}),
        ("paxta OR metro", {("stem", "metro"), ("stem", "paxta")}),
        ("-paxta metro", {("stem", "metro")}),
        ("metro*", {("prefix", "metro"), ("prefix", "metrö")}),
        ("metro* site:kun.uz", {("site", "kun_uz"), ("site", "kun")}),
        ("* language:uz", {("language", "uz")}),
        ("*", None),
        ("* since:2026", None),
        ("metro OR *", None),
    ],
)
def test_keys_are_what_every_article_that_is_found_must_have(query: str, keys: set[Key] | None) -> None:
    assert keys_of(query) == keys


def test_the_rarest_term_of_the_sample_is_chosen() -> None:
    frequencies = Frequencies([make_article(str(number), "toshkent metro") for number in range(5)])
    assert keys_of("toshkent uy", frequencies) == frozenset({("stem", "uy")})
    assert keys_of('"toshkent uy"', frequencies) == frozenset({("stem", "uy")})
    assert keys_of('"uy toshkent"~3', frequencies) == frozenset({("stem", "uy")})


def test_terms_stand_side_by_side_only_at_their_distances() -> None:
    text = FieldTerms(" a b a c b")
    assert text.has_side_by_side([(0, "a"), (1, "c")])
    assert text.has_side_by_side([(0, "a"), (2, "b")])
    assert not text.has_side_by_side([(0, "b"), (1, "c")])
    assert not text.has_side_by_side([(0, "b"), (1, "b")])
    assert not text.has_side_by_side([(0, "c"), (2, "a")])


def test_names_are_told_in_the_order_of_their_queries() -> None:
    percolator = Percolator(
        {name: query_of(SearchRequest(name)) for name in ("yangi", "*", "metro", "paxta")}
    )
    assert percolator.matching(CORPUS[0]) == ["yangi", "*", "metro"]


def test_what_only_a_correction_asks_is_no_query() -> None:
    with pytest.raises(TypeError, match="correction"):
        compile_condition(Similar("metro", 1), "uz")
