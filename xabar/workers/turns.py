"""Let no two pieces of work share a turn of the event loop, so that what waits for the loop waits for one of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from weakref import WeakKeyDictionary

TURN: Final = 0.005  # seconds of CPU; what takes longer ends the turn

_locks: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]] = WeakKeyDictionary()


@asynccontextmanager
async def own_turn() -> AsyncIterator[None]:
    """Work in a turn of the loop in which nothing else has worked for long. The work itself must not await.

    The articles of several pages are often ready at once, and each may take as long as the loop can wait.
    """
    lock = _locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())
    async with lock:
        started = time.thread_time()
        yield
        if time.thread_time() - started > TURN:
            await asyncio.sleep(0)  # whoever waits for the lock gets it in another turn
