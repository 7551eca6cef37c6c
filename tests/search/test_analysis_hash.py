"""The note of the analysis hash: believed only where today's files made it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.search.articles import CORPUS
from xabar.records.store import RecordStore
from xabar.search.analysis_hash import NOTE, hash_sources, is_noted, make_note, read_hash
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.embedded.open_indexes import OpenIndexes
from xabar.search.embedded.reader import IndexReader
from xabar.search.engine import IndexOutdated, SearchRequest
from xabar.search.feed import Feeder


def test_a_note_by_todays_files_is_believed(tmp_path: Path) -> None:
    (tmp_path / NOTE).write_text(make_note("0123456789ab"))
    assert is_noted(tmp_path)
    assert read_hash(tmp_path) == "0123456789ab"


@pytest.mark.parametrize(
    "note",
    [
        "",
        '{"sources": "',
        "[1]",
        json.dumps({"sources": "of yesterday", "analysis": "0123456789ab"}),
        json.dumps({"sources": hash_sources()}),
        json.dumps({"sources": hash_sources(), "analysis": 5}),
        "\udcff",
    ],
)
def test_any_other_note_is_none(tmp_path: Path, note: str) -> None:
    (tmp_path / NOTE).write_text(note, errors="surrogateescape")
    assert not is_noted(tmp_path)
    assert read_hash(tmp_path) == ANALYSIS_HASH


def test_without_a_note_the_hash_is_worked_out(tmp_path: Path) -> None:
    assert read_hash(tmp_path / "no folder") == ANALYSIS_HASH


@pytest.mark.slow
def test_whatever_makes_the_analysis_is_hashed() -> None:
    code = "import sys, xabar.search.elasticsearch_analysis; print(*(m for m in sys.modules if m.startswith('xabar.')))"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    rooms = {".".join(module.split(".")[:2]) for module in done.stdout.split()}
    assert rooms == {"xabar.language", "xabar.search"}
    assert not any(len(module.split(".")) > 3 for module in done.stdout.split() if ".tables." not in module)


async def test_what_feeds_an_index_notes_the_hash_and_a_search_refuses_old_tables_all_the_same(
    tmp_path: Path,
) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(CORPUS[0])
        for folder, made_with in (("today", ANALYSIS_HASH), ("old", "of old")):
            engine = EmbeddedEngine(tmp_path / folder, records, analysis_hash=made_with)
            await Feeder(records, engine).feed_until_done()
            await engine.close()
            assert json.loads((tmp_path / folder / NOTE).read_text())["analysis"] == ANALYSIS_HASH
        reader = IndexReader(OpenIndexes(tmp_path / "today"), records)
        assert (await reader.search(SearchRequest("*"))).total == 1
        with pytest.raises(IndexOutdated, match=f"of old, today's are {ANALYSIS_HASH}"):
            await IndexReader(OpenIndexes(tmp_path / "old"), records).search(SearchRequest("*"))
        reader.close()
