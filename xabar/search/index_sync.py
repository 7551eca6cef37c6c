"""Keeping the index in step with the records while crawls go on: one task of the process carries the feed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from xabar.crawl_stats import IndexStats
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine
from xabar.search.feed import Feeder

logger = logging.getLogger(__name__)


class IndexSync:
    """A task that carries the record store's feed into the index until it is stopped.

    An index that is down, refused or broken stops no crawl: what it lacks waits in the records, and the crawl
    statistics say why. Starting it needs a running event loop.
    """

    def __init__(self, records: RecordStore, open_engine: Callable[[], SearchEngine]) -> None:
        self._records = records
        self._open_engine = open_engine
        self._stop = asyncio.Event()
        self._before = records.last_sequence()
        self._feeder: Feeder | None = None
        self._task = asyncio.create_task(self._follow())

    async def stop(self, seconds: float) -> IndexStats:
        """Carry the rest, for at most so many seconds, and return what became of it. What is left waits for the next run."""
        self._stop.set()
        try:
            return await asyncio.wait_for(self._task, seconds)
        except TimeoutError:
            return self._stats(f"the index did not take everything within {seconds:g} seconds")

    async def _follow(self) -> IndexStats:
        try:
            engine = self._open_engine()
            self._feeder = Feeder(self._records, engine)
            try:
                await self._feeder.run(self._stop)
                return self._feeder.stats_since(self._before)
            finally:
                await engine.close()
        except EngineUnavailable as error:
            problem = str(error)
            if self._feeder is None:  # otherwise the feeder has said so
                logger.warning("the index is not fed: %s", problem)
        except Exception as error:  # whatever breaks an index must not end a crawl
            problem = f"{type(error).__name__}: {error}"
            logger.exception("feeding the index ended; what it lacks waits in the records")
        await self._stop.wait()  # what is stored until then waits, too
        return self._stats(problem)

    def _stats(self, problem: str) -> IndexStats:
        if self._feeder is not None:
            stats = self._feeder.stats_since(self._before)
            stats.problem = problem if stats.waiting else stats.problem
            return stats
        waiting = self._records.last_sequence() - self._before
        return IndexStats(stored=waiting, waiting=waiting, problem=problem if waiting else None)
