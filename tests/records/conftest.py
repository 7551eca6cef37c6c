"""An empty record store for each test of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from xabar.records.store import RecordStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of the test's record store."""
    return tmp_path / "records.sqlite"


@pytest.fixture
def records(path: Path) -> Iterator[RecordStore]:
    """An empty record store."""
    with RecordStore(path) as store:
        yield store
