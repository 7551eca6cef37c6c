"""What the tests of alerts share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.delivery.receiver import Receiver, running_receiver
from xabar.delivery.settings import DeliverySettings
from xabar.records.store import RecordStore

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(tmp_path / "records.sqlite") as store:
        yield store


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> DeliverySettings:
    """Settings with which nothing waits long."""
    return DeliverySettings(
        feeds=tmp_path / "feeds",
        secret_file=tmp_path / "webhook.secret",
        webhook_secret="secret",
        seconds=10.0,
        attempts=1,
        first_wait=0.0,
    )
