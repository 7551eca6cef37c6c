"""Writes that share a commit: what one that fails does to the others, and when its caller is told."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.processing.articles import make_article
from tests.record_stores import lay_empty_store
from xabar.records.errors import RecordsLocked
from xabar.records.grouped_writes import GroupedWrites
from xabar.records.store import RecordStore
from xabar.workers import turns
from xabar.workers.turns import own_turn


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path), busy_timeout=0.05) as records:
        yield records


@pytest.fixture
def commits(records: RecordStore, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was committed since."""
    return watch(records, "commit", monkeypatch)


def watch(records: RecordStore, name: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    usual = getattr(records._db, name)

    def note(*turn: Any, **late: bool) -> None:
        calls.append(name)
        usual(*turn, **late)

    monkeypatch.setattr(records._db, name, note)
    return calls


def put(records: RecordStore, number: int) -> Callable[[], object]:
    return partial(records.put_article, make_article(number))


def fail_after(write: Callable[[], object]) -> object:
    write()
    raise ValueError("its own fault")


async def test_what_waits_goes_with_what_does_not(records: RecordStore, commits: list[str]) -> None:
    writes = GroupedWrites(records, own_turn)
    waiting = [asyncio.ensure_future(writes.write_soon(put(records, number))) for number in range(4)]
    await asyncio.sleep(0)
    assert (len(commits), records.count_articles()) == (0, 0)
    writes.write_now(put(records, 4))
    assert (len(commits), records.count_articles()) == (1, 5)
    await asyncio.gather(*waiting)
    assert len(commits) == 1


async def test_what_waits_for_nothing_is_committed_by_itself(
    records: RecordStore, commits: list[str]
) -> None:
    writes = GroupedWrites(records, own_turn)
    await asyncio.gather(*(writes.write_soon(put(records, number)) for number in range(3)))
    assert (len(commits), records.count_articles()) == (1, 3)


async def test_nobody_is_told_before_it_is_committed(records: RecordStore, tmp_path: Path) -> None:
    task = asyncio.ensure_future(GroupedWrites(records, own_turn).write_soon(put(records, 1)))
    await asyncio.sleep(0)
    with RecordStore(tmp_path / "records.sqlite") as other:
        assert (task.done(), other.count_articles()) == (False, 0)
        await task
        assert other.count_articles() == 1


async def test_one_that_fails_costs_itself_alone(records: RecordStore) -> None:
    writes = GroupedWrites(records, own_turn)
    good, bad = (
        asyncio.ensure_future(writes.write_soon(write))
        for write in (put(records, 1), partial(fail_after, put(records, 2)))
    )
    await asyncio.sleep(0)
    writes.write_now(put(records, 3))
    await good
    with pytest.raises(ValueError, match="its own fault"):
        await bad
    with pytest.raises(ValueError, match="its own fault"):
        writes.write_now(partial(fail_after, put(records, 4)))
    assert sorted(records.article_ids(make_article(1).site)) == sorted(
        make_article(number).id for number in (1, 3)
    )


async def test_locked_records_are_waited_for_once(
    records: RecordStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes, tries = GroupedWrites(records, own_turn), watch(records, "begin", monkeypatch)
    other = sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = (writes.write_soon(put(records, number)) for number in range(3))
    done = await asyncio.gather(*waiting, return_exceptions=True)
    other.close()
    assert [type(each) for each in done] == [RecordsLocked] * 3
    assert len(tries) == 1
    writes.write_now(put(records, 1))
    assert records.count_articles() == 1


async def test_a_caller_that_gave_up_stops_nobody(records: RecordStore) -> None:
    writes = GroupedWrites(records, own_turn)
    gone, other = (asyncio.ensure_future(writes.write_soon(put(records, number))) for number in (1, 2))
    await asyncio.sleep(0)
    gone.cancel()
    await other
    assert records.count_articles() == 2


async def test_a_write_in_turn_waits_for_nothing_where_nobody_has_the_turn(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "TURN", 60.0)  # a busy machine takes longer than usual
    offered = GroupedWrites(records, own_turn).write_in_turn(put(records, 1), 0.1)
    with pytest.raises(StopIteration):
        offered.send(None)  # it did not even let the loop go on
    assert records.count_articles() == 1


async def test_what_comes_before_the_turn_shares_a_commit_until_it_is_full(
    records: RecordStore, commits: list[str]
) -> None:
    writes = GroupedWrites(records, own_turn)
    async with own_turn():
        place = asyncio.ensure_future(writes.write_soon(put(records, 9)))
        offered = [
            asyncio.ensure_future(writes.write_in_turn(put(records, number), load))
            for number, load in enumerate((0.5, 0.5, 0.5, 1.5, 0.2))
        ]
        await asyncio.sleep(0)
        assert commits == []
    await asyncio.gather(place, *offered)
    assert (len(commits), records.count_articles()) == (4, 6)


async def test_what_failed_by_its_own_fault_is_not_done_again(
    records: RecordStore, commits: list[str]
) -> None:
    tries = []

    def fail() -> None:
        tries.append(1)
        raise ValueError("its own fault")

    writes = GroupedWrites(records, own_turn)
    offered = (put(records, 1), fail, put(records, 2))
    done = await asyncio.gather(*map(writes.write_soon, offered), return_exceptions=True)
    assert isinstance(done[1], ValueError)
    assert (len(tries), len(commits), records.count_articles()) == (1, 1, 2)


async def test_who_would_have_committed_a_group_and_gave_up_takes_nobody_with_it(
    records: RecordStore,
) -> None:
    writes = GroupedWrites(records, own_turn)
    async with own_turn():
        gone, other = (
            asyncio.ensure_future(writes.write_in_turn(put(records, number), 0.1)) for number in (1, 2)
        )
        await asyncio.sleep(0)
        gone.cancel()
        await other
    assert records.count_articles() == 2


async def test_only_what_is_committed_counts_as_a_commit(records: RecordStore) -> None:
    writes = GroupedWrites(records, own_turn)
    with pytest.raises(ValueError, match="its own fault"):
        writes.write_now(partial(fail_after, put(records, 1)))
    assert writes.commits == 0
    waiting = asyncio.ensure_future(writes.write_soon(put(records, 1)))
    await asyncio.sleep(0)
    writes.write_now(put(records, 2))
    await waiting
    assert writes.commits == 1
