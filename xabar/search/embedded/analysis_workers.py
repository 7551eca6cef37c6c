"""Worker processes that analyse texts, each of one language as long as there are any.

A word that is met for the first time takes many times as long as a known one, and each process knows only what it has
met: two that share the work of two languages would both have to meet the frequent words of both.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, NamedTuple, TypeAlias

from xabar.search.analysis import KEPT_FOR_MANY, Terms, analyze_texts
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly

logger = logging.getLogger(__name__)

SECONDS: Final = 60.0  # of CPU for a task, which takes half a second
MEMORY: Final = 2**30  # bytes for a process, which remembers the words that it has met

# A few tasks of a language are left to those who have had at least half of an equal part of it: they are sooner done
# with them than one that has met none of the words, and need less of the cores, which the index waits for, too.
FEW: Final = 20  # a full batch of the feeder has as many
KNOWN: Final = 0.5

Texts: TypeAlias = Sequence[tuple[str, str]]
"""Texts with their language."""


class _Task(NamedTuple):
    """Texts of one language, and what will have their terms."""

    texts: Texts
    terms: Future[list[Terms]]


@dataclass(slots=True)
class _Lane:
    """One process after the other, and how many tasks of each language it was given."""

    pool: WorkerPool = field(default_factory=lambda: WorkerPool(workers=1, seconds=SECONDS, memory=MEMORY))
    given: Counter[str] = field(default_factory=Counter)


class AnalysisWorkers:
    """So many processes. They read only texts of articles, and live as long as the threads that wait for them."""

    def __init__(self, processes: int) -> None:
        self._lanes = [_Lane() for _ in range(processes)]
        self._free = [*self._lanes]
        self._waiting: defaultdict[str, deque[_Task]] = defaultdict(deque)
        self._choosing = Lock()
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="analysis")

    def submit(self, texts: Mapping[str, Sequence[Texts]]) -> dict[str, list[Future[list[Terms]]]]:
        """Return what will have the terms of the texts of each language, unless it is cancelled before."""
        tasks = {language: [_Task(each, Future()) for each in parts] for language, parts in texts.items()}
        with self._choosing:
            for language, each in tasks.items():
                self._waiting[language] += each
            while self._free:
                self._threads.submit(self._work, self._free.pop())
        return {language: [task.terms for task in each] for language, each in tasks.items()}

    def _work(self, lane: _Lane) -> None:
        """Let a process do one task after the other, until none is left for it."""
        while (task := self._choose(lane)) is not None:
            if not task.terms.set_running_or_notify_cancel():
                continue
            try:
                task.terms.set_result(_analyze(task.texts, lane.pool))
            except BaseException as error:
                task.terms.set_exception(error)

    def _choose(self, lane: _Lane) -> _Task | None:
        """Return the oldest task of the language of which a lane has had the greatest part; of new ones, of the longest.

        Without one that suits, the lane is free.
        """
        with self._choosing:
            parts = {language: self._part(lane, language) for language, each in self._waiting.items() if each}
            suiting = [
                (part, len(self._waiting[language]), language)
                for language, part in parts.items()
                if part * len(self._lanes) > KNOWN or len(self._waiting[language]) > FEW
            ]
            if not suiting:
                self._free.append(lane)
                return None
            *_, language = max(suiting)
            lane.given[language] += 1
            return self._waiting[language].popleft()

    def _part(self, lane: _Lane, language: str) -> float:
        return (lane.given[language] + 1) / (sum(each.given[language] for each in self._lanes) + 1)

    def end_idle(self) -> None:
        """End the processes that have nothing to do."""
        with self._choosing:
            for lane in self._free:
                lane.pool.close()

    def close(self) -> None:
        """End the threads and the processes. Whoever still waits for terms gets CancelledError."""
        for tasks in self._waiting.values():
            for task in tasks:
                task.terms.cancel()
        self._threads.shutdown()
        for lane in self._lanes:
            lane.pool.close()


def _analyze(texts: Texts, pool: WorkerPool) -> list[Terms]:
    """Let a process do it, or do it here if that process dies or answers something else."""
    try:
        terms = pool.run_blocking(analyze_texts, texts, KEPT_FOR_MANY)
        if len(terms) != len(texts):
            raise RuntimeError(f"{len(texts)} texts were analysed, and {len(terms)} came back")
    except (TooCostly, RuntimeError, OSError) as error:
        logger.warning("%d texts are analysed without a process of their own: %s", len(texts), error)
        return analyze_texts(texts, KEPT_FOR_MANY)
    return terms
