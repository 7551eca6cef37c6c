"""The records and the index of a configuration, opened for one piece of work. Does not load Scrapy."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

from crawler import settings
from crawler.environment import check_environment
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine
from xabar.search.opening import open_engine
from xabar.workspace import open_workspace

T = TypeVar("T")
IndexWork: TypeAlias = Callable[[RecordStore, SearchEngine], Awaitable[T]]


def project_config() -> Config:
    """Return the configuration of the project, as the environment and `crawler/settings.py` give it.

    Raise ConfigError for a variable of ours that nothing reads.
    """
    check_environment(os.environ)
    return Config.from_settings(vars(settings))


def with_index(config: Config, work: IndexWork[T]) -> T:
    """Run `work` on the record store and the engine, and close both. The records are made if there are none."""
    with open_workspace(config) as workspace:
        return asyncio.run(_work_and_close(work, workspace.records, workspace.open_engine()))


def with_index_only(config: Config, work: IndexWork[T]) -> T:
    """Run `work` as `with_index` does, but make no records: where there are none, it gets empty ones.

    A search server may be set up from a machine on which no article lies.
    """
    with _existing_records(config) as records:
        engine = open_engine(
            config.search_url,
            data=config.data,
            api_key=config.search_api_key,
            trust=config.search_ca,
            records=records,
        )
        return asyncio.run(_work_and_close(work, records, engine))


@contextmanager
def _existing_records(config: Config) -> Iterator[RecordStore]:
    if config.records_path.exists():
        with open_workspace(config) as workspace:
            yield workspace.records
        return
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
