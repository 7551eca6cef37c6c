"""What the process beside a crawl costs, and a crawl that can have none. tests/crawler/extensions/ tells what it says."""

from __future__ import annotations

import errno
import logging
import os
import subprocess
import sys
from typing import NoReturn

import pytest

from crawler import witness_process
from crawler.witness import Witness


@pytest.mark.slow
def test_the_process_loads_nothing_that_a_plain_interpreter_would_wait_for() -> None:
    code = "import sys; exec(open(sys.argv[1]).read(), {'__name__': 'imported'}); print(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", code, witness_process.__file__]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "mmap" in loaded
    assert {"collections", "re", "subprocess", "tempfile", "typing"}.isdisjoint(loaded)


def test_where_no_process_can_be_started_a_crawl_goes_on_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(subprocess, "Popen", refuse)  # as a system with too many processes does
    with caplog.at_level(logging.WARNING):
        witness = Witness(1.0)
        witness.note("https://kun.uz/a")
        witness.beat()
        witness.close()
    assert os.strerror(errno.EAGAIN) in caplog.text
    assert len(caplog.records) == 1
