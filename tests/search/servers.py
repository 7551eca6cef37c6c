"""Engines on the suite's server, and what tests of several files ask of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

from tests.search.articles import make_article
from tests.search.contract.calls import search
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.elastic.connection import Connection, translate_errors
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.feed import Feeder

TOGETHER = 50  # indexes that one request removes: a server takes no line of more than 4 KB


@asynccontextmanager
async def opened(
    connection: Connection, name: str, *, leave: bool = False
) -> AsyncIterator[ElasticsearchEngine]:
    """Open an engine that retries after milliseconds; remove its indexes at the end unless told to leave them."""
    engine = ElasticsearchEngine(connection, name=name)
    engine.writer.first_wait = 0.01
    try:
        yield engine
        if not leave:
            await remove_everything(engine)
    finally:
        await engine.close()


async def remove_everything(engine: ElasticsearchEngine) -> None:
    """Remove the engine's indexes and templates from the server."""
    with translate_errors(engine.address):
        found = await engine.client.indices.get(
            index=f"{engine.name}-*", allow_no_indices=True, filter_path="*.aliases"
        )
        names = list(found.body)
        for start in range(0, len(names), TOGETHER):
            await engine.client.indices.delete(index=names[start : start + TOGETHER])
        if names:
            await engine.client.indices.delete_index_template(name=f"{engine.name}-*")


def articles(count: int, words: int = 30) -> list[Article]:
    """Return articles of three languages and many days."""
    return [
        make_article(
            f"t{number}",
            f"Metro {number}",
            f"Yangi bekat {number} ochildi. " * words,
            language=("uz", "kk", "ru")[number % 3],
            day=date(2026, 1, 1) + timedelta(days=number % 50),
        )
        for number in range(count)
    ]


def store(records: RecordStore, many: list[Article]) -> None:
    """Put the articles into the records in one transaction."""
    with records.transaction():
        for article in many:
            records.put_article(article)


async def feed_through(records: RecordStore, engine: ElasticsearchEngine, batch: int = 100) -> None:
    """Feed until nothing waits, however often the server must be asked."""
    feeder = Feeder(records, engine, batch=batch)
    while (report := await feeder.feed_until_done(attempts=1)).waiting:
        await asyncio.sleep(0.5)
    assert report.dead == 0, report


async def assert_complete(records: RecordStore, engine: ElasticsearchEngine, count: int) -> None:
    """Assert that the index holds every article once, compared id by id."""
    found = await check_index(records, engine)
    assert (found.expected, found.held, found.ok) == (count, count, True)
    assert (await search(engine, "*", size=0)).total == count
