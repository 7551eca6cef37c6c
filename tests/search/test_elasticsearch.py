"""The Elasticsearch engine keeps the contract of all engines."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.search.contract import EngineContract
from tests.search.contract.shared import Filled, SharedIndexes
from tests.search.plain_analysis import analyzed_where_needed
from tests.search.servers import opened
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine


@pytest.fixture
async def engine(
    elasticsearch_url: str, index_name: str, plainly_analyzed: None
) -> AsyncIterator[ElasticsearchEngine]:
    """An engine with an index name of its own; it leaves nothing behind."""
    async with opened(Connection(elasticsearch_url), index_name) as engine:
        yield engine


@pytest.fixture
def ready(ready_on_a_server: ElasticsearchEngine) -> ElasticsearchEngine:
    return ready_on_a_server


@pytest.fixture(scope="module")
def shared_indexes(
    elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedIndexes]:
    name, connection = f"xabar-test-{secrets.token_hex(4)}", Connection(elasticsearch_url)
    yield SharedIndexes(
        tmp_path_factory.mktemp("indexes"),
        lambda number, records: ElasticsearchEngine(connection, name=f"{name}-{number}"),
        analyzed_where_needed,
    )
    asyncio.run(remove_shared(connection, name))


async def remove_shared(connection: Connection, name: str) -> None:
    async with opened(connection, name):  # the names of all begin with it
        pass


@pytest.fixture
async def filled(shared_indexes: SharedIndexes) -> AsyncIterator[Filled]:
    async with shared_indexes.for_a_test() as filled:
        yield filled


class TestContract(EngineContract):
    """The Elasticsearch engine keeps the contract."""
