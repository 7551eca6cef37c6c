"""What comes back from a worker is data: a page that took the worker over runs nothing in the process that asked."""

from __future__ import annotations

import os
import pickle
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.processing.articles import make_article
from xabar.app.explain import PageReport
from xabar.extraction.layers import LayerResult
from xabar.http_response import HttpResponse
from xabar.records.store import RecordStore
from xabar.workers.answers import StrangeAnswer, load_answer
from xabar.workers.pool import WorkerPool


class Call:
    """An object that calls a function when it is unpickled."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.called = function, arguments

    def __reduce__(self) -> Any:
        return self.called


@pytest.mark.parametrize(
    "value",
    [
        (True, make_article()),
        (True, "too-costly"),
        (True, {"a": [1, 2.5, None, b"x", {3}, frozenset((4,))]}),
        (True, HttpResponse("https://kun.uz/a", b"<html>", 200, "text/html")),
        (True, PageReport(site="kun_uz", layers=[LayerResult("selectors", "taken", "div", 1, 2, 3)])),
        (True, datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_our_values_come_through(value: object) -> None:
    assert load_answer(pickle.dumps(value)) == value


@pytest.mark.parametrize(
    "call",
    [
        Call(os.system, "exit 1"),
        Call(eval, "1"),
        Call(getattr, "", "join"),
        Call(subprocess.Popen, ["true"]),
        Call(RecordStore, Path("records.sqlite")),
        Call(__import__, "os"),
        Call(WorkerPool, 1, 1, 1),
    ],
    ids=["system", "eval", "getattr", "Popen", "a class of ours", "import", "keywords"],
)
@pytest.mark.parametrize("protocol", [0, 2, 4, 5])
def test_nothing_is_called(call: Call, protocol: int) -> None:
    with pytest.raises(StrangeAnswer, match="which is no value"):
        load_answer(pickle.dumps((True, call), protocol))


@pytest.mark.parametrize("name", ["os.system", "subprocess.Popen", "pickle.loads"])
def test_no_module_of_ours_lends_its_imports(name: str) -> None:
    forged = b"\x80\x04\x8c\x12xabar.workers.pool" + bytes((0x8C, len(name))) + name.encode() + b"\x93."
    with pytest.raises(StrangeAnswer):
        load_answer(forged)


@pytest.mark.parametrize("damaged", [b"", b"\x80\x04", b"garbage", b"\x80\x04]\x94e."])
def test_a_damaged_answer_is_an_error_of_its_own(damaged: bytes) -> None:
    with pytest.raises(StrangeAnswer):
        load_answer(damaged)


def test_a_worker_that_was_taken_over_costs_its_task_and_nothing_else(tmp_path: Path) -> None:
    pool = WorkerPool(workers=1, seconds=5, memory=2**30)
    mark = tmp_path / "mark"
    code = f"type('E', (), {{'__reduce__': lambda self: (__import__('os').mkdir, ({str(mark)!r},))}})()"
    with pytest.raises(StrangeAnswer, match="mkdir"):
        pool.run_blocking(eval, code)
    assert not mark.exists()
    assert pool.run_blocking(len, "abc") == 3
    pool.close()


def test_an_exception_of_a_stranger_is_told_in_words() -> None:
    pool = WorkerPool(workers=1, seconds=5, memory=2**30)
    with pytest.raises(RuntimeError, match="JSONDecodeError"):
        pool.run_blocking(exec, "import json; json.loads('{')")
    pool.close()
