"""What the tests of the steps share: the records of a fresh data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from xabar.records.store import RecordStore


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    """The records of `tmp_path`."""
    with RecordStore(tmp_path / "records.sqlite") as store:
        yield store
