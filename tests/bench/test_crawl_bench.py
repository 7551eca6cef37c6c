"""The three programs of bench/crawl run and bring every page. A test does not judge what they cost."""

from __future__ import annotations

import re

from tests import fork_server

# The programs that it starts as `python -m MODULE` are its forks, which the system counts as it counts them.
BENCH = """
import subprocess
from types import SimpleNamespace
from bench.crawl import __main__ as bench
from tests.fork_server import ForkedModule
bench.subprocess = SimpleNamespace(Popen=ForkedModule, PIPE=subprocess.PIPE)
bench.main()
"""


def test_three_programs_bring_every_page() -> None:
    done = fork_server.run(BENCH, "--pages", "12", "--many", "0", "--rounds", "1", timeout=120)
    assert done.returncode == 0, done.stderr  # it fails if a program did not bring 40 pages
    assert done.stderr == ""
    printed = re.findall(r"^(\w+) +[\d.]+ ms CPU per page", done.stdout, re.MULTILINE)
    assert printed == ["bare", "naive", "whole"]
    assert len(re.findall(r"^whole / (?:bare|naive).*: +[\d.]+ ", done.stdout, re.MULTILINE)) == 2
