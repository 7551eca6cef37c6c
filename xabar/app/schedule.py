"""Run a program at regular intervals until it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Final

from xabar.processes import end_with_parent

WRONG_USE: Final = 2  # an exit code that another run would not change


class Schedule:
    """A program that runs at once, and then every `every` seconds, counted from start to start.

    A run that takes longer is waited for, and the starts that it missed are left out. A program that ends with
    WRONG_USE is not run again.
    """

    def __init__(self, program: Sequence[str], *, every: float, runs: int | None = None) -> None:
        self.program = list(program)
        self.every = every
        self.runs = runs  # how many; None for no limit
        self.interrupted = False  # by Ctrl-C; SIGTERM is how a service is told to stop
        self._stop = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None

    def results(self) -> Iterator[tuple[int, float | None]]:
        """Run, and yield the exit code of each run, with the seconds until the next one; None if it was the last."""
        due = time.monotonic()
        number = 0
        while not self._stop.wait(max(0.0, due - time.monotonic())):
            code = self._run()
            number += 1
            if code == WRONG_USE or number == self.runs or self._stop.is_set():
                yield code, None
                return
            missed = max(0, int((time.monotonic() - due) // self.every))
            due += (missed + 1) * self.every
            yield code, due - time.monotonic()

    def _run(self) -> int:
        # in a session of its own, so that Ctrl-C reaches it only through `stop`
        end_too = partial(end_with_parent, os.getpid()) if sys.platform == "linux" else None
        self._running = subprocess.Popen(self.program, start_new_session=True, preexec_fn=end_too)
        return self._running.wait()

    def stop(self) -> None:
        """Start no further run, and end the current one as Ctrl-C would."""
        self._stop.set()
        if self._running is not None and self._running.poll() is None:
            self._running.send_signal(signal.SIGINT)

    @contextmanager
    def stopped_by_signals(self) -> Iterator[None]:
        """Let SIGTERM and SIGINT stop the schedule while the block runs."""

        def stop(signum: int, frame: FrameType | None) -> None:
            self.interrupted = signum == signal.SIGINT
            self.stop()

        former = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)
