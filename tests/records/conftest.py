"""An empty record store for each test of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record_stores import KINDS, lay_empty_store, records_place
from xabar.records.store import RecordStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of the test's record store."""
    return tmp_path / "records.sqlite"


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of record store: the tests of `place` and `records` hold for each."""
    return str(request.param)


@pytest.fixture
def place(request: pytest.FixtureRequest, kind: str) -> str:
    """The place of the test's record store."""
    return records_place(request, kind)


@pytest.fixture
def sqlite_records(path: Path) -> Iterator[RecordStore]:
    """An empty record store in a file, for what only files can meet."""
    lay_empty_store(path.parent)
    with RecordStore(path) as store:
        yield store


@pytest.fixture
def records(place: str, kind: str, tmp_path: Path) -> Iterator[RecordStore]:
    """An empty record store."""
    if kind == "sqlite":
        lay_empty_store(tmp_path)
    with RecordStore(place) as store:
        yield store
