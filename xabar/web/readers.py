"""Threads that read records and index for the pages, so that a slow search keeps no other one waiting."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Final, TypeVar

from xabar.app.errors import AppError
from xabar.app.loop_thread import LoopThread
from xabar.app.opening import IndexWork, open_index
from xabar.config import Config
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine

T = TypeVar("T")
_CLOSING: Final = 2.0  # seconds that one reader may take to end


class TooSlow(AppError):
    """No answer came in time, or no reader was free."""


class _Reader:
    """One thread with records and an engine of its own, which it opens when they are first needed."""

    def __init__(self, config: Config) -> None:
        self.thread = LoopThread()
        self._config = config
        self._held = ExitStack()
        self._opened: tuple[RecordStore, SearchEngine] | None = None

    async def work(self, work: IndexWork[T]) -> T:
        """Run in the thread. After a failure everything is opened anew: it may have been replaced or mended."""
        try:
            if self._opened is None:
                self._opened = self._held.enter_context(open_index(self._config))
            return await work(*self._opened)
        except (RecordsError, EngineUnavailable):
            await self.let_go()
            raise

    async def let_go(self) -> None:
        """Close records and engine."""
        opened, self._opened = self._opened, None
        try:
            if opened is not None:
                await opened[1].close()
        finally:
            self._held.close()


class Readers:
    """A number of threads. Each piece of work has one for itself, and raises TooSlow if it takes more than `seconds`."""

    def __init__(self, config: Config, count: int, seconds: float) -> None:
        self.config = config
        self._seconds = seconds
        self._readers = [_Reader(config) for _ in range(count)]
        self._idle: asyncio.Queue[_Reader] = asyncio.Queue()
        for reader in self._readers:
            self._idle.put_nowait(reader)

    async def run(self, work: IndexWork[T]) -> T:
        """Return what the work returns, or raise what it raises."""
        try:
            async with asyncio.timeout(self._seconds):
                reader = await self._idle.get()
                future = asyncio.wrap_future(reader.thread.submit(reader.work(work)))
                future.add_done_callback(lambda done: self._free(reader, done))
                return await asyncio.shield(future)  # a thread cannot be interrupted: it ends what it began
        except TimeoutError as error:
            raise TooSlow(
                f"the index has not answered for {self._seconds:g} s; try again in a moment, or ask for less: fewer words"
                " with *, or fewer days"
            ) from error

    def _free(self, reader: _Reader, done: asyncio.Future[T]) -> None:
        if not done.cancelled():
            done.exception()  # whoever waited was told, or has gone
        self._idle.put_nowait(reader)

    async def close(self) -> None:
        """Close what the idle readers hold. One that does not come to an end is left to the end of the process."""
        while not self._idle.empty():
            reader = self._idle.get_nowait()
            closing = asyncio.wrap_future(reader.thread.submit(reader.let_go()))
            await asyncio.wait((closing,), timeout=_CLOSING)
            if closing.done():
                await asyncio.to_thread(reader.thread.close)
