"""The three programs of bench/crawl run and bring every page. A test does not judge what they cost."""

from __future__ import annotations

import re

from tests import fork_server

BENCH = fork_server.FORK_MODULES + "from bench.crawl.__main__ import main; main()"


def test_three_programs_bring_every_page() -> None:
    done = fork_server.run(BENCH, "--pages", "12", "--many", "0", "--rounds", "1", timeout=120)
    assert done.returncode == 0, done.stderr  # it fails if a program did not bring 40 pages
    printed = re.findall(r"^(\w+) +[\d.]+ ms CPU per page", done.stdout, re.MULTILINE)
    assert printed == ["bare", "naive", "whole"]
    assert len(re.findall(r"^whole / (?:bare|naive).*: +[\d.]+ ", done.stdout, re.MULTILINE)) == 2
