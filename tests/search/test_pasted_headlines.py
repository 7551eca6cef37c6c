"""A headline is pasted as a query, whole or in part, with whatever marks it has: it is read, and finds its article."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.search.articles import make_article
from xabar.search.engine import SearchRequest
from xabar.search.percolation.percolator import Percolator
from xabar.search.percolation.requests import query_of
from xabar.search.query import parse_query

WORDS = (
    "Toshkentda metro bekati oʻzbek Қазақстан жаңа мектеп қачон 5 -15 12:30 COVID-19 kun.uz C5+1"
    ' OLMA F*ck O"zbek soʻz dengiz|okean'
)
OPENING = "\"'«“„(*!–—…#№~.,+"
CLOSING = "\"'»”“„«()*!?–—….,;:%+~/-"

SEPARATORS = ["–", "—", "|", "*", "&", "OR", "AND"]


def marked(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("{}{}{}".format, st.text(OPENING, max_size=2), words, st.text(CLOSING, max_size=3))


words = marked(st.sampled_from(WORDS.split()))
parts = words | marked(st.sampled_from(SEPARATORS)) | st.just("-")  # right before a mark, it would exclude
headlines = st.lists(parts, max_size=7).map(" ".join)


def finds(query: str, title: str) -> bool:
    article = make_article("1", title, "Bugun boshqa narsa boʻldi.")
    return Percolator({"pasted": query_of(SearchRequest(query))}).matching(article) == ["pasted"]


@given(headlines, words)
@example("Prezident: «Biz «Yangi", "Oʻzbekiston»ni quramiz")
@example('5" ekran (va "Samsung")) –', "narxi qancha?!")
def test_a_headline_of_any_punctuation_finds_its_article(begins: str, ends: str) -> None:
    headline = f"{begins} {ends}"
    assert finds(headline, headline)


@given(st.lists(st.sampled_from(["metro", "yangi", "bekat", "shahar"]), min_size=1, max_size=5), st.data())
def test_a_mark_without_a_partner_changes_nothing(plain: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(plain) - 1))
    mark = data.draw(st.sampled_from('"«»“”„()'))
    typed = [*plain]
    typed[at] = data.draw(st.sampled_from([f"{mark}{plain[at]}", f"{plain[at]}{mark}"]))
    assert parse_query(" ".join(typed)) == parse_query(" ".join(plain))


@pytest.mark.parametrize("mark", '"“”„«()')
def test_a_word_behind_a_mark_without_a_partner_is_excluded(mark: str) -> None:
    excluded = parse_query("metro -bekat")
    assert parse_query(f"metro -bekat{mark}") == excluded
    assert mark == ")" or parse_query(f"metro -{mark}bekat") == excluded


@pytest.mark.parametrize(
    "title",
    [
        "“Paxtakor” – “Nasaf”: 2:1. Gʻalaba kimniki?",
        "«Biz «Yangi Oʻzbekiston»ni quramiz» – Prezident",
        "Meta* va Instagram** Rossiyada taqiqlandi (ekstremistik)",
        "Yangi metro|Kun.uz | Yangiliklar",
        "Astanada -20 daraja sovuq kutilmoqda :(",
    ],
)
def test_any_words_of_a_headline_find_its_article(title: str) -> None:
    words = title.split()
    for first, last in combinations(range(len(words) + 1), 2):
        part = " ".join(words[first:last])
        assert not any(map(str.isalnum, part)) or finds(part, title), part
