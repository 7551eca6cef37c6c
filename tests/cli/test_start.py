"""The commands that must answer at once load nothing that they do not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = ("scrapy", "twisted", "elasticsearch", "aiohttp", "trafilatura", "dateparser", "importlib.metadata")


@pytest.mark.parametrize("command", ["text", "search"])
def test_nothing_slow_is_loaded(command: str) -> None:
    code = f"import sys, xabar.cli.commands.{command}; print(*sys.modules.keys() & set({SLOW}))"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
