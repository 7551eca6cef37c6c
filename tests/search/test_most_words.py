"""Which words count where no article has all of them."""

from __future__ import annotations

import pytest

from tests.search.articles import make_article
from xabar.search.engine import Hit
from xabar.search.highlight import Highlighter
from xabar.search.most_words import is_sentence, most_of, with_missing
from xabar.search.query import parse_query
from xabar.search.query_tree import Most, positive_leaves
from xabar.search.snippet import Span


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("выборы в Ташкенте", ["выборы", "Ташкенте"]),
        ("Выборы В Ташкенте и метро", ["Выборы", "Ташкенте", "метро"]),
        ("saylov va metro", ["saylov", "va", "metro"]),
        ("metro 5 bekat", ["metro", "5", "bekat"]),
        ("в на", ["в", "на"]),
        ("мактаб качон очилди", ["мактаб", "очилди"]),
        ("мектеп кандай кашан болды", ["мектеп", "болды"]),
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


@pytest.mark.parametrize(("words", "least"), [(2, 1), (5, 1), (6, 2), (20, 2)])
def test_a_third_of_the_words_must_be_there_but_no_more_than_two(words: int, least: int) -> None:
    query = most_of(parse_query(" ".join(f"metro{number}" for number in range(words))))
    assert query is not None
    assert isinstance(query.clauses[0], Most)
    assert query.clauses[0].least == least


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("Toshkentda metro qachon ochildi", True),
        ("Toshkentda metro qachon ochildi site:kun.uz", True),
        ("metro qachon?", True),
        ("metro qachon ? ", True),
        ("metro", False),
        ("Toshkent metro bekati", False),
        ("Toshkent metro bekati site:kun.uz", False),
        ("Toshkent metro bekati -vokzal yangi", False),
        ('"Toshkent metrosi" bekati yangi ochildi', False),
        ("title:metro bekat yangi ochildi", False),
        ("Toshkent metro OR bekat yangi ochildi", False),
        ("Toshkent metro beka* ochildi", False),
    ],
)
def test_a_sentence_is_a_question_or_four_words_without_a_sign(typed: str, asks: bool) -> None:
    assert is_sentence(parse_query(typed), typed) == asks


def test_marks_and_missing_words_come_from_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    query = most_of(parse_query("metro bekati poyezd vokzali"))
    assert query is not None
    article = make_article("1", "Metro haqida", "Yangi bekat ochildi.")
    texts: list[str] = []
    find = Highlighter.find

    def find_once(self: Highlighter, text: str, *, is_title: bool = False) -> list[Span]:
        texts.append(text)
        return find(self, text, is_title=is_title)

    monkeypatch.setattr(Highlighter, "find", find_once)
    [marked] = with_missing([Hit(article, 1.0, "", "")], query, marked=True)
    [plain] = with_missing([Hit(article, 1.0, "as it was", "too")], query, marked=False)
    assert texts == [article.title, article.body] * 2
    assert marked.missing == plain.missing == ("poyezd", "vokzali")
    assert (plain.snippet, plain.title) == ("as it was", "too")
    assert marked.title == Highlighter(query, "uz").mark(article.title)
    assert marked.snippet == Highlighter(query, "uz").snippet(article.body)
