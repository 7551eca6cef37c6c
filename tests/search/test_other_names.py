"""Names in a query: which words may be one, double names, and the other names of places."""

from __future__ import annotations

import time

import pytest

from xabar.search.loose_terms import loose_terms
from xabar.search.other_names import capitalize_names, name_keys, name_places, split_name
from xabar.search.query import parse_query
from xabar.search.query_tree import And, Or, Phrase, Query, Word


def test_a_capitalized_word_may_be_a_name() -> None:
    assert name_keys("Токаев", "kk") == ["takav"]
    assert "takav" in name_keys("توقايەۆ", "kk")
    assert ("names", "takav") in {(each.field, each.term) for each in loose_terms("Токаев", "uz")}


@pytest.mark.parametrize("word", ["токаев", "C5+1", "Нью-Йорк", "—", "US", ""])
def test_other_words_are_none(word: str) -> None:
    assert name_keys(word, "uz") == []


def test_words_in_small_letters_are_read_as_names_where_they_are_looked_for_anywhere() -> None:
    query = capitalize_names(parse_query('токаев ким title:костанай "ташкент" -алматы'))
    assert isinstance(query, And)
    assert query.clauses[:2] == (Word("Токаев"), Word("ким"))
    assert query.clauses[2:] == (Word("костанай", "title"), Phrase("ташкент"))
    assert query.excluded == (Word("алматы"),)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Касым-Жомарт", ("Касым", "Жомарт")),
        ("COVID-19", None),
        ("Toshkent", None),
        ("ishlab-chiqarish", None),
    ],
)
def test_double_names_are_two(typed: str, parts: tuple[str, ...] | None) -> None:
    assert split_name(Word(typed)) == tuple(map(Word, parts or (typed,)))


def other_names(query: Query) -> set[str]:
    match query:
        case Phrase(text):
            return {text}
        case And(clauses) | Or(clauses):
            return set().union(*map(other_names, clauses))
        case _:
            return set()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Олий Мажлис", "Oliy Majlis"),
        ("yangi Oliy Majlis binosi", "Олий Мажлис"),
        ("Россия OR Украина", "Ресей"),
        ("(Россия футбол) OR метро", "Ресей"),
    ],
)
def test_places_have_their_other_names(typed: str, expected: str) -> None:
    assert expected in other_names(name_places(parse_query(typed)))


@pytest.mark.parametrize("typed", ['"Россия"', "title:Россия", "футбол -Россия", "Росс*", "*", "kitob"])
def test_nothing_else_has(typed: str) -> None:
    query = parse_query(typed)
    assert name_places(query) == query


def test_many_words_take_no_time() -> None:
    words = parse_query(" ".join(["Oʻzbekiston Respublikasi Vazirlar Mahkamasi yangi"] * 6))
    name_places(words)
    start = time.thread_time()
    name_places(words)
    assert time.thread_time() - start < 0.5
