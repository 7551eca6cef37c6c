"""What the crawls of a process write, in as few transactions as they need: neighbours share what a commit costs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeVar

from xabar.records.errors import RecordsError, RecordsLocked, RecordsUnreachable
from xabar.records.store import RecordStore

T = TypeVar("T")

WAIT: Final = 0.05  # seconds after which a write that may wait has a commit of its own
Turn = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A write that waits, and who is to be told what became of it."""

    write: Callable[[], Any]
    done: asyncio.Future[Any]


@dataclass(slots=True)
class _Group:
    """Writes that are committed together."""

    writes: list[_Waiting] = field(default_factory=list)
    load: float = 0.0
    has_leader: bool = False  # who commits it in the next turn
    due: asyncio.TimerHandle | None = None  # without one


class _OwnFault(Exception):
    """A write of a group failed by a fault of its own."""

    def __init__(self, place: int, error: Exception) -> None:
        super().__init__(str(error))
        self.place = place
        self.error = error


class GroupedWrites:
    """Writes that are committed at once, in the next turn of the event loop, or when there is a commit anyway.

    Nobody is told that something is written before it is committed: a kill loses what its caller still waits for.
    """

    def __init__(self, records: RecordStore, turn: Turn) -> None:
        self._records = records
        self._turn = turn
        self._group = _Group()
        self.commits = 0
        """The number of commits until now: as long as it stays, nothing that was read has changed by these writes."""

    def write_now(self, write: Callable[[], T]) -> T:
        """Commit a write with all that wait, and return what it returned. Raise what it raised, and RecordsError.

        A write may be called again: where one of a group fails, the others get another transaction.
        """
        done = self._add(write)
        self._commit(self._group)
        return done.result()

    async def write_in_turn(self, write: Callable[[], T], load: float) -> T:
        """Commit a write in the next turn, with all that have come by then: at once where nobody has the turn.

        `load` is the part of the write in what one turn may do: a group takes in no more than 1, or a single write.
        """
        if self._group.has_leader and self._group.load + load > 1:
            self._group = _Group()
        done, group = self._add(write, load), self._group
        if not group.has_leader:
            group.has_leader = True
            try:
                async with self._turn():
                    self._commit(group)
            except asyncio.CancelledError:
                done.get_loop().call_soon(self._commit, group)  # the others have not given up
                raise
        return await done

    async def write_soon(self, write: Callable[[], T]) -> T:
        """Commit a write with a later one, or alone after WAIT seconds."""
        done, group = self._add(write), self._group
        if group.due is None and not group.has_leader:
            group.due = done.get_loop().call_later(WAIT, self._commit, group)
        return await done

    def _add(self, write: Callable[[], T], load: float = 0.0) -> asyncio.Future[T]:
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._group.writes.append(_Waiting(write, done))
        self._group.load += load
        return done

    def _commit(self, group: _Group) -> None:
        if group.due is not None:
            group.due.cancel()
        if group is self._group:
            self._group = _Group()
        writes, group.writes = group.writes, []
        if writes:  # nobody has committed them before
            self._commit_all(writes)

    def _commit_all(self, writes: list[_Waiting]) -> None:
        try:
            results = self._records.repeat(partial(self._run, writes))
        except _OwnFault as fault:
            _fail(writes.pop(fault.place).done, fault.error)
            if writes:
                self._commit_all(writes)
        except (RecordsLocked, RecordsUnreachable) as error:
            # Each of them would wait as long again, and keep the event loop waiting.
            for each in writes:
                _fail(each.done, error)
        except Exception as error:
            if len(writes) == 1:
                _fail(writes[0].done, error)
            else:
                for each in writes:
                    self._commit_all([each])
        else:
            self.commits += 1
            for each, result in zip(writes, results, strict=True):
                _settle(each.done, result)

    def _run(self, writes: list[_Waiting]) -> list[Any]:
        with self._records.transaction():
            return [_call(each.write, place) for place, each in enumerate(writes)]


def _call(write: Callable[[], T], place: int) -> T:
    """Return what a write returns. Raise _OwnFault for its error, unless that may be one of the whole transaction."""
    try:
        return write()
    except RecordsError:
        raise
    except Exception as error:
        raise _OwnFault(place, error) from error


def _settle(done: asyncio.Future[T], result: T) -> None:
    if not done.done():  # its task may have been cancelled
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
