"""Let no two pieces of work share a turn of the event loop, so that what waits for the loop waits for one of them."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Final
from weakref import WeakKeyDictionary

TURN: Final = 0.005  # seconds; what takes longer ends the turn


class own_turn:  # every page enters seven of them, and a generator would cost twice as much
    """Work in a turn of the loop in which nothing else has worked for long. The work itself must not await.

    The articles of several pages are often ready at once, and each may take as long as the loop can wait. What is
    measured is how long the others have waited, whoever had the processor; the CPU time of a thread would also have to
    be asked of the system.
    """

    async def __aenter__(self) -> None:
        loop = asyncio.get_running_loop()
        turns = self._turns = _turns.get(loop) or _turns.setdefault(loop, _Turns())
        if turns.taken:
            await turns.wait()
        turns.taken = True
        self._started = time.monotonic()

    async def __aexit__(self, *_: object) -> None:
        try:
            if time.monotonic() - self._started > TURN:
                await asyncio.sleep(0)  # whoever waits works in another turn
        finally:
            self._turns.taken = False
            if self._turns.waiting:
                self._turns.call_next()


class _Turns:
    """The turns of a loop: whether somebody has the present one, and who waits for another.

    A lock would be handed from one to the next: as soon as one task has waited, every other one would have to, and each
    hand-over takes a turn of the loop. Here whoever comes while nobody has the turn works at once.
    """

    def __init__(self) -> None:
        self.taken = False
        self.waiting: deque[asyncio.Future[None]] = deque()

    async def wait(self) -> None:
        """Wait until nobody has the turn. Whoever came first is called first."""
        enqueue = self.waiting.append
        while self.taken:
            called = asyncio.get_running_loop().create_future()
            enqueue(called)
            enqueue = self.waiting.appendleft  # somebody was quicker: this one stays the first
            try:
                await called
            except asyncio.CancelledError:
                if called.done() and not called.cancelled():
                    self.call_next()
                raise

    def call_next(self) -> None:
        """Call the first of those who wait and have not given up."""
        while self.waiting:
            called = self.waiting.popleft()
            if not called.done():
                called.set_result(None)
                return


_turns: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, _Turns]] = WeakKeyDictionary()
