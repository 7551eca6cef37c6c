"""What runs away in this process is ended by the clock of its CPU time."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from xabar.workers import time_limit
from xabar.workers.time_limit import TimeLimit, TooCostly

TICK = 0.05  # a fifth of the true one: what is tried is the same, and takes a fifth of the time


@pytest.fixture(autouse=True)
def quick_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "TICK", TICK)


def run_away(seconds: float = 30.0) -> None:
    """Be busy for so long, in a pattern that tries every way to divide a text."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        re.fullmatch(r"(?:a+)+", "a" * 22 + "b")


def test_a_pattern_is_ended_in_the_middle() -> None:
    began = time.process_time()
    with pytest.raises(TooCostly, match="more CPU time"), TimeLimit(TICK):
        re.fullmatch(r"(?:a+)+", "a" * 60 + "b")
    assert time.process_time() - began < 20 * TICK


def test_what_swallows_the_error_meets_it_again() -> None:
    def swallow() -> None:
        with suppress(TooCostly):
            run_away()
        run_away()

    with pytest.raises(TooCostly), TimeLimit(TICK):
        swallow()


def test_what_is_within_the_limit_is_left_alone() -> None:
    for _ in range(3):
        with TimeLimit(2.0):
            run_away(2 * TICK)
    run_away(2 * TICK)  # no limit at all


def test_an_inner_limit_leaves_the_outer_one_as_it_is() -> None:
    outer, inner = TimeLimit(TICK), TimeLimit(60.0)

    def work() -> None:
        with inner:
            pass
        run_away()

    with pytest.raises(TooCostly), outer:
        work()


def test_a_process_ends_as_usual_while_the_clock_still_runs() -> None:
    program = f"from xabar.workers import time_limit\ntime_limit.TICK = {TICK}\nwith time_limit.TimeLimit(9):\n    pass\n"
    # until long after the next tick
    busy = f"import atexit, time\natexit.register(lambda: [0 for _ in iter(lambda: time.process_time() < {6 * TICK}, False)])\n"
    for order in (busy + program, program + busy):
        done = subprocess.run([sys.executable, "-c", order], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_another_thread_has_no_limit() -> None:
    ended: list[bool] = []

    def work() -> None:
        with TimeLimit(0.0):
            run_away(2 * TICK)
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]
