"""Searching a folder without an event loop."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.search.articles import CORPUS
from xabar.app.errors import NoRecords
from xabar.app.searching import with_searcher
from xabar.config import Config
from xabar.records.articles import Articles
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, NoActiveIndex, Searcher, SearchRequest


async def search(_: Articles, index: Searcher) -> int:
    return (await index.search(SearchRequest("*"))).total


def test_without_records_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoRecords, match=r"records\.sqlite"):
        with_searcher(Config(data=tmp_path), search)
    assert list(tmp_path.iterdir()) == []


def test_without_an_index_nothing_is_made(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(CORPUS[0])
    with pytest.raises(NoActiveIndex, match="xabar index setup"):
        with_searcher(Config(data=tmp_path), search)
    assert not (tmp_path / "index").exists()


def test_errors_of_the_work_are_raised_as_they_are(tmp_path: Path) -> None:
    RecordStore(tmp_path / "records.sqlite").close()

    async def fail(records: Articles, index: Searcher) -> None:
        raise EngineUnavailable(f"{records.place}")

    with pytest.raises(EngineUnavailable, match=r"records\.sqlite"):
        with_searcher(Config(data=tmp_path), fail)


def test_work_that_waits_is_a_mistake_of_ours(tmp_path: Path) -> None:
    RecordStore(tmp_path / "records.sqlite").close()
    ended = []

    async def wait(records: Articles, index: Searcher) -> None:
        try:
            await asyncio.sleep(0)
        finally:
            ended.append(True)

    with pytest.raises(RuntimeError, match="no event loop"):
        with_searcher(Config(data=tmp_path), wait)
    assert ended
