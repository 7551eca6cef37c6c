"""The processes that read what may take long, and the one way to ask them."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

from xabar.workers import process
from xabar.workers.process import EXHAUSTED, receive, send

T = TypeVar("T")
TASKS: Final = 500  # that one process answers; then a fresh one takes its place, in case a library leaks


class TooCostly(Exception):
    """Reading took more CPU or memory than the limit."""


class Reader:
    """One process. It is started in the thread that lives as long as the crawl, for it ends with that."""

    def __init__(self, seconds: float, memory: int) -> None:
        self.asked = 0
        command = [sys.executable, "-m", process.__name__, str(seconds), str(memory)]
        # what reads the pages of strangers need not know the keys of the index
        known = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_SEARCH")}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=known)

    def ask(self, task: bytes) -> tuple[bool, Any]:
        """What `process` answers, waited for. TooCostly when the process was ended over it, RuntimeError when it broke."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.asked += 1
        try:
            send(task, self._process.stdin)
            answer = receive(self._process.stdout)
        except BrokenPipeError:
            answer = None
        if answer is None:
            status = self._process.wait()
            if status < 0 or status == EXHAUSTED:
                raise TooCostly(f"the process that read it was ended with status {status}")
            raise RuntimeError(f"the process that read it ended with status {status}")
        done, value = pickle.loads(answer)
        return done, value

    def end(self) -> None:
        """Kill the process, whatever it does. Waits until its memory is free, which takes 50 ms at times."""
        with suppress(BrokenPipeError), self._process:
            self._process.kill()


class WorkerPool:
    """All crawls of a process share it. A process is started when there is something to read and none is free."""

    def __init__(self, *, workers: int, seconds: float, memory: int) -> None:
        self._limits = (seconds, memory)
        self._turn = asyncio.Semaphore(workers)
        self._idle: list[Reader] = []

    async def run(self, function: Callable[..., T], *arguments: Any) -> T:
        """`function(*arguments)`, both picklable, in another process. TooCostly, or what the function raised."""
        task = pickle.dumps((function, arguments))
        async with self._turn:
            reader = self._idle.pop() if self._idle else Reader(*self._limits)
            try:
                done, answer = await asyncio.to_thread(reader.ask, task)
            except BaseException:  # it is gone, or nobody waits for its answer any more
                await asyncio.to_thread(reader.end)
                raise
            if reader.asked < TASKS:
                self._idle.append(reader)
            else:
                await asyncio.to_thread(reader.end)
        if not done:
            raise answer
        result: T = answer
        return result

    def run_blocking(self, function: Callable[..., T], *arguments: Any) -> T:
        """`run` for a command without an event loop."""
        return asyncio.run(self.run(function, *arguments))

    def close(self) -> None:
        """End the idle processes: all of them, when nobody waits for an answer."""
        idle, self._idle = self._idle, []
        for reader in idle:
            reader.end()
