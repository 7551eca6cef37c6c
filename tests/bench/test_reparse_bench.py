"""The bench of reparse runs, and its programs do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.process_cost import Cost
from bench.reparse import programs
from bench.reparse.__main__ import describe
from bench.reparse.pages import folder_config, keep_pages
from tests.app.test_reparse import InlinePool
from xabar.app import reparse


@pytest.mark.slow
def test_every_program_does_its_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reparse, "WorkerPool", InlinePool)
    keep_pages(folder_config(tmp_path), 16)
    for run in programs.PROGRAMS.values():
        run(tmp_path)


def test_the_start_is_not_counted() -> None:
    costs = {"nothing": Cost(1, 50), "bare": Cost(1.5, 60), "again": Cost(3, 200), "mended": Cost(5, 200)}
    assert describe(costs, 1_000)[-1] == "again: 500 pages a CPU s (to reach: 300), bare / again 4.0"
