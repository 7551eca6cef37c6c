"""Commands that are started for a message."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from tests.loop_clock import LoopClock
from xabar.delivery.command import plain_environment, run_command
from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.sending import deliver
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Command

pytestmark = pytest.mark.slow

MESSAGE = Message("Metro; $(touch x)", "text " * 50_000, key="k1")


def python(code: str, *arguments: str) -> Command:
    return Command((sys.executable, "-Sc", code, *arguments))


def test_a_command_gets_json_and_no_shell_reads_it(tmp_path: Path, settings: DeliverySettings) -> None:
    code = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())"
    deliver(python(code, str(tmp_path / "$(got)")), MESSAGE, settings)
    got = orjson.loads((tmp_path / "$(got)").read_bytes())
    assert (got["id"], got["subject"]) == ("k1", "Metro; $(touch x)")


def test_it_is_given_none_of_our_settings() -> None:
    assert plain_environment({"PATH": "/bin", "XABAR_SMTP_PASSWORD": "hush"}) == {"PATH": "/bin"}


def test_one_that_does_not_read_is_no_failure(settings: DeliverySettings) -> None:
    deliver(python("pass"), MESSAGE, settings)


def test_one_that_fails_says_why_and_is_started_once(tmp_path: Path, settings: DeliverySettings) -> None:
    code = "import sys; open(sys.argv[1], 'a').write('x'); print('a' * 10**6 + '\\nno\\x1b[31m route', file=sys.stderr); sys.exit(3)"
    with pytest.raises(DeliveryFailed, match=r"ended with exit code 3: a+ no route") as failed:
        deliver(python(code, str(tmp_path / "starts")), MESSAGE, settings)
    assert len(str(failed.value)) < 500
    assert (tmp_path / "starts").read_text() == "x"


async def test_one_that_takes_too_long_is_killed_with_what_it_started(tmp_path: Path) -> None:
    code = "import os, sys, time; child = os.fork(); child or print(os.getpid(), file=open(sys.argv[1], 'w')); time.sleep(600)"
    clock, child = LoopClock(), tmp_path / "child"
    running = asyncio.ensure_future(run_command(python(code, str(child)), MESSAGE, seconds=300))
    while not (child.exists() and child.read_text().endswith("\n")):
        await asyncio.sleep(0.01)
    clock.advance(300)
    with pytest.raises(DeliveryFailed, match="was killed: it took more than 300 seconds"):
        await running
    assert not _runs(int(child.read_text()))


def _runs(pid: int) -> bool:
    """Return whether a process runs on; one that was killed may be there for a moment."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except (ProcessLookupError, FileNotFoundError):
            return False
    return True


def test_one_that_is_not_there_is_named(settings: DeliverySettings) -> None:
    with pytest.raises(DeliveryFailed, match="command:/no/such: cannot be started: No such file") as failed:
        deliver(Command(("/no/such",)), MESSAGE, settings)
    assert failed.value.permanent


def test_one_that_leaves_something_running_has_ended(settings: DeliverySettings) -> None:
    code = "import os, time; os.fork() or time.sleep(1.5)"
    deliver(python(code), MESSAGE, replace(settings, seconds=10.0))
