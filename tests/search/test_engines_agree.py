"""Both engines over the same articles give the same counts, facets and first ten hits, up to ties."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bench.embedded.corpus import articles, queries
from tests.search.articles import CORPUS
from tests.search.contract.calls import QUERIES
from tests.search.servers import remove_everything
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import FACETS, SearchEngine, SearchPage, SearchRequest
from xabar.search.feed import Feeder

COUNT = 200
MAY_LACK_WORDS = (
    "Toshkent metrosi bayram kunlari nechagacha ishlaydi?",
    "жаңа мектеп пен метро қай қалада ашылды",
    "metro OR paxta OR мектеп OR hosil OR қала",
)
NEAR = 1e-4  # relative difference up to which two scores are a tie: both engines compute with 32 bits


@pytest.fixture
async def engines(
    tmp_path: Path, records: RecordStore, elasticsearch_url: str, index_name: str
) -> AsyncIterator[tuple[SearchEngine, SearchEngine]]:
    """The embedded engine and the server's, fed from the same records."""
    with records.transaction():
        for article in (*CORPUS, *articles(COUNT)):
            records.put_article(article)
    embedded = EmbeddedEngine(tmp_path / "index", records)
    server = ElasticsearchEngine(Connection(elasticsearch_url), name=index_name)
    for engine in (embedded, server):
        await Feeder(records, engine).feed_until_done()
        await engine.refresh()
    yield embedded, server
    await remove_everything(server)
    await embedded.close()
    await server.close()


def assert_same_top(one: SearchPage, other: SearchPage) -> None:
    """Assert that both have the same articles with the same scores; of a tie at the end, any may be there."""
    scores = [pytest.approx(hit.score, rel=NEAR) for hit in one.hits]
    assert [hit.score for hit in other.hits] == scores
    found = {hit.article.id: hit.score for hit in one.hits}
    for hit in other.hits:
        assert hit.score == pytest.approx(found.get(hit.article.id, one.hits[-1].score), rel=NEAR)


@pytest.mark.slow
async def test_the_same_is_found_in_the_same_order(engines: tuple[SearchEngine, SearchEngine]) -> None:
    embedded, server = engines
    asked = [SearchRequest(query, facets=FACETS) for query in QUERIES]
    asked += [SearchRequest(query, facets=FACETS) for query in MAY_LACK_WORDS]
    asked += [request for kind in queries(list(articles(COUNT)), 10).values() for request in kind]
    assert len(asked) > 60
    hits = 0
    for request in asked:
        one, other = await embedded.search(request), await server.search(request)
        assert other.total == one.total, request
        told = (one.looser, one.lacking, one.partial, one.correction)
        assert (other.looser, other.lacking, other.partial, other.correction) == told, request
        assert {name: dict(values) for name, values in other.facets.items()} == {
            name: dict(values) for name, values in one.facets.items()
        }, request
        assert_same_top(one, other)
        hits += one.total
    assert hits > 1000
