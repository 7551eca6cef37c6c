"""Answers that are kept as long as they are asked for, within a bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(dict[str, T], Generic[T]):
    """A cache that forgets what has not been asked for in a long time.

    It has two halves. When the younger one is full it becomes the older one, whose answers are young again when asked for.
    """

    def __init__(self, work_out: Callable[[str], T], limit: int) -> None:
        """Keep at most `limit` answers in each half."""
        super().__init__()
        self._work_out = work_out
        self._limit = limit
        self._older: dict[str, T] = {}

    def __missing__(self, key: str) -> T:
        answer = self._older.get(key)
        if answer is None:
            answer = self._work_out(key)
        if len(self) >= self._limit:
            self._older = self.copy()
            self.clear()
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
