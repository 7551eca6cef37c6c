"""What the tests of the steps share: the records of a fresh data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.sharing import SharedRecords


@pytest.fixture
def records(tmp_path: Path) -> Iterator[SharedRecords]:
    """The records of `tmp_path`, as the steps of a crawl share them."""
    shared = SharedRecords.borrow(tmp_path)
    yield shared
    shared.give_back()
