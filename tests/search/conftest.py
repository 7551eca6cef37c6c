"""Empty record stores for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record_stores import lay_empty_store
from xabar.records.store import RecordStore

pytest.register_assert_rewrite("tests.search.contract")


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
