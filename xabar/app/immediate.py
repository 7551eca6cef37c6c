"""Running a coroutine that waits for nothing, without an event loop."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run_at_once(work: Coroutine[Any, Any, T]) -> T:
    """Return the result of a coroutine. Raise RuntimeError if it waits for something."""
    try:
        work.send(None)
    except StopIteration as ended:
        result: T = ended.value
        return result
    work.close()
    raise RuntimeError("a coroutine waited for something, and no event loop runs")
