"""scrapyd with what scrapy.cfg says: deployed by its own client, a job run, and the articles are in the records."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.fork_server import ROOT
from xabar.app.demo import build_demo
from xabar.demo.server import serve_sites
from xabar.records.store import RecordStore

DEPLOYED = ("scrapy.cfg", "setup.py", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
WAIT = 90.0


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    return inherited | {
        "XABAR_DATA": str(tmp_path / "data"),
        "PATH": f"{Path(sys.executable).parent}:{inherited['PATH']}",
        "PYTHONPATH": str(ROOT),  # where the code is installed
        "PYTHONWARNINGS": "ignore",
    }


@pytest.fixture
def scrapyd(tmp_path: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of a scrapyd that has no project yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path / "scrapyd"
    folder.mkdir()
    (folder / "scrapyd.conf").write_text(
        f"[scrapyd]\nhttp_port = {port}\npoll_interval = 0.2\nmax_proc = 1\n"
    )
    log = (folder / "log").open("wb")
    with (
        log,
        subprocess.Popen(
            [sys.executable, "-m", "scrapyd"], cwd=folder, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        address = f"http://127.0.0.1:{port}/"
        try:
            until(lambda: ask(address, "daemonstatus"))
            yield address
        finally:
            process.terminate()


def ask(address: str, service: str, query: str = "", data: bytes | None = None) -> Any:
    """Return what a service answers; None while nobody listens."""
    try:
        with urlopen(f"{address}{service}.json?{query}", data, timeout=WAIT) as answer:
            return json.load(answer)
    except URLError:
        return None


def until(found: Any) -> Any:
    """Wait until a function returns something, and return that."""
    end = time.monotonic() + WAIT
    while not (result := found()):
        assert time.monotonic() < end, "scrapyd did not come to it"
        threading.Event().wait(0.2)
    return result


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_is_deployed_runs_and_its_articles_are_in_the_records(
    scrapyd: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in DEPLOYED:
        shutil.copy(ROOT / name, project)
    config = project / "scrapy.cfg"
    text = config.read_text()
    assert "http://localhost:6800/" in text
    config.write_text(text.replace("http://localhost:6800/", scrapyd))
    deployed = subprocess.run(
        ["scrapyd-deploy"], cwd=project, env=environment, capture_output=True, text=True, check=True
    )
    answer = json.loads(deployed.stdout)
    assert (answer["status"], answer["project"]) == ("ok", "xabar")
    assert answer["spiders"] > 80

    with serve_sites(build_demo(datetime.now(UTC))) as address:
        settings = {
            "XABAR_MIRROR": address,
            "XABAR_ALLOW_PRIVATE": 1,
            "XABAR_LOOK_BACK": 4,
            "DOWNLOAD_DELAY": 0,
        }
        order = [("project", "xabar"), ("spider", "zamin_uz"), ("limit", "3")]
        order += [("setting", f"{name}={value}") for name, value in settings.items()]
        started = ask(scrapyd, "schedule", data=urlencode(order).encode())
        assert started["status"] == "ok", started
        finished = until(lambda: ask(scrapyd, "listjobs", "project=xabar")["finished"])
    assert finished[0]["id"] == started["jobid"]
    with RecordStore(tmp_path / "data" / "records.sqlite") as records:
        (run,) = records.runs("zamin_uz")
        assert (run.reason, run.stats.fetched, run.stats.balanced) == ("finished", 3, True)
        assert len(records.changes_after(0, 10)) == run.stats.stored == 2
        assert records.leases(now=datetime.now(UTC)) == []
