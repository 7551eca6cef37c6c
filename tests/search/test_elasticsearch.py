"""The Elasticsearch engine: the contract that every engine keeps, and what only a server can do to us."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.search.contract import EngineContract
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine


@pytest.fixture
async def engine(elasticsearch_url: str, index_name: str) -> AsyncIterator[ElasticsearchEngine]:
    """An engine with an index name of its own, that leaves nothing behind."""
    engine = ElasticsearchEngine(Connection(elasticsearch_url), name=index_name)
    try:
        yield engine
        await remove_everything(engine)
    finally:
        await engine.close()


async def remove_everything(engine: ElasticsearchEngine) -> None:
    """Remove the engine's indexes and templates from the server."""
    found = await engine.client.indices.get(
        index=f"{engine.name}-*", allow_no_indices=True, filter_path="*.aliases"
    )
    if found.body:
        await engine.client.indices.delete(index=list(found.body))
        await engine.client.indices.delete_index_template(name=f"{engine.name}-*")


class TestContract(EngineContract):
    """The Elasticsearch engine keeps the contract."""
