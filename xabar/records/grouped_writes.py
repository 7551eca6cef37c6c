"""What the crawls of a process write, in as few transactions as they need: neighbours share what a commit costs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from xabar.records.errors import RecordsLocked, RecordsUnreachable
from xabar.records.store import RecordStore

T = TypeVar("T")

WAIT: Final = 0.05  # seconds after which a write that may wait has a commit of its own


class GroupedWrites:
    """Writes that are committed at once, and others that may wait for the next of them, or for WAIT seconds.

    Nobody is told that something is written before it is committed: a kill loses what its caller still waits for.
    """

    def __init__(self, records: RecordStore) -> None:
        self._records = records
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._due: asyncio.TimerHandle | None = None

    def write_now(self, write: Callable[[], T]) -> T:
        """Commit a write with all that wait, and return what it returned. Raise what it raised, and RecordsError.

        A write may be called again: where one of a group fails, each of them gets a transaction of its own.
        """
        done = self._add(write)
        self._commit()
        return done.result()

    async def write_soon(self, write: Callable[[], T]) -> T:
        """Likewise, when the write has been committed with a later one."""
        done = self._add(write)
        if self._due is None:
            self._due = done.get_loop().call_later(WAIT, self._commit)
        return await done

    def _add(self, write: Callable[[], T]) -> asyncio.Future[T]:
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((write, done))
        return done

    def _commit(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        group, self._waiting = self._waiting, []
        try:
            results = self._records.repeat(partial(self._run, [write for write, _ in group]))
        except (RecordsLocked, RecordsUnreachable) as error:
            # Each of them would wait as long again, and keep the event loop waiting.
            for _, done in group:
                _fail(done, error)
        except Exception as error:
            if len(group) == 1:
                _fail(group[0][1], error)
            else:
                for write, done in group:
                    self._commit_alone(write, done)
        else:
            for (_, done), result in zip(group, results, strict=True):
                _settle(done, result)

    def _run(self, writes: list[Callable[[], Any]]) -> list[Any]:
        with self._records.transaction():
            return [write() for write in writes]

    def _commit_alone(self, write: Callable[[], Any], done: asyncio.Future[Any]) -> None:
        try:
            (result,) = self._records.repeat(partial(self._run, [write]))
        except Exception as error:
            _fail(done, error)
        else:
            _settle(done, result)


def _settle(done: asyncio.Future[T], result: T) -> None:
    if not done.done():  # its task may have been cancelled
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
