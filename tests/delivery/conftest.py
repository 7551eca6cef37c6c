"""What the tests of deliveries share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.delivery.receiver import Receiver, running_receiver
from xabar.delivery.settings import DeliverySettings


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
        webhook_secret="whsec_c2VjcmV0",
        seconds=10.0,
        first_wait=0.0,
    )
