"""How a run tells the scheduler that started it that something moves: a byte through a pipe, once a second at most."""

from __future__ import annotations

import os
from contextlib import suppress
from time import monotonic


class ProgressPipe:
    """The run's end of the pipe, by its descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._told = float("-inf")

    def tell(self) -> None:
        """Tell that something has moved."""
        now = monotonic()
        if now - self._told >= 1:
            self._told = now
            with suppress(
                OSError
            ):  # nobody reads any more, or has not read for so long that the pipe is full
                os.write(self._descriptor, b".")
