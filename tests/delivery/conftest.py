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


def make_settings(folder: Path) -> DeliverySettings:
    """Return settings with which nothing waits long."""
    return DeliverySettings(
        feeds=folder / "feeds",
        secret_file=folder / "webhook.secret",
        webhook_secret="whsec_c2VjcmV0",
        seconds=10.0,
        first_wait=0.0,
    )


@pytest.fixture
def settings(tmp_path: Path) -> DeliverySettings:
    return make_settings(tmp_path)
