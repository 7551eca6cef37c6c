"""Workers as Python starts them, which is what the tests of this room are about."""

from __future__ import annotations

import pytest

from tests import forked_workers


@pytest.fixture(autouse=True)
def _started_by_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.workers.pool.start_process", forked_workers.start_by_python)
