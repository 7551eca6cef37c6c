"""The processes that tests fork are like any that Python starts."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests import fork_server
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly

ECHO = "import os, sys; print(sys.argv[1:], os.getcwd(), os.environ['NAME'], sys.stdin.read()); sys.exit(3)"
WAIT = "import signal; print('ready', flush=True); signal.pause()"


def test_arguments_folder_environment_input_and_exit_code_are_its_own(tmp_path: Path) -> None:
    done = fork_server.run(ECHO, "a", 1, env={"NAME": "b"}, cwd=tmp_path, text="c")
    assert (done.returncode, done.stdout) == (3, f"['a', '1'] {tmp_path} b c\n")


def test_an_error_is_told_as_by_python() -> None:
    done = fork_server.run("1 / 0")
    assert done.returncode == 1
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_signal_ends_it(number: signal.Signals) -> None:
    with fork_server.Process(WAIT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.01)
        process.send_signal(number)
        assert process.wait(60) == -number


def test_each_reads_the_settings_of_its_own_environment(tmp_path: Path) -> None:
    code = "from crawler import settings; print(settings.XABAR_DATA)"
    for folder in (tmp_path / "a", tmp_path / "b"):
        done = fork_server.run(code, env={"XABAR_DATA": str(folder)})
        assert done.stdout == f"{folder}\n", done.stderr


def test_a_forked_worker_has_the_memory_of_one_that_python_starts_and_no_more() -> None:
    with WorkerPool(workers=1, seconds=10, memory=2**28) as pool:
        assert pool.run_blocking(eval, "len(bytearray(200 * 2**20))") == 200 * 2**20
        with pytest.raises(TooCostly):
            pool.run_blocking(eval, "len(bytearray(275 * 2**20))")


def test_of_many_that_end_at_once_each_is_told() -> None:
    for _ in range(4):
        many = [fork_server.Process("import signal; signal.pause()") for _ in range(12)]
        for process in many:
            os.kill(process.pid, signal.SIGKILL)
        for process in many:
            with process:
                assert process.wait(30) == -signal.SIGKILL
