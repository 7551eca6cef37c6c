"""The Elasticsearch engine keeps the contract of all engines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.search.contract import EngineContract
from tests.search.servers import opened
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine


@pytest.fixture
async def engine(elasticsearch_url: str, index_name: str) -> AsyncIterator[ElasticsearchEngine]:
    """An engine with an index name of its own; it leaves nothing behind."""
    async with opened(Connection(elasticsearch_url), index_name) as engine:
        yield engine


class TestContract(EngineContract):
    """The Elasticsearch engine keeps the contract."""
