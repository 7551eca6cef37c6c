"""Setups, rebuilds and feeders at the same time on a real server end as one of them would."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.search.articles import CORPUS, FETCHED, make_article
from tests.search.contract.calls import active, change_of, fill
from tests.search.meanwhile import meanwhile
from tests.search.measured_run import measured_run
from tests.search.servers import assert_complete, opened
from xabar.crawl_stats import CrawlStats
from xabar.records.alarms import Alarm
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import INDEX_LANGUAGES, EngineUnavailable
from xabar.search.feed import Feeder
from xabar.search.rebuild import rebuild_index


@pytest.fixture
async def engine(
    elasticsearch_url: str, index_name: str, plainly_analyzed: None
) -> AsyncIterator[ElasticsearchEngine]:
    """The engine whose requests are disturbed."""
    async with opened(Connection(elasticsearch_url), index_name) as engine:
        yield engine


@pytest.fixture
def ready(ready_on_a_server: ElasticsearchEngine) -> ElasticsearchEngine:
    """An engine that is set up and empty."""
    return ready_on_a_server


@pytest.fixture
async def other(elasticsearch_url: str, index_name: str) -> AsyncIterator[ElasticsearchEngine]:
    """A second engine on the same indexes, as another process would have."""
    async with opened(Connection(elasticsearch_url), index_name, leave=True) as engine:
        yield engine


async def test_a_setup_goes_on_with_what_another_has_begun(
    engine: ElasticsearchEngine, other: ElasticsearchEngine
) -> None:
    await other.setup()
    await other.client.indices.delete(index=[f"{engine.name}-{name}-000001" for name in INDEX_LANGUAGES[1:]])
    assert await engine.setup() is True
    (generation,) = await engine.generations()
    assert (generation.name, generation.active) == ("000001", True)


async def test_a_setup_that_another_overtakes_makes_no_second_generation(
    engine: ElasticsearchEngine, other: ElasticsearchEngine
) -> None:
    meanwhile(engine.client.indices, "put_index_template", other.setup)
    await engine.setup()
    (generation,) = await engine.generations()
    assert (generation.name, generation.active) == ("000001", True)


async def test_an_index_of_runs_that_somebody_removed_comes_back_as_it_was(
    engine: ElasticsearchEngine,
) -> None:
    await engine.setup()
    assert await engine.make_runs_index() is False
    before = await engine.client.indices.get_mapping(index=engine.runs_index)
    await engine.client.indices.delete(index=engine.runs_index)
    await engine.report_run(CrawlStats(), FETCHED)  # a run that comes first must not make up a mapping
    assert (await engine.client.indices.get_mapping(index=engine.runs_index)).body == before.body
    await engine.client.indices.delete(index=engine.runs_index)
    assert await engine.make_runs_index() is True


async def test_an_index_of_runs_of_an_older_version_gets_the_new_fields_by_setup(
    engine: ElasticsearchEngine,
) -> None:
    older = {"dynamic": "strict", "properties": {"at": {"type": "date"}, "kind": {"type": "keyword"}}}
    await engine.client.indices.create(index=engine.runs_index, mappings=older)
    with pytest.raises(EngineUnavailable, match="xabar index setup"):
        await engine.report_run(measured_run(), FETCHED)
    assert await engine.make_runs_index() is False
    alarm = Alarm("a1", "kun_uz", "drift", "why", FETCHED, FETCHED)
    for each in (alarm, replace(alarm, cleared_at=FETCHED)):
        await engine.report_alarms([each])
    await engine.client.indices.refresh(index=engine.runs_index)
    found = await engine.client.search(index=engine.runs_index, q="kind:alarm")
    [document] = [hit["_source"] for hit in found["hits"]["hits"]]
    assert document["cleared_at"]


async def test_two_rebuilds_at_the_same_time_leave_one_complete_generation(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    meanwhile(engine.client.indices, "update_aliases", lambda: rebuild_index(records, other))
    with pytest.raises(EngineUnavailable, match="000002"):
        await rebuild_index(records, engine)
    assert await active(engine) == "000003"
    await assert_complete(records, engine, len(CORPUS))


async def test_a_rebuild_leaves_a_later_one_its_generation(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    made: list[str] = []

    async def begin() -> None:
        made.append(await other.create_generation())

    meanwhile(engine.client.indices, "update_aliases", begin)
    report = await rebuild_index(records, engine)
    assert (report.generation, report.dropped, made) == ("000002", ("000001",), ["000003"])
    assert [generation.name for generation in await engine.generations()] == ["000002", "000003"]
    await other.write("000003", [change_of(CORPUS[0])])


async def test_many_feeders_at_once_carry_everything_once(
    ready: ElasticsearchEngine, records: RecordStore
) -> None:
    with records.transaction():
        for number in range(300):
            records.put_article(make_article(f"f{number}", language=("uz", "kk")[number % 2]))
    async with opened(ready.connection, ready.name, leave=True) as other:
        feeders = [Feeder(records, each, batch=20) for each in (ready, other, ready)]
        reports = await asyncio.gather(*(feeder.feed_until_done() for feeder in feeders))
    assert {(report.waiting, report.dead) for report in reports} == {(0, 0)}
    await assert_complete(records, ready, 300)
