"""Rebuilds, setups and crawls at the same time on a real server: what others do between two of our requests.

Nothing here is left to chance: `meanwhile` lets the other engine act just before the request that it should disturb.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import active, change_of, fill, search
from tests.search.meanwhile import before_a_bulk, meanwhile
from tests.search.servers import assert_complete, opened
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import EngineUnavailable
from xabar.search.fed import fed
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


# --- a generation goes ----------------------------------------------------------------------------------------------


async def test_a_generation_that_is_dropped_before_it_is_counted_holds_nothing(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(other, records)
    old, new = await active(other), await other.create_generation()
    await other.activate(new)
    meanwhile(engine.client, "count", lambda: other.drop(old))
    found = {generation.name: generation.documents for generation in await engine.generations()}
    assert found == {old: 0, new: 0}
    assert [generation.name for generation in await engine.generations()] == [new]


async def test_using_a_generation_that_is_gone_is_refused_in_words(
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


async def test_reading_the_ids_of_a_generation_that_is_dropped_meanwhile_gives_all_or_is_refused_in_words(
    engine: ElasticsearchEngine,
    other: ElasticsearchEngine,
    records: RecordStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server acknowledges the removal before it forgets each of the views, one after the other."""
    monkeypatch.setattr("xabar.search.elastic.scroll.PAGE", 2)
    await fill(engine, records)
    meanwhile(engine.client, "scroll", lambda: rebuild_index(records, other))
    found: list[str] = []
    try:
        found.extend([each async for each in engine.ids("000001")])
    except EngineUnavailable as error:
        assert "while it was read" in str(error)  # noqa: PT017  # both outcomes are right
    else:
        assert sorted(found) == sorted(article.id for article in CORPUS)


async def test_reading_ids_of_a_view_that_the_server_has_forgotten_is_refused_in_words(
    engine: ElasticsearchEngine, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.search.elastic.scroll.PAGE", 2)
    await fill(engine, records)
    meanwhile(engine.client, "scroll", lambda: engine.client.clear_scroll(scroll_id="_all"))
    with pytest.raises(EngineUnavailable, match="went away while it was read"):
        [each async for each in engine.ids("000001")]


async def test_a_feeder_whose_generation_is_replaced_goes_on_with_the_new_one(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    records.put_article(make_article("late"))
    before_a_bulk(engine, lambda: rebuild_index(records, other))
    report = await Feeder(records, engine).feed_until_done(pause=0)
    assert (report.generation, report.waiting, report.dead, report.problem) == ("000002", 0, 0, None)
    await assert_complete(records, engine, len(CORPUS) + 1)


async def test_a_check_whose_generation_is_replaced_reads_the_new_one(
    engine: ElasticsearchEngine, other: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    meanwhile(engine, "refresh", lambda: rebuild_index(records, other))
    found = await check_index(records, engine)
    assert (found.ok, found.generation, found.held) == (True, "000002", len(CORPUS))


async def test_a_check_judges_nothing_that_a_crawl_changes_meanwhile(
    ready: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(ready, records)

    async def crawl() -> None:
        records.put_article(make_article("new"))
        records.remove_article(CORPUS[0].id, CORPUS[0].fetched_at + timedelta(minutes=1))
        async with opened(ready.connection, ready.name, leave=True) as other:
            await fill(other, records, [])

    meanwhile(ready, "refresh", crawl)
    found = await check_index(records, ready)
    assert (found.missing, found.superfluous, found.ok) == ((), (), True)
    assert (await check_index(records, ready)).ok


# --- a generation is not ready --------------------------------------------------------------------------------------


async def withhold(engine: ElasticsearchEngine, language: str, yes: bool = True) -> None:
    """Replace an index by one whose shard the server does not start, or let it start."""
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


async def test_a_shard_that_never_starts_is_not_taken_for_a_lost_index(
    engine: ElasticsearchEngine, records: RecordStore
) -> None:
    """A part of the articles must not be taken for all: a rebuild would fail, and a feed would start again."""
    await fill(engine, records)
    await withhold(engine, "kk")
    (generation,) = await engine.generations()
    assert generation.documents is None
    records.confirm(fed(engine, generation), len(CORPUS))  # as before its shard was withheld
    report = await Feeder(records, engine).feed_until_done(attempts=1)
    assert report.waiting == 0
    assert records.confirmed(fed(engine, generation)) == len(CORPUS)


async def test_a_language_index_that_was_lost_and_made_again_is_fed_from_the_beginning(
    engine: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(engine, records)
    await engine.client.indices.delete(index=f"{engine.name}-kk-000001")
    report = await Feeder(records, engine).feed_until_done(attempts=1)
    assert report.waiting == 0
    assert (await check_index(records, engine)).ok


async def test_the_server_is_known_under_every_address(
    ready: ElasticsearchEngine, records: RecordStore
) -> None:
    await fill(ready, records)
    other = Connection(ready.address.replace("127.0.0.1", "localhost"))
    moved = ElasticsearchEngine(other, name=ready.name)
    try:
        assert moved.address != ready.address
        assert (await Feeder(records, moved).feed_until_done()).stored == 0
    finally:
        await moved.close()


async def test_an_article_that_cannot_be_looked_up_in_every_language_waits(
    engine: ElasticsearchEngine, records: RecordStore
) -> None:
    """It might stand in the index that does not answer; written without looking there it would be found twice."""
    feeder = Feeder(records, engine)
    await (
        feeder.feed_until_done()
    )  # it has asked whose records these are, for which the server waits for every shard
    await withhold(engine, "kk")
    records.put_article(make_article("1", "Metro", language="uz"))
    report = await feeder.feed_until_done(attempts=1)
    assert (report.waiting, report.dead) == (1, 0)
    assert "cannot look up" in (report.problem or "")
    await withhold(engine, "kk", yes=False)
    await Feeder(records, engine).feed_until_done()
    await engine.refresh()
    assert (await search(engine, "metro", size=0)).total == 1
