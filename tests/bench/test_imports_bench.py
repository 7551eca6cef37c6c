"""The bench of imports runs, and its programs do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.imports import programs
from bench.imports.__main__ import describe
from bench.imports.files import write_file
from bench.process_cost import Cost
from xabar.records.store import RecordStore


@pytest.mark.slow
def test_every_program_does_its_work(tmp_path: Path) -> None:
    write_file(programs.source(tmp_path), 30, "uz")
    for run in programs.PROGRAMS.values():
        run(tmp_path, "uz")
    with RecordStore(programs.config(tmp_path).records_path) as records:
        assert records.count_articles() == records.last_sequence() == 30
        first = records.changes_after(0, 1)[0].article
    assert first is not None
    assert first.body.count("\n") == 4  # the five paragraphs, without what was glued on
    sizes = [(tmp_path / f"out.{ending}").stat().st_size for ending in ("jsonl", "csv", "parquet")]
    assert all(sizes)


def test_the_start_is_not_counted() -> None:
    lines = describe({"nothing": Cost(1, 50), "import": Cost(3, 100)}, 1_000)
    assert lines == ["import                500 articles a CPU s     100 MB"]
