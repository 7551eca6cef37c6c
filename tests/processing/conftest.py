"""What the tests of the steps share: the records of a fresh data folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.record_stores import KINDS, records_place
from xabar.records.store import RecordStore


@pytest.fixture(params=KINDS)
def records(request: pytest.FixtureRequest) -> Iterator[RecordStore]:
    """An empty record store of each kind."""
    with RecordStore(records_place(request, request.param)) as store:
        yield store
