"""The records and the index of a configuration, opened for one piece of work. Does not load Scrapy."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from xabar.app.errors import NoRecords
from xabar.config import Config
from xabar.records.place import absence, how_to_have_records, is_there
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine
from xabar.search.opening import has_whole_articles
from xabar.workers.pool import WorkerPool
from xabar.workspace import Workspace, open_engine_of, open_workspace

T = TypeVar("T")
IndexWork: TypeAlias = Callable[[RecordStore, SearchEngine], Awaitable[T]]


def open_workers(config: Config) -> WorkerPool:
    """Return a pool of one worker, for a command that reads one page. The caller closes it."""
    return WorkerPool(workers=1, seconds=config.worker_seconds, memory=config.worker_memory)


def with_index(config: Config, work: IndexWork[T]) -> T:
    """Run `work` on the record store and the engine, and close both. Raise NoRecords if there are none."""
    with existing_workspace(config) as workspace:
        return asyncio.run(_work_and_close(work, workspace.records, workspace.open_engine()))


@contextmanager
def existing_workspace(config: Config) -> Iterator[Workspace]:
    """Share the workspace of a configuration. Raise NoRecords if there are no records, and make none."""
    if not is_there(config.records_place):
        raise NoRecords(with_index_only(config, partial(_explain_absence, config)))
    with open_workspace(config) as workspace:
        yield workspace


def with_index_only(config: Config, work: IndexWork[T]) -> T:
    """Run `work` as `with_index` does, but where there are no records, it gets empty ones, which are not kept.

    A search server may be set up, asked and searched from a machine on which no article lies.
    """
    with _existing_records(config) as records:
        engine = open_engine_of(config, records)
        return asyncio.run(_work_and_close(work, records, engine))


async def _explain_absence(config: Config, records: RecordStore, engine: SearchEngine) -> str:
    """Return where records were looked for, what the index holds all the same, and what to do."""
    found = ""
    with suppress(EngineUnavailable):
        for generation in await engine.generations():
            if generation.active and generation.documents:
                whose = " and ".join(map(str, generation.stores)) or "unknown"
                found = f" {engine.address} holds {generation.documents} articles of the store {whose}."
    return f"{absence(config.records_place)}.{found} {how_to_have_records(config.records_place)}"


@contextmanager
def open_index(config: Config) -> Iterator[tuple[RecordStore, SearchEngine]]:
    """Yield the records and the engine of a configuration, opened for the calling thread alone. The caller closes the engine.

    Raise NoRecords if there are no records, unless a search server has the articles: then they are empty ones.
    """
    place = config.records_place
    if is_there(place):
        with RecordStore(place) as records:
            yield records, open_engine_of(config, records)
        return
    if not has_whole_articles(config.search_url):
        raise NoRecords(f"{absence(place)}. {how_to_have_records(place)}")
    with _empty_records() as records:
        yield records, open_engine_of(config, records)


@contextmanager
def _existing_records(config: Config) -> Iterator[RecordStore]:
    if is_there(config.records_place):
        with open_workspace(config) as workspace:
            yield workspace.records
        return
    with _empty_records() as records:
        yield records


@contextmanager
def _empty_records() -> Iterator[RecordStore]:
    with (
        tempfile.TemporaryDirectory(prefix="xabar-") as folder,
        RecordStore(Path(folder) / "none") as records,
    ):
        yield records


async def _work_and_close(work: IndexWork[T], records: RecordStore, engine: SearchEngine) -> T:
    try:
        return await work(records, engine)
    finally:
        await engine.close()
