"""Run a function in another process within bounds of CPU and memory, and wait for what it returns.

This is written by hand because pebble's pool puts all workers behind one pipe and one lock: a worker that the kernel
kills breaks the pool for every other task. Here a pipe belongs to one worker, and its death costs one task.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from threading import Thread
from typing import Any, Final, Self, TypeVar

from xabar.workers import process
from xabar.workers.answers import load_answer
from xabar.workers.process import EXHAUSTED
from xabar.workers.time_limit import TimeLimit, TooCostly

T = TypeVar("T")
Buffer = bytes | memoryview
TASKS: Final = 500  # that one worker answers; then a new one takes its place, in case a library leaks memory
STDERR: Final = 2


class Worker:
    """One process and the pipe to it. On Linux it ends with the thread that started it."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._tasks = TASKS
        self._pipe, theirs = Pipe()
        with theirs:
            self._process = start_process(theirs.fileno(), seconds, memory)

    @property
    def is_usable(self) -> bool:
        """True while the process lives and may take another task."""
        return self._tasks > 0 and self._process.poll() is None

    def ask(self, task: Sequence[Buffer]) -> tuple[bool, Any]:
        """Wait for what `process` answers. Raise TooCostly or RuntimeError, as `WorkerPool.run` does, when it dies."""
        self._tasks -= 1
        try:
            self._pipe.send_bytes(str(len(task)).encode())
            for part in task:
                self._pipe.send_bytes(part)
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError):
            status = self._process.wait()
            kind = TooCostly if status < 0 or status == EXHAUSTED else RuntimeError
            raise kind(f"a worker process ended with status {status}") from None
        if not self._tasks:
            self.end()
        done, value = load_answer(answer)
        return done, value

    def end(self) -> None:
        """Kill the process, whatever it does, and wait until its memory is free, which can take 50 ms."""
        self._process.kill()
        self._process.wait()


def start_process(descriptor: int, seconds: float, memory: int) -> subprocess.Popen[bytes]:
    """Start what answers the tasks that come through a descriptor, each within so much CPU time and memory."""
    # -P: modules come from the installation, never from the current folder
    command = [sys.executable, "-P", "-m", process.__name__, str(descriptor), str(seconds), str(memory)]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=STDERR,  # what a library prints must not get into the output of a command
        env=worker_environment(),
        pass_fds=(descriptor,),
    )


def worker_environment() -> dict[str, str]:
    """Return the environment of a worker: who reads strangers' pages need not know the keys of the index."""
    return {name: value for name, value in os.environ.items() if not name.startswith("XABAR_SEARCH")}


class WorkerPool:
    """At most `workers` processes with `seconds` of CPU for a task and `memory` bytes each.

    A process starts when there is a task and no idle process. `own_limit` is the bound of time for what is worked on in
    this process instead.
    """

    def __init__(self, *, workers: int, seconds: float, memory: int) -> None:
        self._limits = (seconds, memory)
        self.own_limit = TimeLimit(seconds)
        self._turn = asyncio.Semaphore(workers)
        self._idle: list[Worker] = []

    async def run(self, function: Callable[..., T], *arguments: Any) -> T:
        """Return what `function(*arguments)` returns in another process, or raise what it raises there.

        Everything that goes there and back must be picklable. Raise TooCostly when the process was ended over the
        task, RuntimeError when it ended otherwise. A cancelled task's process is killed.
        """
        task = _pack(function, arguments)
        async with self._turn:
            with self._borrow() as worker:
                answer = await asyncio.to_thread(worker.ask, task)
        result: T = _result(answer)
        return result

    def run_blocking(self, function: Callable[..., T], *arguments: Any) -> T:
        """Do the same as `run` where there is no event loop. Any number of threads may do so at the same time."""
        task = _pack(function, arguments)
        with self._borrow() as worker:
            answer = worker.ask(task)
        result: T = _result(answer)
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all idle processes; those are all processes, once nobody waits for an answer."""
        while self._idle:
            self._idle.pop().end()

    @contextmanager
    def _borrow(self) -> Iterator[Worker]:
        worker = self._take()
        try:
            yield worker
        except BaseException:  # it is dead, or nobody waits for its answer any more
            Thread(target=worker.end).start()
            raise
        if worker.is_usable:
            self._idle.append(worker)

    def _take(self) -> Worker:
        with suppress(IndexError):  # nobody is idle; another thread may have taken the last one
            while not (worker := self._idle.pop()).is_usable:
                pass  # the system has killed it meanwhile
            return worker
        return Worker(*self._limits)


def _pack(function: Callable[..., Any], arguments: tuple[Any, ...]) -> list[Buffer]:
    """Return a task as the messages that carry it: the pickle, then the bodies of pages, which are never copied.

    Ten megabytes take 40 ms to copy into memory that the process has not used before, and the event loop waits for it.
    """
    large: list[pickle.PickleBuffer] = []
    task = pickle.dumps((function, arguments), protocol=5, buffer_callback=large.append)
    return [task, *(each.raw() for each in large)]


def _result(answer: tuple[bool, Any]) -> Any:
    done, value = answer
    if done:
        return value
    raise value
