"""Typed queries, and the trees or errors that they become."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xabar.search.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    And,
    Everything,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Word,
    parse_query,
    positive_leaves,
)

TREES: list[tuple[str, Query]] = [
    ("metro", Word("metro")),
    ("  toshkent   metro ", And((Word("toshkent"), Word("metro")))),
    ("a AND b", And((Word("a"), Word("b")))),
    ("paxta OR gʻalla", Or((Word("paxta"), Word("gʻalla")))),
    ("a b OR c d", Or((And((Word("a"), Word("b"))), And((Word("c"), Word("d")))))),
    ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
    ("saylov -prezident", And((Word("saylov"),), (Word("prezident"),))),
    ('a -(b OR "c d")', And((Word("a"),), (Or((Word("b"), Phrase("c d"))),))),
    ("qozogʻ*", Prefix("qozogʻ")),
    ("*", Everything()),
    ("* -sport", And((Everything(),), (Word("sport"),))),
    ("or and", And((Word("or"), Word("and")))),
    ("((a))", Word("a")),
    # every kind of quotation mark
    ('"shahar hokimi"', Phrase("shahar hokimi")),
    ("«шаҳар ҳокими»", Phrase("шаҳар ҳокими")),
    ("“shahar hokimi”", Phrase("shahar hokimi")),
    ("„shahar hokimi“", Phrase("shahar hokimi")),
    ("”shahar hokimi”", Phrase("shahar hokimi")),
    ('“shahar hokimi"', Phrase("shahar hokimi")),
    ("«ichida «yana» bor»", Phrase("ichida «yana» bor")),
    ('"yangi metro"bekat', Phrase('yangi metro"bekat')),
    # a case suffix glued to the quotation mark
    ("«Замин»ни ўқинг", And((Phrase("Замин»ни"), Word("ўқинг")))),
    ('"Zamin"-ning', Phrase('Zamin"-ning')),
    # apostrophes and hyphens are parts of words
    ("oʻzbek o'yin O`zbek", And((Word("oʻzbek"), Word("o'yin"), Word("O`zbek")))),
    ("COVID-19 C5+1 kun.uz", And((Word("COVID-19"), Word("C5+1"), Word("kun.uz")))),
    ("Toshkent - Samarqand", And((Word("Toshkent"), Word("Samarqand")))),
    # a part without a letter or digit is ignored
    ("metro '", Word("metro")),
    ("metro !?", Word("metro")),
    ("' OR metro", Word("metro")),
]
ERRORS = [
    ("", 0, "empty"),
    ("   ", 0, "empty"),
    ("' !", 0, "empty"),
    ('metro "bekat', 6, "never closed"),
    ("metro «bekat", 6, "never closed"),
    ("metro» bekat", 5, "without an opening"),
    ("(metro", 0, "never closed"),
    ("metro)", 5, "without an opening"),
    ("a (b (c) d", 2, "never closed"),
    ("()", 0, "nothing between"),
    ("a ( ' ) b", 2, "nothing between"),
    ("OR a", 0, "both sides"),
    ("a OR", 2, "both sides"),
    ("a OR OR b", 2, "both sides"),
    ("(a OR) b", 3, "both sides"),
    ("a AND OR b", 2, "both sides"),
    ("AND", 0, "both sides"),
    ("-metro", 0, "only something to exclude"),
    ("-a -b", 0, "only something to exclude"),
    ("a OR -b", 5, "only something to exclude"),
    ("a (-b)", 3, "only something to exclude"),
    ("a -OR b", 3, "excludes nothing"),
    ("a*b", 1, "only at the end"),
    ("*a", 0, "only at the end"),
    ("a**", 1, "only at the end"),
    ('"a b"*', 5, "only at the end"),
    ("(a)*", 3, "only at the end"),
    ('"a"b*', 4, "only at the end"),
    ("'*", 1, "beginning of a word"),
    ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, "inside each other"),
    ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "longer than"),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_tree(text: str, tree: Query) -> None:
    assert parse_query(text) == tree


@pytest.mark.parametrize(("text", "position", "words"), ERRORS)
def test_error(text: str, position: int, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        parse_query(text)
    assert caught.value.position == position
    assert str(position + 1) in str(caught.value)


def test_positive_leaves_leave_out_what_is_excluded() -> None:
    query = parse_query('(a OR "b c") d* -e')
    assert positive_leaves(query) == [Word("a"), Phrase("b c"), Prefix("d")]


SYNTAX = st.text(alphabet="ab*\"«»“”„()-'ʻ OR ANDў.\n", max_size=60)


@given(SYNTAX | st.text(max_size=60))
@example("-" * 100)
@example('""')
@example("(" * 100)
def test_anything_typed_is_a_tree_or_a_query_error(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError as error:
        position: int | None = error.position
    else:
        position = None
        leaves = positive_leaves(query)
        assert leaves or "*" in text
        assert all(any(char.isalnum() for char in leaf.text) for leaf in leaves)
    assert position is None or 0 <= position <= len(text)
