"""The trial of a fleet leaves no crawler behind, also if it is asked to end in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.fleet.crawlers import Crawler

# A scheduler with a run in a session of its own, both of which end for no signal that asks.
SCHEDULER = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; print('run', flush=True); time.sleep(300)", "crawl"],
                 start_new_session=True)
time.sleep(300)
"""
TRIAL = """
import os, sys, time
from pathlib import Path
from bench.fleet import crawlers
crawlers.are_machines = lambda: False
crawlers.XABAR = (sys.executable, "-c", sys.argv[1])
crawlers.exit_on_signals()
fleet = [crawlers.Crawler(Path(sys.argv[2]) / name, os.environ, ()) for name in "ab"]
with crawlers.running(fleet):
    while not all(crawler.runs() and crawler.log() for crawler in fleet):
        time.sleep(0.05)
    print(*[pid for crawler in fleet for pid in crawler._processes()], flush=True)
    time.sleep(300)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_trial_that_is_asked_to_end_ends_its_crawlers_and_their_runs(
    tmp_path: Path, how: signal.Signals
) -> None:
    words = [sys.executable, "-c", TRIAL, SCHEDULER, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as trial:
        assert trial.stdout is not None
        pids = [int(word) for word in trial.stdout.readline().split()]
        assert len(pids) == 4  # two schedulers, a run each
        trial.send_signal(how)
        assert trial.wait(60) == 128 + how
    end = time.monotonic() + 60  # a process that was killed may be there for a moment
    while alive := [pid for pid in pids if is_alive(pid)]:
        assert time.monotonic() < end, alive
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """Return whether a process is there that has not ended yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_crawler_that_was_never_started_has_nothing_to_kill(tmp_path: Path) -> None:
    crawler = Crawler(tmp_path / "never", os.environ, ())
    crawler.kill()
    assert crawler.runs_killed == 0
