"""Let no two pieces of work share a turn of the event loop, so that what waits for the loop waits for one of them."""

from __future__ import annotations

import asyncio
import time
from typing import Final
from weakref import WeakKeyDictionary

TURN: Final = 0.005  # seconds; what takes longer ends the turn

_locks: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]] = WeakKeyDictionary()


class own_turn:  # every page enters seven of them, and a generator would cost twice as much
    """Work in a turn of the loop in which nothing else has worked for long. The work itself must not await.

    The articles of several pages are often ready at once, and each may take as long as the loop can wait. What is
    measured is how long the others have waited, whoever had the processor; the CPU time of a thread would also have to
    be asked of the system.
    """

    async def __aenter__(self) -> None:
        self._lock = _lock_of(asyncio.get_running_loop())
        await self._lock.acquire()
        self._started = time.monotonic()

    async def __aexit__(self, *_: object) -> None:
        try:
            if time.monotonic() - self._started > TURN:
                await asyncio.sleep(0)  # whoever waits for the lock gets it in another turn
        finally:
            self._lock.release()


def _lock_of(loop: asyncio.AbstractEventLoop) -> asyncio.Lock:
    lock = _locks.get(loop)
    if lock is None:
        lock = _locks[loop] = asyncio.Lock()
    return lock
