"""Empty record stores for each test, and indexes on the suite's server, emptied for each."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.record_stores import lay_empty_store
from tests.search.emptied import EmptiedIndexes
from tests.search.plain_analysis import ANALYSIS, plain_analysis
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import EngineUnavailable


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    """An empty record store."""
    with RecordStore(lay_empty_store(tmp_path)) as store:
        yield store


@pytest.fixture
def others(tmp_path: Path) -> Iterator[RecordStore]:
    """Another store, which is empty too."""
    with RecordStore(tmp_path / "others" / "records.sqlite") as store:
        yield store


@pytest.fixture
def plainly_analyzed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the indexes that the test makes on a server have the plain analysis."""
    monkeypatch.setattr(ANALYSIS, plain_analysis)


@pytest.fixture(scope="session")
def emptied_indexes(
    elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmptiedIndexes]:
    """What lends the indexes of `ready_on_a_server`."""
    with RecordStore(lay_empty_store(tmp_path_factory.mktemp("store"))) as store:
        mark = store.mark()  # every test's own records have the same
    # A server of somebody else's may take up to 200 ms to notice that it is time to forget.
    ours = not os.environ.get("XABAR_TEST_ELASTICSEARCH")
    indexes = EmptiedIndexes(Connection(elasticsearch_url), mark, lend_again=ours)
    yield indexes
    with suppress(EngineUnavailable):  # the last test stops the server
        asyncio.run(indexes.remove_all())


@pytest.fixture
async def ready_on_a_server(emptied_indexes: EmptiedIndexes) -> AsyncIterator[ElasticsearchEngine]:
    """An engine whose indexes are set up and empty. They may have held other tests' articles, which only scores show."""
    async with emptied_indexes.lend() as engine:
        yield engine
