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

    async def test_writing_twice_changes_nothing(self, ready: SearchEngine) -> None:
        generation = await active(ready)
        batch = [change_of(article, number) for number, article in enumerate(CORPUS, 1)]
        for _ in range(2):
            outcomes = await ready.write(generation, batch)
            assert {outcome.status for outcome in outcomes} <= {"confirmed", "stale"}
            assert [outcome.id for outcome in outcomes] == [article.id for article in CORPUS]
        await ready.refresh()
        (found,) = await ready.generations()
        assert found.documents == len(CORPUS)

    async def test_an_older_version_is_stale_and_changes_nothing(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        newer = make_article("1", "Yangi sarlavha", minutes=10)
        older = make_article("1", "Eski sarlavha", minutes=5)
        await fill(ready, records, [newer])
        (outcome,) = await ready.write(await active(ready), [change_of(older)])
        assert outcome.status == "stale"
        await ready.refresh()
        assert (await search(ready, "yangi")).total == 1
        assert (await search(ready, "eski")).total == 0

    async def test_the_same_article_twice_in_one_batch_ends_as_the_newer(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        first, second = make_article("1", "Birinchi"), make_article("1", "Ikkinchi", minutes=1)
        records.put_article(second)
        await ready.write(await active(ready), [change_of(first, 1), change_of(second, 2)])
        await ready.refresh()
        assert (await search(ready, "birinchi")).total == 0
        assert paths(await search(ready, "ikkinchi")) == ["1"]

    async def test_a_changed_article_replaces_the_former_one(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        await fill(ready, records, [make_article("1", "Eski sarlavha")])
        await fill(ready, records, [make_article("1", "Yangi sarlavha", minutes=1)])
        assert (await search(ready, "eski")).total == 0
        assert (await search(ready, "yangi")).total == 1
        assert (await search(ready, "sarlavha")).total == 1

    async def test_an_article_whose_language_changed_is_there_once(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        await fill(ready, records, [make_article("1", "Metro", language="kk")])
        await fill(ready, records, [make_article("1", "Metro", language="uz", minutes=1)])
        page = await search(ready, "metro", facets=("language",))
        assert (page.total, page.facets["language"]) == (1, [("uz", 1)])

    async def test_a_removed_article_is_gone(self, ready: SearchEngine, records: RecordStore) -> None:
        await fill(ready, records)
        records.remove_article(CORPUS[0].id, datetime(2026, 4, 1, tzinfo=UTC))
        await fill(ready, records, [])
        page = await search(ready, "*", size=20)
        assert page.total == len(CORPUS) - 1
        assert CORPUS[0].id not in {hit.article.id for hit in page.hits}

    async def test_an_article_without_language_or_date_is_found(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        bare = replace(make_article("1", "Metro"), language=None, script=None, published_at=None)
        await fill(ready, records, [replace(bare, published_day=None)])
        assert (await search(ready, "metro", facets=("day", "language"))).total == 1
        assert (await search(ready, "metro", sort="newest")).total == 1

    async def test_hostile_texts_are_indexed_and_found(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        body = "x" * 40_000 + " İstanbul ИЙ\u0306 😀 \u0000 中文 metro " + "toʻgʻri " * 5000
        await fill(ready, records, [make_article("1", "İ ı I", body)])
        for query in ("istanbul", "metro", "toʻgʻri", "中文"):
            assert (await search(ready, query)).total == 1, query
