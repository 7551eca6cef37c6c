"""A cluster by the addresses of its nodes: while one of them answers, nothing stops. A dead one is a port of nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.ports import free_port
from tests.search.articles import CORPUS
from tests.search.contract.calls import search
from tests.search.servers import opened
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection, WrongSetting
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.elastic.nodes import find_faulty_nodes
from xabar.search.elastic.shape import IndexShape
from xabar.search.engine import EngineUnavailable
from xabar.search.feed import Feeder
from xabar.search.rebuild import rebuild_index


@pytest.fixture
async def engine(
    elasticsearch_url: str, index_name: str, plainly_analyzed: None
) -> AsyncIterator[ElasticsearchEngine]:
    """An engine that knows a dead node before the one that answers, and one after it."""
    addresses = f"{_nobody()},{elasticsearch_url}, {_nobody()}"
    async with opened(Connection(addresses), index_name) as engine:
        yield engine


def _nobody() -> str:
    return f"http://127.0.0.1:{free_port()}"


async def test_dead_nodes_stop_neither_setup_nor_feed_nor_search(
    engine: ElasticsearchEngine, records: RecordStore
) -> None:
    for article in CORPUS:
        records.put_article(article)
    await engine.setup()
    report = await Feeder(records, engine).feed_until_done(attempts=1)
    await engine.refresh()
    assert (report.waiting, report.dead) == (0, 0)
    for _ in range(4):  # whichever node comes first
        assert (await search(engine, "*", size=0)).total == len(CORPUS)


async def test_each_dead_node_is_named(engine: ElasticsearchEngine) -> None:
    first, alive, last = engine.connection.addresses
    assert [sentence.split(": ")[0] for sentence in await engine.faulty_nodes()] == [first, last]
    assert not await replace_connection(engine, alive).faulty_nodes()


def replace_connection(engine: ElasticsearchEngine, address: str) -> ElasticsearchEngine:
    return ElasticsearchEngine(replace(engine.connection, address=address), name=engine.name)


async def test_a_node_of_another_cluster_is_named(engine: ElasticsearchEngine) -> None:
    """The other cluster is a server that knows no index."""
    await engine.setup()
    alive = engine.connection.addresses[1]

    async def no_index(_: web.Request) -> web.Response:
        return web.json_response({}, headers={"X-Elastic-Product": "Elasticsearch"})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", no_index)
    async with TestServer(application) as server:
        other = str(server.make_url("")).rstrip("/")
        [sentence] = await find_faulty_nodes(Connection(f"{alive},{other}"), engine.name)
    assert sentence.startswith(f"{other} holds other indexes than {alive}: they are not nodes of one cluster")


async def test_when_no_node_answers_all_are_named() -> None:
    addresses = f"{_nobody()},{_nobody()}"
    engine = ElasticsearchEngine(Connection(addresses))
    try:
        with pytest.raises(EngineUnavailable, match=addresses):
            await engine.generations()
    finally:
        await engine.close()


@pytest.mark.parametrize("address", ["http://one:9200,two:9200", "http://one:9200,http://user:secret@two"])
def test_every_address_is_checked(address: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        Connection(address)
    assert "two" in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_a_rebuild_applies_shards_and_replicas(
    elasticsearch_url: str, index_name: str, records: RecordStore, plainly_analyzed: None
) -> None:
    records.put_article(CORPUS[0])
    async with opened(Connection(elasticsearch_url), index_name, leave=True) as before:
        await before.setup(records.mark())
        await Feeder(records, before).feed_until_done(attempts=1)
        assert await _shape(before, "000001") == {("1", "0")}
    async with opened(Connection(elasticsearch_url), index_name) as found:
        after = ElasticsearchEngine(found.connection, name=index_name, shape=IndexShape(shards=2, replicas=0))
        try:
            await rebuild_index(records, after)
            assert await _shape(after, "000002") == {("2", "0")}
            assert (await search(after, "*", size=0)).total == 1
        finally:
            await after.close()


async def _shape(engine: ElasticsearchEngine, generation: str) -> set[tuple[str, str]]:
    found = await engine.client.indices.get_settings(index=f"{engine.name}-*-{generation}")
    settings = [body["settings"]["index"] for body in found.body.values()]
    return {(each["number_of_shards"], each["number_of_replicas"]) for each in settings}
