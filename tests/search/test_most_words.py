"""Which words count where no article has all of them."""

from __future__ import annotations

import pytest

from xabar.search.most_words import most_of
from xabar.search.query import parse_query
from xabar.search.query_tree import Most, positive_leaves


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("выборы в Ташкенте", ["выборы", "Ташкенте"]),
        ("Выборы В Ташкенте и метро", ["Выборы", "Ташкенте", "метро"]),
        ("saylov va metro", ["saylov", "va", "metro"]),
        ("metro 5 bekat", ["metro", "5", "bekat"]),
        ("в на", ["в", "на"]),
    ],
)
def test_minor_words_do_not_count(typed: str, counted: list[str]) -> None:
    query = most_of(parse_query(typed))
    assert query is not None
    most = query.clauses[0]
    assert isinstance(most, Most)
    assert list(dict.fromkeys(leaf.text for leaf in positive_leaves(most))) == counted


def test_one_word_beside_minor_ones_is_not_most_of_several() -> None:
    assert most_of(parse_query("в метро")) is None
