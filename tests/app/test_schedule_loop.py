"""A schedule waits for records that are away, at its start and later, and says so once."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from xabar.app import schedule
from xabar.records.errors import RecordsUnreachable
from xabar.records.store import RecordStore


def test_an_outage_of_the_records_is_said_once_and_the_schedule_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(schedule, "POLL", 0.001)
    monkeypatch.setattr(schedule, "AWAY", 0.001)
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


@pytest.mark.parametrize("once", [False, True])
def test_a_schedule_that_starts_before_its_database_waits_for_it_unless_it_runs_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path, once: bool
) -> None:
    monkeypatch.setattr(schedule, "AWAY", 0.001)
    answers = [
        *["the database system is starting up"] * 3,
        "connection refused",
        *["the database system is starting up"] * 2,
    ]

    def open_store(place: Path) -> RecordStore:
        if answers:
            raise RecordsUnreachable(answers.pop())
        return RecordStore(place)

    monkeypatch.setattr(schedule, "RecordStore", open_store)
    options = schedule.ScheduleOptions(("kun_uz",), {"XABAR_DATA": str(tmp_path)}, once=once)
    monkeypatch.setattr(schedule._Loop, "run", lambda loop, once: None)
    if once:
        with pytest.raises(RecordsUnreachable, match="starting up"):
            schedule.run_schedule(options, say=print)
        return
    assert schedule.run_schedule(options, say=print) == (0, None)
    assert [record.getMessage().partition(";")[0] for record in caplog.records] == [
        "the database system is starting up",
        "connection refused",
        "the database system is starting up",
    ]
