"""The bench of the page runs, and the pictures of the README are those that a command makes."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bench.pictures import DOCS, MOST_BYTES, PICTURES, REPORT, write_report
from bench.serve.__main__ import address_of, cpu_seconds, engine_alone, fill, mixed_searches, served
from bench.serve.load import ask_steadily


@pytest.mark.slow
def test_pages_are_asked_for_beside_the_bare_engine(tmp_path: Path) -> None:
    asyncio.run(fill(tmp_path, 60))
    requests = mixed_searches(10, 60)
    times, spent = asyncio.run(engine_alone(tmp_path, requests))
    assert (len(times), spent > 0) == (10, True)
    with served(tmp_path, None) as (address, pid):
        load = asyncio.run(ask_steadily(address, [address_of(request) for request in requests], 50))
        assert cpu_seconds(pid) > 0
    assert (load.failures, len(load.latencies)) == (0, 10)
    assert max(load.sizes) < 60_000


def test_every_picture_of_the_documentation_is_made_by_a_command() -> None:
    made = {f"{picture.name}.png" for picture in (*PICTURES, REPORT)}
    pages = [DOCS.parent / "README.md", *DOCS.glob("*.md")]
    shown = {
        Path(path).name
        for page in pages
        for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text("utf-8"))
    }
    assert shown == made == {path.name for path in DOCS.glob("*.png")}
    assert all(path.stat().st_size <= MOST_BYTES for path in DOCS.glob("*.png"))


@pytest.mark.slow
def test_the_picture_of_the_report_shows_what_rose(tmp_path: Path) -> None:
    folder = write_report(tmp_path)
    assert folder.startswith("file://")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert ("What rose" in page, "metro" in page) == (True, True)
