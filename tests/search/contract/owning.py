"""The part of the contract about whose articles an index holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import active, change_of, fill, search
from xabar.app.index import set_up
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.engine import EngineUnavailable, RebuildFailed, SearchEngine, SearchPage, SetupOptions
from xabar.search.feed import Feeder
from xabar.search.ownership import ForeignIndex
from xabar.search.rebuild import Permission, SmallerIndex, rebuild_index


async def write_unnoted(engine: SearchEngine, count: int = len(CORPUS)) -> None:
    """Make an index as earlier versions did, which says nothing of its store."""
    await engine.setup()
    await engine.write(await active(engine), [change_of(article) for article in CORPUS[:count]])
    await engine.refresh()


class OwningContract:
    """An index is fed, compared and rebuilt only from the store that it was made from."""

    @pytest.mark.parametrize("articles", [0, 3])
    async def test_another_store_is_refused_by_all_and_changes_nothing(
        self, engine: SearchEngine, records: RecordStore, others: RecordStore, articles: int
    ) -> None:
        await fill(engine, records)
        for number in range(articles):
            others.put_article(make_article(f"other{number}"))
        before = await engine.generations()
        mark = records.mark()
        for work in (check_index(others, engine), rebuild_index(others, engine)):
            with pytest.raises(ForeignIndex) as caught:
                await work
            for words in (mark.id[:12], str(records.path), f"{len(CORPUS)} articles", "XABAR_DATA"):
                assert words in str(caught.value)
        with pytest.raises(ForeignIndex, match=mark.id[:12]):
            [step async for step in set_up(others, engine, SetupOptions())]
        report = await Feeder(others, engine).feed_until_done(attempts=1)
        assert (report.confirmed, report.waiting) == (0, articles)
        assert mark.id[:12] in (report.problem or "")
        assert await engine.generations() == before
        assert (await search(engine, "*", size=0)).total == len(CORPUS)

    async def test_a_feeder_stops_when_another_store_takes_the_index_over(
        self, engine: SearchEngine, records: RecordStore, others: RecordStore
    ) -> None:
        await fill(engine, records)
        feeder = Feeder(records, engine)
        assert await feeder.feed_batch() == 0
        for article in CORPUS:
            others.put_article(article)
        await rebuild_index(others, engine, permission=Permission(take_over=records.mark().id))
        records.put_article(make_article("late"))
        with pytest.raises(ForeignIndex):
            await feeder.feed_batch()

    async def test_a_setup_without_records_leaves_an_index_alone(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        await fill(ready, records)
        with pytest.raises(ForeignIndex, match=r"no records here.*XABAR_DATA"):
            [step async for step in set_up(None, ready, SetupOptions())]

    async def test_a_setup_without_records_makes_an_index_for_the_first_store(
        self, engine: SearchEngine, records: RecordStore, others: RecordStore
    ) -> None:
        [step async for step in set_up(None, engine, SetupOptions())]
        assert (await engine.generations())[0].stores == ()
        await fill(engine, records)
        (store,) = (await engine.generations())[0].stores
        assert store.id == records.mark().id
        with pytest.raises(ForeignIndex):
            await check_index(others, engine)

    async def test_taking_over_needs_the_name_of_the_store_and_deletes_nothing_of_it(
        self, engine: SearchEngine, records: RecordStore, others: RecordStore
    ) -> None:
        await fill(engine, records)
        former = await active(engine)
        others.put_article(make_article("other"))
        for named in ("", "0" * 32, records.mark().id[:3], "unknown"):
            with pytest.raises(ForeignIndex):
                await rebuild_index(others, engine, permission=Permission(smaller=True, take_over=named))
        named = records.mark().id[:12]
        with pytest.raises(SmallerIndex, match="--yes"):
            await rebuild_index(others, engine, permission=Permission(take_over=named))
        report = await rebuild_index(others, engine, permission=Permission(smaller=True, take_over=named))
        assert (report.documents, report.dropped, report.kept) == (1, (), (former,))
        found = {generation.name: generation.documents for generation in await engine.generations()}
        assert found == {former: len(CORPUS), report.generation: 1}
        assert (await check_index(others, engine)).ok
        with pytest.raises(ForeignIndex):
            await check_index(records, engine)

    async def test_an_index_without_a_note_is_taken_by_the_store_whose_articles_it_holds(
        self, engine: SearchEngine, records: RecordStore, others: RecordStore
    ) -> None:
        await write_unnoted(engine)
        others.put_article(CORPUS[0])
        with pytest.raises(ForeignIndex, match=f"of {len(CORPUS)} looked at, these records know 1"):
            await check_index(others, engine)
        assert "know 1" in ((await Feeder(others, engine).feed_until_done(attempts=1)).problem or "")
        await fill(engine, records)
        (store,) = (await engine.generations())[0].stores
        assert store.id == records.mark().id
        assert (await check_index(records, engine)).ok

    async def test_an_unnoted_generation_of_others_is_not_dropped(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await write_unnoted(engine)
        strange = await active(engine)
        records.put_article(make_article("ours"))
        permission = Permission(smaller=True, take_over="unknown")
        assert (await rebuild_index(records, engine, permission=permission)).kept == (strange,)
        report = await rebuild_index(records, engine)
        assert (report.kept, report.dropped) == ((strange,), ("000002",))

    async def test_an_older_copy_of_the_store_is_refused(
        self, engine: SearchEngine, records: RecordStore, tmp_path: Path
    ) -> None:
        records.put_article(CORPUS[0])
        with closing(sqlite3.connect(records.path)) as now, closing(sqlite3.connect(tmp_path / "copy")) as to:
            now.backup(to)
        with RecordStore(tmp_path / "copy") as copy:
            await fill(engine, records)
            await rebuild_index(records, engine)
            for work in (check_index(copy, engine), rebuild_index(copy, engine)):
                with pytest.raises(ForeignIndex, match=r"ends at change 1: it is an older copy"):
                    await work
            named = Permission(smaller=True, take_over=records.mark().id)
            assert (await rebuild_index(copy, engine, permission=named)).kept == ("000002",)
        assert (await rebuild_index(records, engine)).dropped == ("000002", "000003")

    async def test_a_rebuild_that_would_lose_more_than_a_tenth_needs_a_yes(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        articles = [make_article(f"a{number}", "Metro") for number in range(20)]
        await fill(engine, records, articles)
        for article in articles[:2]:
            records.remove_article(article.id, article.fetched_at)
        assert (await rebuild_index(records, engine)).documents == 18
        for article in articles[2:4]:
            records.remove_article(article.id, article.fetched_at)
        with pytest.raises(
            SmallerIndex, match=r"see 18 articles.* would hold 16; nothing was changed.*--yes"
        ):
            await rebuild_index(records, engine)
        assert [each.name for each in await engine.generations()] == ["000002"]
        assert (await rebuild_index(records, engine, permission=Permission(smaller=True))).documents == 16

    async def test_searches_see_the_former_generation_again_when_the_new_one_does_not_answer(
        self, engine: SearchEngine, records: RecordStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await fill(engine, records)
        former = await active(engine)

        async def broken(request: Any) -> SearchPage:
            raise EngineUnavailable("a shard failed")

        with monkeypatch.context() as now:
            now.setattr(engine, "search", broken)
            with pytest.raises(RebuildFailed, match=rf"a shard failed.*see generation {former} again"):
                await rebuild_index(records, engine)
        assert await active(engine) == former
        assert (await search(engine, "*", size=0)).total == len(CORPUS)
