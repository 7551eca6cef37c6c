"""A server that is stopped, down or killed: nothing is lost and nothing is there twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.elasticsearch_server import ElasticsearchServer
from tests.search.contract.calls import search
from tests.search.meanwhile import meanwhile
from tests.search.servers import articles, assert_complete, feed_through, opened, store
from xabar.records.feeds import FedGeneration
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import EngineUnavailable, active_generation
from xabar.search.fed import fed
from xabar.search.feed import Feeder


@pytest.fixture
async def engine(
    elasticsearch_url: str, index_name: str, plainly_analyzed: None
) -> AsyncIterator[ElasticsearchEngine]:
    """An engine that retries after a few milliseconds."""
    async with opened(Connection(elasticsearch_url), index_name) as engine:
        yield engine


@pytest.fixture
def running_again(elasticsearch_server: ElasticsearchServer) -> Iterator[ElasticsearchServer]:
    """The suite's server, up again afterwards whatever the test did to it."""
    yield elasticsearch_server
    if elasticsearch_server.guard is None:
        elasticsearch_server.start()


async def feed_and_search_without_a_server(records: RecordStore, engine: ElasticsearchEngine) -> None:
    """Begin while the server is down."""
    report = await Feeder(records, engine).feed_until_done(attempts=2, pause=0.01)
    assert (report.confirmed, report.generation) == (0, None)
    assert "cannot connect" in (report.problem or "")
    with pytest.raises(EngineUnavailable, match="cannot connect"):
        await search(engine, "metro")


@pytest.mark.slow
@pytest.mark.last
@pytest.mark.timeout(900)  # it starts the server
async def test_killed_in_the_middle_of_a_bulk_down_at_the_start_and_up_while_a_feeder_waits(
    running_again: ElasticsearchServer, engine: ElasticsearchEngine, records: RecordStore
) -> None:
    """One story, because a server takes ten seconds to come up."""
    server, count, killed = running_again, 3000, asyncio.Event()
    await engine.setup()
    meanwhile(engine, "write", killed.wait, call=20)  # or all might be written before
    generation = fed(engine, await active_generation(engine))
    store(records, articles(count))
    through = asyncio.create_task(feed_through(records, engine))
    await confirmed(records, generation, 500)
    await asyncio.to_thread(server.kill)
    killed.set()
    assert 500 <= records.confirmed(generation) < count

    await feed_and_search_without_a_server(records, engine)
    await asyncio.to_thread(server.start)
    await through  # the feeder that had waited
    await assert_complete(records, engine, count)


@pytest.mark.slow
@pytest.mark.last
async def test_stopped_in_order_in_the_middle(
    elasticsearch_server: ElasticsearchServer, index_name: str, records: RecordStore
) -> None:
    """The report says what waits, and why. Nobody needs the server afterwards, so it is not started again."""
    count = 3000
    async with opened(Connection(elasticsearch_server.url), index_name, leave=True) as engine:
        await engine.setup()
        halted = asyncio.Event()
        meanwhile(engine, "write", halted.wait, call=20)  # or all might be written before
        generation = fed(engine, await active_generation(engine))
        store(records, articles(count, words=100))
        feeder = Feeder(records, engine, batch=100)
        feeding = asyncio.create_task(feeder.feed_until_done(attempts=2, pause=0.01))
        await confirmed(records, generation, 300)
        await asyncio.to_thread(elasticsearch_server.halt)
        halted.set()
        stats = await feeding
    assert stats.stored == stats.confirmed + stats.waiting + stats.dead
    assert 0 < stats.confirmed < count
    assert stats.waiting == count - stats.confirmed
    assert stats.problem


async def confirmed(records: RecordStore, generation: FedGeneration, number: int) -> None:
    """Return when the index has confirmed this number."""
    while records.confirmed(generation) < number:
        await asyncio.sleep(0.005)
