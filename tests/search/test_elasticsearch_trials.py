"""A server that refuses: full, busy, with another mapping. Nothing is lost and nothing is there twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.search.articles import make_article
from tests.search.contract.calls import active, change_of, fill, search
from tests.search.meanwhile import before_a_bulk
from tests.search.servers import articles, assert_complete, feed_through, opened, store
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.elastic.bulk import FIRST_WAIT, RETRIES
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.elastic.mapping import FIELDS
from xabar.search.engine import EngineUnavailable, IndexOutdated
from xabar.search.feed import Feeder
from xabar.search.rebuild import rebuild_index


@pytest.fixture
async def engine(
    elasticsearch_url: str, index_name: str, plainly_analyzed: None
) -> AsyncIterator[ElasticsearchEngine]:
    """An engine that retries after a few milliseconds."""
    async with opened(Connection(elasticsearch_url), index_name) as engine:
        yield engine


@pytest.fixture
def ready(ready_on_a_server: ElasticsearchEngine) -> ElasticsearchEngine:
    """The same, but set up."""
    return ready_on_a_server


async def put_block(engine: ElasticsearchEngine, block: str, on: bool) -> None:
    """Set or lift a block on all indexes of the engine."""
    await engine.client.indices.put_settings(
        index=f"{engine.name}-*", settings={"index": {"blocks": {block: True if on else None}}}
    )


@pytest.mark.parametrize("block", ["read_only_allow_delete", "write"])
async def test_a_read_only_index_makes_the_feed_wait_and_buries_nothing(
    ready: ElasticsearchEngine, records: RecordStore, block: str
) -> None:
    store(records, articles(30))
    await put_block(ready, block, on=True)
    report = await Feeder(records, ready).feed_until_done(attempts=2, pause=0.01)
    assert (report.confirmed, report.waiting, report.dead) == (0, 30, 0)
    assert report.problem is not None
    assert "block" in report.problem
    await put_block(ready, block, on=False)
    await feed_through(records, ready)
    await assert_complete(records, ready, 30)


async def test_one_language_read_only_lets_nothing_pass_it_by(
    ready: ElasticsearchEngine, records: RecordStore
) -> None:
    store(records, articles(30))
    settings = {"index": {"blocks": {"read_only_allow_delete": True}}}
    await ready.client.indices.put_settings(index=f"{ready.name}-kk-000001", settings=settings)
    report = await Feeder(records, ready).feed_until_done(attempts=2, pause=0.01)
    assert report.dead == 0
    assert report.waiting >= 29  # the second article is Kazakh
    await put_block(ready, "read_only_allow_delete", on=False)
    await feed_through(records, ready)
    await assert_complete(records, ready, 30)


async def test_a_busy_server_is_asked_again(ready: ElasticsearchEngine, records: RecordStore) -> None:
    """A real server answers 429 for an index whose disk is full, until there is room again."""
    store(records, articles(30))
    blocked = {"index": {"blocks": {"read_only_allow_delete": True}}}
    lifted = {"index": {"blocks": {"read_only_allow_delete": None}}}
    change = ready.client.indices.put_settings
    await change(index=f"{ready.name}-*", settings=blocked)
    before_a_bulk(ready, lambda: change(index=f"{ready.name}-*", settings=lifted), call=3)
    assert await Feeder(records, ready).feed_batch() == 30
    await assert_complete(records, ready, 30)


async def test_a_mapping_conflict_is_a_dead_letter_with_its_reason(
    ready: ElasticsearchEngine, records: RecordStore
) -> None:
    many = articles(9)
    many[4].site = "x" * 40_000  # a term may have 32,766 bytes
    store(records, many)
    report = await Feeder(records, ready).feed_until_done()
    assert (report.confirmed, report.waiting, report.dead) == (8, 0, 1)
    (letter,) = records.dead_letters()
    assert letter.id == many[4].id
    assert "immense term" in letter.reason
    # once it is repaired and retried, the index takes it
    records.put_article(make_article("t4", "Metro 4", language="kk", minutes=5))
    assert records.retry_dead() <= 1
    await feed_through(records, ready)
    assert records.dead_letters() == []
    await ready.refresh()
    assert (await search(ready, "*", size=0)).total >= 9


async def test_a_field_that_the_mapping_does_not_know_is_dead(
    ready: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strange(article: Article, indexed_at: Any) -> dict[str, Any]:
        return {"id": article.id, "colour": "green"}

    monkeypatch.setattr("xabar.search.elastic.bulk.article_document", strange)
    (outcome,) = await ready.write(await active(ready), [change_of(articles(1)[0])])
    assert outcome.status == "dead"
    assert "strict_dynamic_mapping_exception" in (outcome.reason or "")


async def test_nothing_creates_a_generation_that_was_removed(engine: ElasticsearchEngine) -> None:
    await engine.setup()
    old, new = await active(engine), await engine.create_generation()
    await engine.write(old, [])
    await engine.activate(new)
    await engine.drop(old)
    with pytest.raises(EngineUnavailable, match="index is not there"):
        await engine.write(old, [change_of(articles(1)[0])])
    assert [generation.name for generation in await engine.generations()] == [new]


async def test_a_generation_made_with_other_tables_is_refused_and_the_check_says_so(
    engine: ElasticsearchEngine, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.search.elastic.mapping.ANALYSIS_HASH", "000000000000")
    await engine.setup()
    monkeypatch.undo()
    with pytest.raises(EngineUnavailable, match="xabar index rebuild"):
        await engine.setup()
    with pytest.raises(EngineUnavailable, match="000000000000"):
        await engine.write("000001", [change_of(articles(1)[0])])
    found = await check_index(records, engine)
    assert (found.ok, found.outdated) == (False, "000000000000")


async def test_a_generation_that_lacks_a_field_is_refused_and_a_rebuild_repairs_it(
    engine: ElasticsearchEngine, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {name: field for name, field in FIELDS.items() if name != "section"}
    monkeypatch.setattr("xabar.search.elastic.mapping.FIELDS", kept)
    monkeypatch.setattr("xabar.search.elastic.mapping.FIELDS_HASH", "of yesterday")
    await engine.setup()
    monkeypatch.undo()
    store(records, articles(3))
    with pytest.raises(IndexOutdated, match=r"with other fields.* `xabar index rebuild`"):
        await Feeder(records, engine).feed_batch()
    assert not (await check_index(records, engine)).ok
    await rebuild_index(records, engine)
    await assert_complete(records, engine, 3)
    assert records.dead_letters() == []


async def test_a_batch_is_split_by_bytes_and_keeps_its_order(ready: ElasticsearchEngine) -> None:
    ready.writer.max_bytes = 4000
    changes = [change_of(article, number) for number, article in enumerate(articles(40), 1)]
    outcomes = await ready.write(await active(ready), changes)
    assert [outcome.id for outcome in outcomes] == [change.id for change in changes]
    assert {outcome.status for outcome in outcomes} == {"confirmed"}


async def test_a_removal_outlives_an_older_write(engine: ElasticsearchEngine, records: RecordStore) -> None:
    (article,) = articles(1)
    await fill(engine, records, [article])
    records.remove_article(article.id, article.fetched_at + timedelta(minutes=1))
    await fill(engine, records, [])
    (outcome,) = await engine.write(await active(engine), [change_of(article)])
    assert outcome.status == "stale"
    await engine.refresh()
    assert (await search(engine, "*", size=0)).total == 0


async def test_setups_at_the_same_time_make_one_generation(engine: ElasticsearchEngine) -> None:
    await asyncio.gather(engine.setup(), engine.setup())
    (generation,) = await engine.generations()
    assert generation.active


def test_writers_retry_for_seconds_not_for_ever() -> None:
    assert sum(FIRST_WAIT * 2**retry for retry in range(RETRIES)) == 7.5
