"""Progress: plain lines where there is no terminal, a table where there is one."""

from __future__ import annotations

import json
import logging
import os
import pty
import re
import threading
from pathlib import Path

import pytest
from scrapy.utils.test import get_crawler

from tests import fork_server
from tests.cli.conftest import on_loopback
from xabar.cli import progress
from xabar.printable_logs import JsonRecord


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    written: list[str] = []
    enough = threading.Event()

    def take(text: str, *, err: bool) -> None:
        assert err
        written.append(text)
        enough.set()

    monkeypatch.setattr(progress, "echo", take)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setattr(progress, "PLAIN_INTERVAL", 0.01)
    crawler = get_crawler(settings_dict={"TWISTED_REACTOR_ENABLED": False})
    assert crawler.stats is not None
    for key, count in {"fetched": 7, "stored": 4, "rejected/no-date": 2, "rejected/no-body": 1}.items():
        crawler.stats.set_value(f"xabar/{key}", count)
    with progress.show_progress([crawler]):
        assert enough.wait(60)
    return written


def test_plain_line_is_written_when_something_changed(lines: list[str]) -> None:
    (line,) = lines
    assert line.endswith("7 fetched, 4 stored, 0 unchanged, 0 duplicate, 3 rejected, 0 discovery")


def test_a_line_is_an_object_where_the_log_is_made_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "getLogRecordFactory", lambda: JsonRecord)
    line = json.loads(progress._line("kun_uz", {"fetched": 7}))
    assert (line["level"], line["message"]) == ("INFO", "kun_uz: 7 fetched")


def test_terminal_sees_a_live_table(newspapers: str, environment: dict[str, str], tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    arguments = ("crawl", "zamin_uz", *on_loopback(newspapers), "--json")
    environment["TERM"] = "xterm-256color"
    with (tmp_path / "counts").open("w") as counts:
        process = fork_server.Process(
            fork_server.XABAR, *arguments, env=environment, out=(counts.fileno(), theirs)
        )
    with process:
        os.close(theirs)
        shown = _read_all(ours)
        assert process.wait(30) == 0
    os.close(ours)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert re.search(r"site +fetched +stored +unchanged +duplicate +rejected +discovery", plain)
    assert re.search(r"zamin_uz +\d+ +\d+", plain)


def _read_all(descriptor: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # what Linux says at the end of a terminal
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode(errors="replace")
