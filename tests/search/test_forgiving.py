"""What is spelled as typed stays where it is, whatever else is found; and no hostile query takes long."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import pytest

from tests.search.articles import CORPUS
from tests.search.contract.forgiving import ARTICLES, NEWS
from xabar.records.store import RecordStore
from xabar.search.cursor import every_hit
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchRequest
from xabar.search.feed import Feeder
from xabar.search.loose_terms import MOST_WORDS, loosen_query
from xabar.search.query import parse_query

PLAIN = "kgnsyco"


@pytest.mark.slow
async def test_the_first_ten_are_those_of_the_spelling_typed(tmp_path: Path, records: RecordStore) -> None:
    held = [*CORPUS, *ARTICLES, *NEWS]
    with records.transaction():
        for article in held:
            records.put_article(article)
    engine = EmbeddedEngine(tmp_path / "index", records)
    await Feeder(records, engine).feed_until_done()
    words = sorted({word for article in held for word in f"{article.title} {article.body}".split()})
    asked = [word for word in words if word.isalpha()]
    asked += [f"{one} OR {other}" for one, other in islice(pairwise(asked), 0, None, 3)]
    looser = 0
    for request in (SearchRequest(each, marked=False, as_asked=True) for each in asked):
        page, exact = await engine.search(request), await engine.search(replace(request, exact=True))
        if exact.total:
            assert page.hits[: len(exact.hits)] == exact.hits, request
            assert page.total - page.looser == exact.total, request
        looser += page.looser
    assert looser
    too_much = SearchRequest("metro paxta hosili")
    assert (await engine.search(too_much)).partial
    assert [hit async for hit in every_hit(engine, too_much)] == []
    await engine.close()


@pytest.mark.parametrize(
    "query",
    [
        "ng" * 990,
        "1" * 1900,
        "кгнухо" * 300,
        " ".join(PLAIN * 3 + str(number) for number in range(80)),
        " OR ".join(PLAIN * 2 + str(number) for number in range(80)),
        " ".join(f"{letter}{PLAIN * 5}" for letter in "abcd"),
        "a.b.c." * 300,
    ],
)
async def test_a_hostile_query_takes_no_longer_than_others(
    tmp_path: Path, records: RecordStore, query: str
) -> None:
    engine = EmbeddedEngine(tmp_path / "index", records)
    records.put_article(CORPUS[0])
    await Feeder(records, engine).feed_until_done()
    began = time.process_time()
    await engine.search(SearchRequest(query))
    assert time.process_time() - began < 2
    await engine.close()


def test_a_pasted_text_is_not_loosened() -> None:
    few = parse_query(" ".join(["koprik"] * MOST_WORDS))
    many = parse_query(" ".join(["koprik"] * (MOST_WORDS + 1)))
    assert loosen_query(few) != few
    assert loosen_query(many) == many
