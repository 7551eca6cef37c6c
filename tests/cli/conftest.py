"""The demo's newspapers on loopback, and `xabar` as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import fork_server
from xabar.app.demo import build_demo
from xabar.demo.server import serve_sites

XABAR = (sys.executable, "-c", fork_server.XABAR)  # a process that shares nothing

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def newspapers() -> Iterator[str]:
    """The address of the demo's newspapers, for XABAR_MIRROR."""
    with serve_sites(build_demo(datetime.now(UTC))) as address:
        yield address


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a process whose data folder is `tmp_path`/data."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("XABAR_")}
    return inherited | {"XABAR_DATA": str(tmp_path / "data"), "COLUMNS": "160", "PYTHONUTF8": "1"}


@pytest.fixture
def xabar(environment: dict[str, str]) -> Run:
    """Run `xabar ARGUMENTS…` to its end."""

    def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        return fork_server.run(fork_server.XABAR, *arguments, env=environment, text=text)

    return run


def on_loopback(address: str, delay: float = 0) -> list[str]:
    """Options of `xabar crawl` that send it to the newspapers at `address`, whatever the hour.

    The oldest article is two days old: after midnight in Tashkent that is the day before the usual look back.
    """
    settings = {
        "XABAR_MIRROR": address,
        "XABAR_ALLOW_PRIVATE": 1,
        "XABAR_LOOK_BACK": 4,
        "DOWNLOAD_DELAY": delay,
        "RETRY_TIMES": 0,
    }
    return [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
