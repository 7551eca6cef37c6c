"""What the process beside a crawl costs. That it names the page is told by tests/crawler/extensions/test_watchdog.py."""

from __future__ import annotations

import subprocess
import sys

import pytest

from crawler import witness_process


@pytest.mark.slow
def test_the_process_loads_nothing_that_a_plain_interpreter_would_wait_for() -> None:
    code = "import sys; exec(open(sys.argv[1]).read(), {'__name__': 'imported'}); print(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", code, witness_process.__file__]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "mmap" in loaded
    assert {"collections", "re", "subprocess", "tempfile", "typing"}.isdisjoint(loaded)
