"""Workers: bounded, replaced, and never left behind. Their tasks here are functions of Python itself."""

from __future__ import annotations

import asyncio
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from copy import copy
from pathlib import Path

import pytest

from xabar.http_response import HttpResponse
from xabar.workers.pool import WorkerPool, _pack
from xabar.workers.time_limit import TooCostly

ROOT = Path(__file__).parents[3]
MEMORY = 2**30
SECONDS = 0.3  # of CPU for a task


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """One process whose tasks are short."""
    pool = WorkerPool(workers=1, seconds=SECONDS, memory=MEMORY)
    yield pool
    pool.close()


async def process_id(pool: WorkerPool) -> int:
    return await pool.run(os.getpid)


async def test_a_task_runs_in_another_process_that_is_used_again(pool: WorkerPool) -> None:
    first = await process_id(pool)
    assert first != os.getpid()
    assert await process_id(pool) == first
    assert await pool.run(sorted, [3, 1, 2]) == [1, 2, 3]


async def test_what_a_task_raises_is_raised_here(pool: WorkerPool) -> None:
    first = await process_id(pool)
    with pytest.raises(ValueError, match="invalid literal"):
        await pool.run(int, "ten")
    assert await process_id(pool) == first


async def test_what_a_task_prints_does_not_get_into_the_answers(pool: WorkerPool) -> None:
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
async def test_a_task_beyond_its_bounds_ends_only_its_own_process(
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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such list of children")
async def test_no_process_starts_before_the_first_task_and_none_is_left_after_the_end() -> None:
    before = children()
    with WorkerPool(workers=2, seconds=SECONDS, memory=MEMORY) as pool:
        assert children() == before
        worker = await process_id(pool)
        assert children() == before | {worker}
    assert children() == before


async def test_a_task_beyond_its_bounds_costs_no_other_task(tmp_path: Path) -> None:
    pool = WorkerPool(workers=2, seconds=SECONDS, memory=MEMORY)
    awaited = tmp_path / "awaited"
    os.mkfifo(awaited)
    slow = asyncio.ensure_future(pool.run(Path.read_bytes, awaited))  # until somebody writes
    with pytest.raises(TooCostly):
        await pool.run(exec, "import os; os.abort()")
    assert await pool.run(len, "abc") == 3
    assert not slow.done()
    await asyncio.to_thread(awaited.write_bytes, b"written")
    assert await slow == b"written"
    pool.close()


async def test_an_idle_process_that_the_system_killed_is_replaced(pool: WorkerPool) -> None:
    first = await process_id(pool)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert await process_id(pool) != first


async def test_what_cannot_be_sent_is_an_error_of_the_task(pool: WorkerPool) -> None:
    first = await process_id(pool)
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        await pool.run(len, lambda: None)
    with pytest.raises(TypeError, match="pickle"):
        await pool.run(open, os.devnull)
    assert await process_id(pool) == first


def test_a_command_without_an_event_loop_waits() -> None:
    pool = WorkerPool(workers=1, seconds=SECONDS, memory=MEMORY)
    first = pool.run_blocking(os.getpid)
    with pytest.raises(ValueError, match="invalid literal"):
        pool.run_blocking(int, "ten")
    assert pool.run_blocking(os.getpid) == first != os.getpid()
    with pytest.raises(TooCostly):
        pool.run_blocking(bytearray, 2 * MEMORY)
    assert pool.run_blocking(os.getpid) != first
    pool.close()


async def test_nothing_is_imported_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pickle", "ctypes", "xabar"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    pool = WorkerPool(workers=1, seconds=SECONDS, memory=MEMORY)
    assert await pool.run(len, "abc") == 3
    pool.close()


async def test_workers_do_not_know_the_keys_of_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XABAR_SEARCH_API_KEY", "secret")
    monkeypatch.setenv("XABAR_DATA", "data")
    pool = WorkerPool(workers=1, seconds=SECONDS, memory=MEMORY)
    assert await pool.run(os.getenv, "XABAR_SEARCH_API_KEY") is None
    assert await pool.run(os.getenv, "XABAR_DATA") == "data"
    pool.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_is_for_the_crawl(pool: WorkerPool, number: signal.Signals) -> None:
    pool.run_blocking(exec, f"import os; os.kill(os.getpid(), {int(number)})")


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


def children() -> set[int]:
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text()
    return {int(number) for number in listed.split()}


def test_the_body_of_a_page_is_not_copied_on_its_way_and_its_text_not_sent() -> None:
    page = HttpResponse("https://kun.uz/news/1", b"<p>" * 1_000_000)
    assert page.html  # which is kept beside the body
    task, body = _pack(len, (page,))
    assert memoryview(page.body).obj is memoryview(body).obj
    assert len(task) < 1_000
    assert pickle.loads(task, buffers=[body]) == (len, (page,))
    assert pickle.loads(pickle.dumps(page)) == copy(page) == page
