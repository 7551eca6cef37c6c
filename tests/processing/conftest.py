"""What the tests of the steps share: the records of a fresh data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record_stores import lay_empty_store, records_place
from xabar.records.store import RecordStore


@pytest.fixture
def kind() -> str:
    """The kind of record store. The statements of all steps are tried on both in tests/records; their transaction here."""
    return "sqlite"


@pytest.fixture
def records(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[RecordStore]:
    """An empty record store."""
    if kind == "sqlite":
        lay_empty_store(tmp_path)
    with RecordStore(records_place(request, kind)) as store:
        yield store
