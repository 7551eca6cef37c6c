"""How slow this machine is at the moment, so that a bound in milliseconds means the same on a busy one."""

from __future__ import annotations

import time
from typing import Final

WORK: Final = 60_000  # turns of the loop below
SECONDS: Final = 0.0045  # of processor time for it, on two quiet cores of an AMD EPYC with Python 3.11


def slowness() -> float:
    """Return how often the processor time of a quiet machine this one needs now: at least 1, and 2 on a shared core."""
    return max(1.0, min(_work() for _ in range(3)) / SECONDS)


def _work() -> float:
    start = time.thread_time()
    words: dict[int, str] = {}
    for number in range(WORK):
        words[number % 997] = str(number)
    return time.thread_time() - start
