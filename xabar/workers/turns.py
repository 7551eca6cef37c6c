"""Let no two pieces of work share a turn of the event loop for long, and let pages take each step of their way together.

What waits for the loop waits for one piece of work. And a processor's cache holds the tables and the code of one step,
not those of all: eight articles that take each step together cost a quarter less than one after the other, and pages
that come between other work of the loop half as much again.
"""

from __future__ import annotations

import asyncio
import time
from typing import Final
from weakref import WeakKeyDictionary

TURN: Final = 0.005  # seconds; what takes longer ends the turn
MOST: Final = 32  # pages that are waited for
PATIENCE: Final = 0.2  # seconds that they are waited for at most


class own_turn:  # every page enters seven of them, and a generator would cost twice as much
    """Work in a turn of the loop in which nothing else has worked for long. The work itself must not await.

    The articles of several pages are often ready at once, and each may take as long as the loop can wait. What is
    measured is how long the others have waited, whoever had the processor; the CPU time of a thread would also have to
    be asked of the system.

    Where pages have waited for each other, the work is done in the next turn, so that articles which have taken the last
    step together take this one together.
    """

    async def __aenter__(self) -> None:
        loop = asyncio.get_running_loop()
        turns = _turns_of(loop)
        if loop.time() < turns.together_until:
            await asyncio.sleep(0)
        self._lock = turns.lock
        await self._lock.acquire()
        self._started = time.monotonic()

    async def __aexit__(self, *_: object) -> None:
        try:
            if time.monotonic() - self._started > TURN:
                await asyncio.sleep(0)  # whoever waits for the lock gets it in another turn
        finally:
            self._lock.release()


async def wait_for_others() -> None:
    """Wait until MOST pages wait here, or until PATIENCE seconds have passed since the last ones went on together.

    A page that comes alone does not wait. Those that wait when the process is killed are fetched once more.
    """
    loop = asyncio.get_running_loop()
    turns = _turns_of(loop)
    if not turns.waiting and loop.time() - turns.went_on >= PATIENCE:
        turns.went_on = loop.time()
        return
    called = loop.create_future()
    turns.waiting.append(called)
    if len(turns.waiting) == 1:
        turns.due = loop.call_at(turns.went_on + PATIENCE, turns.go_on)
    elif len(turns.waiting) >= MOST:
        turns.go_on()
    await called


class _Turns:
    """The turns of a loop: the lock of those who work, and the pages that wait for others."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.lock = asyncio.Lock()
        self.waiting: list[asyncio.Future[None]] = []
        self.went_on = loop.time() - PATIENCE
        self.together_until = self.went_on  # those that went on together have taken all their steps by then
        self.due: asyncio.TimerHandle | None = None

    def go_on(self) -> None:
        """Let all pages that wait go on."""
        if self.due is not None:
            self.due.cancel()
        waiting = [called for called in self.waiting if not called.done()]  # a task may have been cancelled
        self.waiting = []
        for called in waiting:
            called.set_result(None)
            self.went_on = called.get_loop().time()
        if len(waiting) > 1:
            self.together_until = self.went_on + PATIENCE


def _turns_of(loop: asyncio.AbstractEventLoop) -> _Turns:
    turns = _all.get(loop)
    if turns is None:
        turns = _all[loop] = _Turns(loop)
    return turns


_all: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, _Turns]] = WeakKeyDictionary()
