"""Processes by their names: one that lives, one that was killed, and those of which nothing can be told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from xabar.processes import has_ended, this_process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells processes apart")


def test_a_process_has_ended_when_it_was_killed_and_not_before() -> None:
    code = "from xabar.processes import this_process; print(this_process(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert not has_ended(name)
        process.kill()
    assert has_ended(name)
    assert not has_ended(this_process())


def test_another_process_with_the_same_pid_is_not_the_one_that_has_ended() -> None:
    name = this_process()
    assert name is not None
    assert has_ended(f"{name}1")


@pytest.mark.parametrize("name", [None, "", "other-boot:pid:[4026531836]:1:1", "1"])
def test_of_another_machine_nothing_is_told(name: str | None) -> None:
    assert not has_ended(name)
