"""What the tests of alerts share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.delivery.conftest import make_settings, receiver
from tests.record_stores import lay_empty_store
from xabar.delivery.settings import DeliverySettings
from xabar.records.store import RecordStore

__all__ = ["receiver"]
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path)) as store:
        yield store


@pytest.fixture
def settings(tmp_path: Path) -> DeliverySettings:
    """Settings with which a message is tried once."""
    return replace(make_settings(tmp_path), attempts=1)
