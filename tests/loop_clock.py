"""The clock of an event loop, moved by hand: what waits for minutes ends when a test says so, on a busy machine too."""

from __future__ import annotations

import asyncio


class LoopClock:
    """The clock of the running loop from now on. It goes on as usual, and ahead when it is told to."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        usual, self._ahead = loop.time, 0.0
        setattr(loop, "time", lambda: usual() + self._ahead)  # noqa: B010  # mypy refuses the plain assignment

    def advance(self, seconds: float) -> None:
        """Let everything that the loop does within so many seconds be due now."""
        self._ahead += seconds
