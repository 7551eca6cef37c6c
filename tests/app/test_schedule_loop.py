"""The loop of a schedule goes on while the records are away, and says so once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from xabar.app import schedule
from xabar.records.errors import RecordsUnreachable


def test_an_outage_of_the_records_is_said_once_and_the_schedule_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(schedule, "POLL", 0.001)
    steps = []

    def step(now: object, ticks: float) -> None:
        steps.append(now)
        if len(steps) in (1, 2, 3, 5):
            raise RecordsUnreachable("the server does not answer; start it")
        if len(steps) == 6:
            loop._signals = 1

    scheduler: Any = SimpleNamespace(
        running=[],
        step=step,
        stop=lambda ticks: None,
        add_jobs=lambda now: None,
        next_look=lambda now: now,
    )
    loop = schedule._Loop(scheduler, lambda: None)
    loop.run(once=False)
    assert len(steps) >= 6
    assert [record.getMessage() for record in caplog.records] == ["the server does not answer; start it"] * 2
