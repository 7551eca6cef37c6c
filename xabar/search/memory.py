"""Answers that are kept as long as they are asked for, within a bound."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(dict[str, T], Generic[T]):
    """A cache that forgets what it has kept longest, an eighth at a time.

    It does not notice when an answer is asked for again, so that a known one costs what it costs in any dictionary. What
    is asked for all the time is worked out anew, too, but only once while `limit` others are. A number is
    worked out each time: nothing is to be looked for in it, and there are too many that are printed once.
    """

    def __init__(self, work_out: Callable[[str], T], limit: int) -> None:
        """Keep at most `limit` answers."""
        super().__init__()
        self._work_out = work_out
        self._limit = limit

    def __missing__(self, key: str) -> T:
        answer = self._work_out(key)
        if key.isdecimal():
            return answer
        if len(self) >= self._limit:
            for oldest in [*islice(self, max(self._limit // 8, 1))]:
                self.pop(oldest, None)  # another thread may make room, too
        self[key] = answer
        return answer


class Remembered(dict[str, T], Generic[T]):
    """Answers that are kept as long as whoever asks for them: one query's ten articles have many words in common."""

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: str) -> T:
        answer = self[key] = self._work_out(key)
        return answer
