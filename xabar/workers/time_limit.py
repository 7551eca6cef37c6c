"""A limit of CPU time for work in this process, where a pattern may run away and no other thread gets a turn."""

from __future__ import annotations

import atexit
import signal
import threading
from types import FrameType
from typing import Final

# seconds of CPU time between two looks at the work; setting a timer for each piece costs 10 µs
TICK: Final = 0.25


class TooCostly(Exception):
    """A task took more CPU time or memory than it may have."""


class TimeLimit:
    """A context that raises TooCostly in the middle of what takes more CPU time than so many seconds, to about a TICK.

    The time is that of all threads of the process. Python's regular expressions look for signals as they go, and so
    does every line of Python; a single call of another library's C code is interrupted when it returns. Outside the
    main thread, where no signal arrives, and within another limit, there is none.
    """

    def __init__(self, seconds: float) -> None:
        self._ticks = seconds / TICK

    def __enter__(self) -> None:
        if threading.get_ident() == _MAIN:
            _clock.begin(self, self._ticks)

    def __exit__(self, *_: object) -> None:
        _clock.end(self)


class _Clock:
    """The one timer of the process. It runs while there is work, and a tick longer."""

    def __init__(self) -> None:
        self._runs = False
        self._work: TimeLimit | None = None
        self._left = 0.0

    def begin(self, work: TimeLimit, ticks: float) -> None:
        if self._work is not None:
            return
        self._left = ticks
        self._work = work
        if not self._runs:
            self._runs = True
            signal.signal(signal.SIGVTALRM, self.tick)
            signal.setitimer(signal.ITIMER_VIRTUAL, TICK)

    def end(self, work: TimeLimit) -> None:
        if self._work is work:
            self._work = None

    def tick(self, number: int, frame: FrameType | None) -> None:
        """End the work that is over its limit; again with each tick, if it has swallowed that."""
        self._runs = self._work is not None
        if not self._runs:
            return
        signal.setitimer(signal.ITIMER_VIRTUAL, TICK)
        self._left -= 1
        if self._left < 0:
            raise TooCostly("took more CPU time than the limit")

    def stop(self) -> None:
        """Run no more: at its end Python forgets who handles the signal, which then ends the process."""
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


_MAIN: Final = threading.main_thread().ident
_clock: Final = _Clock()
atexit.register(_clock.stop)
