"""What commands about the index have in common: opening it as the settings say, and failing in words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from crawler import settings
from xabar.config import Config
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine
from xabar.search.opening import open_engine

T = TypeVar("T")


def records_path() -> Path:
    """Return the file of the record store that the settings name."""
    return Config.from_settings(vars(settings)).records_path


@contextmanager
def failing_in_words() -> Iterator[None]:
    """What the records or the index cannot do ends the command with its message and exit code 1."""
    try:
        yield
    except (RecordsError, EngineUnavailable) as error:
        raise click.ClickException(str(error)) from error


def with_index(work: Callable[[RecordStore, SearchEngine], Awaitable[T]]) -> T:
    """Run `work` on the record store and the engine of the settings, and close both."""

    async def run(records: RecordStore) -> T:
        engine = open_engine(
            settings.XABAR_SEARCH_URL,
            data=Path(settings.XABAR_DATA),
            api_key=settings.XABAR_SEARCH_API_KEY,
            trust=settings.XABAR_SEARCH_CA,
            records=records,
        )
        try:
            return await work(records, engine)
        finally:
            await engine.close()

    with failing_in_words(), RecordStore(records_path()) as records:
        return asyncio.run(run(records))
