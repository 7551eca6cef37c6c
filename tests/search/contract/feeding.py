"""The part of the contract about feeding, rebuilding and checking."""

from __future__ import annotations

import asyncio

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import QUERIES, active, change_of, fill, paths, search
from xabar.records.change import Change
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.engine import (
    SearchEngine,
)
from xabar.search.feed import Feeder
from xabar.search.rebuild import rebuild_index


async def count_hits(engine: SearchEngine, stop: asyncio.Event) -> list[int]:
    """Search again and again until `stop` is set, and return the number of hits of each search."""
    seen: list[int] = []
    while not stop.is_set():
        seen.append((await search(engine, "metro")).total)
        await asyncio.sleep(0)
    return seen


async def store_slowly(records: RecordStore, count: int) -> None:
    """Store one article after another, as a crawl does."""
    for number in range(count):
        records.put_article(make_article(f"new{number}", "Metro"))
        await asyncio.sleep(0.005)


class FeedingContract:
    """An engine can be rebuilt and checked while crawls and searches go on."""

    async def test_a_rebuild_finds_the_same(self, ready: SearchEngine, records: RecordStore) -> None:
        await fill(ready, records)
        former = {query: await search(ready, query) for query in QUERIES}
        old = await active(ready)
        report = await rebuild_index(records, ready)
        assert report.documents == len(CORPUS)
        assert await active(ready) == report.generation != old
        for query, page in former.items():
            now = await search(ready, query)
            assert (now.total, set(paths(now))) == (page.total, set(paths(page))), query

    async def test_a_reader_sees_no_gap_while_a_crawl_and_a_rebuild_go_on(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        articles = [make_article(f"old{number}", "Metro") for number in range(40)]
        await fill(engine, records, articles)
        stop = asyncio.Event()
        reader = asyncio.create_task(count_hits(engine, stop))
        feeder = asyncio.create_task(Feeder(records, engine, linger=0.01).run(stop))
        crawler = asyncio.create_task(store_slowly(records, 60))
        for _ in range(3):
            await rebuild_index(records, engine)
        await crawler
        stop.set()
        seen = await reader
        assert (await feeder).waiting == 0
        await engine.refresh()
        assert min(seen) >= 40
        assert (await search(engine, "metro", size=0)).total == 100

    async def test_a_check_finds_what_differs(self, ready: SearchEngine, records: RecordStore) -> None:
        await fill(ready, records)
        found = await check_index(records, ready)
        assert (found.ok, found.expected, found.held, found.waiting) == (True, len(CORPUS), len(CORPUS), 0)
        stranger = make_article("stranger")
        gone = Change(1, CORPUS[0].id, CORPUS[0].version, None)
        await ready.write(await active(ready), [gone, change_of(stranger)])
        records.put_article(make_article("waiting"))
        found = await check_index(records, ready)
        assert (found.ok, found.waiting) == (False, 1)
        assert (found.missing, found.superfluous) == ((CORPUS[0].id,), (stranger.id,))
