"""What others do between two of our requests: rebuilds, setups and crawls at the same time, on a real server.

Nothing here is left to chance: `meanwhile` lets the other one act just before the request that it is to disturb.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.search.articles import CORPUS, FETCHED, make_article
from tests.search.contract import active, change_of, fill, search
from tests.search.test_elasticsearch import remove_everything
from tests.search.test_elasticsearch_trials import assert_whole, hasty
from xabar.crawl_stats import CrawlStats
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import INDEX_LANGUAGES, EngineUnavailable
from xabar.search.feed import Feeder
from xabar.search.rebuild import rebuild_index


@pytest.fixture
async def engine(elasticsearch_url: str, index_name: str) -> AsyncIterator[ElasticsearchEngine]:
    """The engine whose requests are disturbed."""
    engine = hasty(ElasticsearchEngine(Connection(elasticsearch_url), name=index_name))
    try:
        yield engine
        await remove_everything(engine)
    finally:
        await engine.close()


@pytest.fixture
async def other(elasticsearch_url: str, index_name: str) -> AsyncIterator[ElasticsearchEngine]:
    """The same indexes in another process's hands."""
    engine = hasty(ElasticsearchEngine(Connection(elasticsearch_url), name=index_name))
    try:
        yield engine
    finally:
        await engine.close()


def meanwhile(target: Any, method: str, act: Callable[[], Awaitable[Any]], *, call: int = 1) -> None:
    """Let `act` happen just before the given call of a method of ours."""
    ours = getattr(target, method)
    calls = 0

    async def disturbed(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            await act()
        return await ours(*arguments, **named)

    setattr(target, method, disturbed)


def before_the_bulk(engine: ElasticsearchEngine, act: Callable[[], Awaitable[Any]]) -> None:
    """Let `act` happen just before the first bulk request; the client's helper sends it over the same transport."""
    transport = engine.client.transport
    ours = transport.perform_request
    pending = True

    async def disturbed(method: str, target: str, **named: Any) -> Any:
        nonlocal pending
        if pending and target.startswith("/_bulk"):
            pending = False
            await act()
        return await ours(method, target, **named)

    setattr(transport, "perform_request", disturbed)  # noqa: B010  # mypy refuses the plain assignment


# --- a build goes ------------------------------------------------------------------------------------------------


async def test_a_build_that_is_dropped_before_it_is_counted_holds_nothing(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(other, records)
    old, new = await active(other), await other.create_generation()
    await other.activate(new)
    meanwhile(engine.client, "count", lambda: other.drop(old))
    found = {generation.name: generation.documents for generation in await engine.generations()}
    assert found == {old: 0, new: 0}
    assert [generation.name for generation in await engine.generations()] == [new]


async def test_what_is_done_to_a_build_that_is_gone_is_said_in_words(
    engine: ElasticsearchEngine, other: ElasticsearchEngine
) -> None:
    await engine.setup()
    gone = await other.create_generation()
    await engine.write(gone, [change_of(CORPUS[0])])
    await other.drop(gone)
    await engine.drop(gone)
    with pytest.raises(EngineUnavailable, match="index is not there"):
        await engine.write(gone, [change_of(CORPUS[0])])
    with pytest.raises(EngineUnavailable, match="there is no index"):
        await engine.activate(gone)
    with pytest.raises(EngineUnavailable, match="there is no index"):
        [each async for each in engine.ids(gone)]
    assert await active(engine) == "000001"


async def test_a_build_that_is_dropped_while_its_ids_are_read_is_said_in_words(
    engine: ElasticsearchEngine,
    other: ElasticsearchEngine,
    records: RecordStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xabar.search.elastic.engine.PAGE", 2)
    await fill(engine, records)
    ids = engine.ids("000001")
    first = await anext(ids)
    await rebuild_index(records, other)
    with pytest.raises(EngineUnavailable, match="000001 went away"):
        assert first not in [each async for each in ids]


async def test_a_feeder_whose_build_is_replaced_goes_on_with_the_new_one(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    records.put_article(make_article("late"))
    before_the_bulk(engine, lambda: rebuild_index(records, other))
    report = await Feeder(records, engine).feed_until_done(pause=0)
    assert (report.generation, report.waiting, report.dead, report.problem) == ("000002", 0, 0, None)
    await assert_whole(records, engine, len(CORPUS) + 1)


async def test_a_check_whose_build_is_replaced_reads_the_new_one(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    meanwhile(engine, "refresh", lambda: rebuild_index(records, other))
    found = await check_index(records, engine)
    assert (found.ok, found.generation, found.held) == (True, "000002", len(CORPUS))


async def test_a_check_judges_nothing_that_a_crawl_changes_meanwhile(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)

    async def crawl() -> None:
        records.put_article(make_article("new"))
        records.remove_article(CORPUS[0].id, CORPUS[0].fetched_at + timedelta(minutes=1))
        await fill(other, records, [])

    meanwhile(engine, "refresh", crawl)
    found = await check_index(records, engine)
    assert (found.missing, found.superfluous, found.ok) == ((), (), True)
    assert (await check_index(records, engine)).ok


# --- a build is not ready ----------------------------------------------------------------------------------------


async def withhold(engine: ElasticsearchEngine, language: str, yes: bool = True) -> None:
    """Make an index whose shard the server does not start, or let it start."""
    index, key = f"{engine.name}-{language}-000001", "index.routing.allocation.enable"
    if not yes:
        await engine.client.indices.put_settings(index=index, settings={key: "all"})
        await engine.client.cluster.health(index=index, wait_for_status="yellow")
        return
    await engine.client.indices.delete(index=index)
    await engine.client.indices.create(
        index=index,
        settings={key: "none"},
        aliases={engine.name: {}, f"{engine.name}-{language}": {}},
        wait_for_active_shards=0,
    )


async def test_a_count_and_a_search_wait_for_a_shard_that_starts(
    engine: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    kazakh = sum(article.language == "kk" for article in CORPUS)
    for request in ("count", "search"):
        await withhold(engine, "kk")
        meanwhile(engine.client, request, lambda: withhold(engine, "kk", yes=False), call=2)
        if request == "count":
            (generation,) = await engine.generations()
            found = generation.documents
        else:
            found = (await search(engine, "*", size=0)).total
        assert found == len(CORPUS) - kazakh


async def test_a_shard_that_never_starts_is_no_lost_index(
    engine: ElasticsearchEngine, records: RecordStore
) -> None:
    """A part of the articles must not be taken for all of them: a rebuild would fail, a feed begin anew."""
    await fill(engine, records)
    await withhold(engine, "kk")
    (generation,) = await engine.generations()
    assert generation.documents is None
    report = await Feeder(records, engine).feed_until_done(attempts=1)
    assert report.waiting == 0
    assert records.confirmed(engine.address, "000001") == len(CORPUS)


async def test_an_article_that_cannot_be_looked_up_in_every_language_waits(
    engine: ElasticsearchEngine, records: RecordStore
) -> None:
    """It might stand there: written without a look it would be found twice."""
    await engine.setup()
    await withhold(engine, "kk")
    records.put_article(make_article("1", "Metro", language="uz"))
    report = await Feeder(records, engine).feed_until_done(attempts=1)
    assert (report.waiting, report.dead) == (1, 0)
    assert "cannot look up" in (report.problem or "")
    await withhold(engine, "kk", yes=False)
    await Feeder(records, engine).feed_until_done()
    await engine.refresh()
    assert (await search(engine, "metro", size=0)).total == 1


# --- two at the same time ----------------------------------------------------------------------------------------


async def test_a_setup_goes_on_with_what_another_has_begun(
    engine: ElasticsearchEngine, other: ElasticsearchEngine
) -> None:
    await other.setup()
    await other.client.indices.delete(index=[f"{engine.name}-{name}-000001" for name in INDEX_LANGUAGES[1:]])
    assert await engine.setup() is True
    (generation,) = await engine.generations()
    assert (generation.name, generation.active) == ("000001", True)


async def test_a_setup_that_another_overtakes_makes_no_second_build(
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


async def test_two_rebuilds_at_the_same_time_leave_one_whole_build(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    meanwhile(engine.client.indices, "update_aliases", lambda: rebuild_index(records, other))
    with pytest.raises(EngineUnavailable, match="000002"):
        await rebuild_index(records, engine)
    assert await active(engine) == "000003"
    await assert_whole(records, engine, len(CORPUS))


async def test_a_rebuild_leaves_a_later_one_its_build(
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
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await engine.setup()
    with records.transaction():
        for number in range(300):
            records.put_article(make_article(f"f{number}", language=("uz", "kk")[number % 2]))
    feeders = [Feeder(records, each, batch=20) for each in (engine, other, engine)]
    reports = await asyncio.gather(*(feeder.feed_until_done() for feeder in feeders))
    assert {(report.waiting, report.dead) for report in reports} == {(0, 0)}
    await assert_whole(records, engine, 300)
