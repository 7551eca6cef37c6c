"""The clock of a server, by which leases and the schedule go on all machines, whatever their own clocks show."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

_KEPT: Final = 60.0  # seconds after which the server is asked again: clocks drift, and are set
_NEAR: Final = 2.0  # seconds of difference that count as no difference


@dataclass(frozen=True, slots=True)
class _Comparison:
    ahead: float  # seconds
    shown: float  # by this machine's clock
    ticks: float  # by one that nobody sets


class SharedClock:
    """Tells how far a server's clock is ahead of this machine's. Clocks are arguments, in seconds."""

    def __init__(
        self,
        ask: Callable[[], float],
        clock: Callable[[], float] = time.time,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what asks the server for the seconds since 1970, and what may raise its errors."""
        self._ask = ask
        self._clock = clock
        self._ticks = ticks
        self._last: _Comparison | None = None

    def ahead(self) -> timedelta:
        """Return by how much the server's clock is ahead; nothing where they agree as well as can be told from here.

        The server is asked once a minute, and at once when this machine's clock was set or the machine slept.
        """
        if self._last is None or not self._holds(self._last):
            self._last = self._compare()
        return timedelta(seconds=self._last.ahead)

    def _holds(self, last: _Comparison) -> bool:
        passed = self._ticks() - last.ticks
        return passed < _KEPT and abs(self._clock() - last.shown - passed) < _NEAR / 2

    def _compare(self) -> _Comparison:
        before, began = self._clock(), self._ticks()
        shown = self._ask()
        took = self._ticks() - began
        ahead = shown - (before + took / 2)
        return _Comparison(ahead if abs(ahead) > _NEAR + took else 0.0, before, began)
