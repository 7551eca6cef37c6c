"""Putting hits in order anew, over an engine that is a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.search.articles import make_article
from xabar.search.engine import Ask, Hit, SearchPage, SearchRequest
from xabar.search.highlight import HIT_START
from xabar.search.most_words import most_of
from xabar.search.query import parse_query
from xabar.search.query_tree import Most, Query
from xabar.search.reranking import CANDIDATES, may_lack_words, rerank, reranking

TYPED = "temiryoʻl vokzali poyezdlar jadvali"


def some_hits(count: int) -> list[Hit]:
    """Hits of which every fifth shares a root with the query, with scores that fall slowly."""
    bodies = ["Temiryoʻlchilar bayrami." if at % 5 == 4 else "Ob-havo maʼlumoti." for at in range(count)]
    return [
        Hit(make_article(f"{at}", "Xabar", body), 10 - at / 100, body, "Xabar")
        for at, body in enumerate(bodies)
    ]


def most(typed: str) -> Query:
    found = most_of(parse_query(typed))
    assert found is not None
    return found


def asking(hits: list[Hit], asked: list[SearchRequest] | None = None) -> Ask:
    async def ask(query: Query, request: SearchRequest) -> SearchPage:
        if asked is not None:
            asked.append(request)
        return SearchPage(len(hits), tuple(hits[request.offset : request.offset + request.size]))

    return reranking(ask)


def numbers(hits: tuple[Hit, ...] | list[Hit]) -> list[int]:
    return [int(hit.article.url.rsplit("/", 1)[1]) for hit in hits]


def test_what_shares_parts_of_words_comes_first_and_all_else_as_before() -> None:
    first = [4, 9, 14, 19]
    ranked = rerank(some_hits(20), most(TYPED))
    assert numbers(ranked) == [*first, *(at for at in range(20) if at not in first)]
    assert [hit.score for hit in ranked] == [hit.score for hit in some_hits(20)]


def test_the_score_of_the_engine_still_counts() -> None:
    hits = some_hits(5)
    hits[0] = replace(hits[0], score=100.0)
    assert numbers(rerank(hits, most(TYPED))) == [0, 4, 1, 2, 3]


def test_hits_change_places_within_their_language() -> None:
    hits = some_hits(10)
    kazakh = {3: "Ауа райы болжамы.", 7: "Теміржолшылар мерекесі."}
    for at, body in kazakh.items():
        article = make_article(f"{at}", "Хабар", body, language="kk", script="Cyrl")
        hits[at] = replace(hits[at], article=article)
    ranked = rerank(hits, most("темір жол temiryoʻl vokzali"))
    assert numbers(ranked) == [4, 9, 0, 7, 1, 2, 5, 3, 6, 8]
    assert [hit.score for hit in ranked] == [hit.score for hit in hits]


async def test_pages_are_parts_of_one_order_that_ends_as_before() -> None:
    ask = asking(some_hits(50))
    pages = [
        await ask(most(TYPED), SearchRequest(TYPED, offset=at, size=8, marked=False))
        for at in range(0, 50, 8)
    ]
    order = [number for page in pages for number in numbers(page.hits)]
    assert [hit.score for page in pages for hit in page.hits] == [hit.score for hit in some_hits(50)]
    assert {page.total for page in pages} == {50}
    assert order[:6] == [4, 9, 14, 19, 24, 29]
    assert sorted(order[:CANDIDATES]) == [*range(CANDIDATES)]
    assert order[CANDIDATES:] == [*range(CANDIDATES, 50)]


async def test_only_the_page_is_marked() -> None:
    asked: list[SearchRequest] = []
    page = await asking(some_hits(50), asked)(most(f"{TYPED} bayrami"), SearchRequest(TYPED, size=2))
    assert [(each.size, each.marked) for each in asked] == [(CANDIDATES, False)]
    assert [hit.snippet.count(HIT_START) for hit in page.hits] == [2, 2]


@pytest.mark.parametrize(
    ("typed", "lacks"),
    [
        ("metro bekati", False),
        ("metro OR bekat OR poyezd", False),
        ("metro OR bekat OR poyezd OR vokzal", True),
        ("(metro OR bekat OR poyezd OR vokzal) since:2026", True),
        ("(metro OR bekat OR poyezd OR vokzal) Toshkent", False),
        ('metro OR bekat OR poyezd OR "yangi vokzal"', False),
        ("metro OR bekat OR poyezd OR vok*", False),
        ("site:kun.uz OR site:daryo.uz OR site:zamin.uz OR site:gazeta.uz", False),
    ],
)
async def test_only_hits_that_may_lack_words_change_places(typed: str, lacks: bool) -> None:
    query = parse_query(typed, date(2026, 3, 1))
    assert may_lack_words(query) == lacks
    asked: list[SearchRequest] = []
    request = SearchRequest(typed)
    await asking(some_hits(50), asked)(query, request)
    assert (asked == [request]) != lacks


async def test_an_order_of_time_a_count_and_later_pages_are_asked_as_they_are() -> None:
    for request in (
        SearchRequest(TYPED, sort="newest"),
        SearchRequest(TYPED, size=0),
        SearchRequest(TYPED, offset=CANDIDATES),
    ):
        asked: list[SearchRequest] = []
        await asking(some_hits(50), asked)(most(TYPED), request)
        assert asked == [request]


def test_most_words_beside_filters_may_lack_words() -> None:
    query = most("metro bekati poyezd site:kun.uz -vokzal")
    assert not isinstance(query, Most)
    assert may_lack_words(query)
