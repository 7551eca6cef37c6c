"""The embedded engine: the contract, and what only a folder of files can suffer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.search.contract import EngineContract
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine


@pytest.fixture
async def engine(tmp_path: Path, records: RecordStore) -> AsyncIterator[EmbeddedEngine]:
    """An embedded engine in an empty folder."""
    engine = EmbeddedEngine(tmp_path / "index", records)
    yield engine
    await engine.close()


class TestContract(EngineContract):
    """The embedded engine keeps the contract."""
