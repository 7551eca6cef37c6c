"""The demo's newspapers on loopback, and `xabar` as a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler import settings
from tests import fork_server
from tests.record_stores import lay_empty_store
from tests.search.articles import CORPUS
from xabar.app.demo import build_demo
from xabar.cli import main
from xabar.demo.server import serve_sites
from xabar.records.store import RecordStore

XABAR = (sys.executable, "-c", fork_server.XABAR)  # a process that shares nothing

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Command = Callable[..., Result]


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

    The oldest article is two days old: after midnight in Tashkent that is the day before the usual look back. A
    scheduler has no heavy work now, which would ask at night for what the newspapers refuse.
    """
    far = datetime.now(UTC) + timedelta(hours=12)
    settings = {
        "XABAR_MIRROR": address,
        "XABAR_ALLOW_PRIVATE": 1,
        "XABAR_LOOK_BACK": 4,
        "XABAR_HEAVY_WINDOW": f"{far:%H}:00-{far:%H}:30 UTC",
        "DOWNLOAD_DELAY": delay,
        "RETRY_TIMES": 0,
    }
    return [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]


@pytest.fixture
def forked_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process that fetches a page have its imports behind it."""

    def run(command: Sequence[str], *, stdout: int, check: bool) -> subprocess.CompletedProcess[bytes]:
        _, _, _, module, *arguments = command
        code = f"import json, sys; from {module} import main; main(sys.argv[1], json.loads(sys.argv[2]))"
        with tempfile.TemporaryFile() as out:
            status = fork_server.Process(code, *arguments, out=(out.fileno(), 2)).wait(60)
            out.seek(0)
            return subprocess.CompletedProcess(command, status, out.read())

    monkeypatch.setattr("xabar.app.fetch.subprocess.run", run)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordStore:
    """The record store of an otherwise empty data folder, which the settings name."""
    _use(tmp_path, monkeypatch)
    return RecordStore(lay_empty_store(tmp_path))


def _use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the settings name a data folder with an embedded index."""
    monkeypatch.setattr(settings, "XABAR_DATA", str(folder))
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)


def _invoke(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def _put_articles(records: RecordStore) -> None:
    with records:
        for article in CORPUS[:4]:
            records.put_article(article)


@pytest.fixture
def run(records: RecordStore) -> Command:
    """Run a command over four articles that wait for the index."""
    _put_articles(records)
    return _invoke


@pytest.fixture(scope="session")
def fed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose articles are in the index, to be copied."""
    folder = tmp_path_factory.mktemp("fed")
    with pytest.MonkeyPatch.context() as patch:
        _use(folder, patch)
        _put_articles(RecordStore(folder / "records.sqlite"))
        fed = _invoke("index", "feed")
        assert fed.exit_code == 0, fed.output
    return folder


@pytest.fixture
def fed(fed_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command over four articles that are in the index."""
    shutil.copytree(fed_folder, tmp_path, dirs_exist_ok=True)
    _use(tmp_path, monkeypatch)
    return _invoke
