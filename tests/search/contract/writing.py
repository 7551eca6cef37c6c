"""The part of the contract about writing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import active, change_of, fill, paths, search
from xabar.records.store import RecordStore
from xabar.search.engine import (
    SearchEngine,
)


class WritingContract:
    """An engine holds every article once, in its newest version."""

    async def test_writing_twice_changes_nothing(self, engine: SearchEngine) -> None:
        await engine.setup()
        generation = await active(engine)
        batch = [change_of(article, number) for number, article in enumerate(CORPUS, 1)]
        for _ in range(2):
            outcomes = await engine.write(generation, batch)
            assert {outcome.status for outcome in outcomes} <= {"confirmed", "stale"}
            assert [outcome.id for outcome in outcomes] == [article.id for article in CORPUS]
        await engine.refresh()
        (found,) = await engine.generations()
        assert found.documents == len(CORPUS)

    async def test_an_older_version_is_stale_and_changes_nothing(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        newer = make_article("1", "Yangi sarlavha", minutes=10)
        older = make_article("1", "Eski sarlavha", minutes=5)
        await fill(engine, records, [newer])
        (outcome,) = await engine.write(await active(engine), [change_of(older)])
        assert outcome.status == "stale"
        await engine.refresh()
        assert (await search(engine, "yangi")).total == 1
        assert (await search(engine, "eski")).total == 0

    async def test_the_same_article_twice_in_one_batch_ends_as_the_newer(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        first, second = make_article("1", "Birinchi"), make_article("1", "Ikkinchi", minutes=1)
        records.put_article(second)
        await engine.setup()
        await engine.write(await active(engine), [change_of(first, 1), change_of(second, 2)])
        await engine.refresh()
        assert (await search(engine, "birinchi")).total == 0
        assert paths(await search(engine, "ikkinchi")) == ["1"]

    async def test_a_changed_article_replaces_the_former_one(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await fill(engine, records, [make_article("1", "Eski sarlavha")])
        await fill(engine, records, [make_article("1", "Yangi sarlavha", minutes=1)])
        assert (await search(engine, "eski")).total == 0
        assert (await search(engine, "yangi")).total == 1
        assert (await search(engine, "sarlavha")).total == 1

    async def test_an_article_whose_language_changed_is_there_once(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await fill(engine, records, [make_article("1", "Metro", language="kk")])
        await fill(engine, records, [make_article("1", "Metro", language="uz", minutes=1)])
        page = await search(engine, "metro", facets=("language",))
        assert (page.total, page.facets["language"]) == (1, [("uz", 1)])

    async def test_a_removed_article_is_gone(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records)
        records.remove_article(CORPUS[0].id, datetime(2026, 4, 1, tzinfo=UTC))
        await fill(engine, records, [])
        page = await search(engine, "*", size=20)
        assert page.total == len(CORPUS) - 1
        assert CORPUS[0].id not in {hit.article.id for hit in page.hits}

    async def test_an_article_without_language_or_date_is_found(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        bare = replace(make_article("1", "Metro"), language=None, script=None, published_at=None)
        await fill(engine, records, [replace(bare, published_day=None)])
        assert (await search(engine, "metro", facets=("day", "language"))).total == 1
        assert (await search(engine, "metro", sort="newest")).total == 1

    async def test_hostile_texts_are_indexed_and_found(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        body = "x" * 40_000 + " İstanbul ИЙ\u0306 😀 \u0000 中文 metro " + "toʻgʻri " * 5000
        await fill(engine, records, [make_article("1", "İ ı I", body)])
        for query in ("istanbul", "metro", "toʻgʻri", "中文"):
            assert (await search(engine, query)).total == 1, query
