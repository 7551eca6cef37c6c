"""The loop of a schedule, as its probes see it."""

from __future__ import annotations

import time

import pytest

from xabar.app import schedule


def test_a_schedule_that_stands_still_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    loop = schedule._Loop(None, lambda: None)  # type: ignore[arg-type]  # it is only asked how it is
    clock[0] += 60
    assert loop.find_problem() is None
    clock[0] += 541
    assert loop.find_problem() == "nobody has looked for what is due for 601 s"
