"""An event loop in a thread of its own, for callers that are not asynchronous or run in a loop themselves (notebooks)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class LoopThread:
    """A thread that does one thing after another. What may be used only in the thread that made it is made here."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._turn = Lock()
        self._thread = Thread(target=self._loop.run_forever, name="xabar", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the work returns, or raise what it raises; ValueError after `close`, and in a process forked off.

        An interruption cancels it.
        """
        with self._turn:
            return self._run(work)

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin the work without waiting for it. Work that is begun meanwhile goes on beside it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, function: Callable[P, T], *values: P.args, **named: P.kwargs) -> T:
        """Call a function in the thread."""

        async def work() -> T:
            return function(*values, **named)

        return self.run(work())

    def close(self) -> None:
        """End the thread, after what it is doing. It may be closed twice."""
        with self._turn:
            if self._loop.is_closed():
                return
            self._run(self._loop.shutdown_asyncgens())
            self._run(self._loop.shutdown_default_executor())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop.is_closed() or not self._thread.is_alive():
            work.close()
            raise ValueError("it was closed, or opened by another process; open another one")
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise
