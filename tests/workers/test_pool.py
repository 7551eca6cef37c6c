"""The processes that read: bounded, replaced, and never left behind. What they are asked here are functions of Python."""

from __future__ import annotations

import asyncio
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from xabar.workers.pool import Reader, TooCostly, WorkerPool

ROOT = Path(__file__).parents[2]
MEMORY = 2**30


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """One process with a second of CPU."""
    pool = WorkerPool(workers=1, seconds=1, memory=MEMORY)
    yield pool
    pool.close()


async def process_id(pool: WorkerPool) -> int:
    return await pool.run(os.getpid)


async def test_a_task_is_done_in_another_process_that_is_used_again(pool: WorkerPool) -> None:
    first = await process_id(pool)
    assert first != os.getpid()
    assert await process_id(pool) == first
    assert await pool.run(sorted, [3, 1, 2]) == [1, 2, 3]


async def test_what_a_task_raises_is_raised_here(pool: WorkerPool) -> None:
    first = await process_id(pool)
    with pytest.raises(ValueError, match="invalid literal"):
        await pool.run(int, "ten")
    assert await process_id(pool) == first


async def test_what_a_task_prints_gets_not_among_the_answers(pool: WorkerPool) -> None:
    await pool.run(print, "a library says something")
    assert await pool.run(len, "abc") == 3


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (sum, (range(10**13),)),
        (re.match, ("(a+)+b", "a" * 64)),
        (bytearray, (2 * MEMORY,)),
        (exec, ("import os; os.abort()",)),
    ],
    ids=["endless in C", "endless expression", "memory", "crash"],
)
async def test_a_task_beyond_its_bounds_ends_its_process_alone(
    pool: WorkerPool, function: object, arguments: tuple[object, ...]
) -> None:
    first = await process_id(pool)
    with pytest.raises(TooCostly):
        await pool.run(function, *arguments)  # type: ignore[arg-type]
    assert await process_id(pool) != first


async def test_a_process_that_breaks_is_an_error_of_ours(pool: WorkerPool) -> None:
    with pytest.raises(RuntimeError, match="status 7"):
        await pool.run(os._exit, 7)
    assert await pool.run(len, "abc") == 3


async def test_a_process_is_replaced_after_many_tasks(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.workers.pool.TASKS", 2)
    ids = [await process_id(pool) for _ in range(4)]
    assert ids[0] == ids[1] != ids[2] == ids[3]


async def test_tasks_wait_for_a_free_process(pool: WorkerPool) -> None:
    ids = await asyncio.gather(*(process_id(pool) for _ in range(5)))
    assert len(set(ids)) == 1


async def test_a_task_that_nobody_waits_for_is_ended(pool: WorkerPool) -> None:
    first = await process_id(pool)
    task = asyncio.ensure_future(pool.run(sum, range(10**13)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await process_id(pool) != first


async def test_no_process_before_the_first_task_and_none_after_the_end() -> None:
    pool = WorkerPool(workers=2, seconds=1, memory=MEMORY)
    assert pool._idle == []
    reader = await process_id(pool)
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)


async def test_the_keys_of_the_index_are_not_for_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XABAR_SEARCH_API_KEY", "secret")
    monkeypatch.setenv("XABAR_DATA", "data")
    pool = WorkerPool(workers=1, seconds=1, memory=MEMORY)
    assert await pool.run(os.getenv, "XABAR_SEARCH_API_KEY") is None
    assert await pool.run(os.getenv, "XABAR_DATA") == "data"
    pool.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_is_for_the_crawl(number: signal.Signals) -> None:
    reader = Reader(1, MEMORY)
    try:
        task = f"import os; os.kill(os.getpid(), {int(number)})"
        assert reader.ask(_pickled(exec, task)) == (True, None)
    finally:
        reader.end()


_CRAWL = """
import asyncio
from xabar.workers.pool import WorkerPool

TASK = "import sys; print('busy', file=sys.stderr, flush=True); sum(range(10**13))"
asyncio.run(WorkerPool(workers=1, seconds=60, memory=2**30).run(exec, TASK))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the process ends with its task")
def test_kill_minus_nine_leaves_no_process_behind() -> None:
    crawl = subprocess.Popen([sys.executable, "-c", _CRAWL], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    with crawl:
        assert crawl.stderr is not None
        assert crawl.stderr.readline() == "busy\n"
        crawl.kill()
        assert crawl.stderr.read() == ""  # ends when the last process that could write there is gone


def _pickled(function: object, *arguments: object) -> bytes:
    return pickle.dumps((function, arguments))
