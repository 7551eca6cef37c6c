"""The one task of a process that carries the record store's feed into the index while crawls go on."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import ClassVar

from scrapy.settings import BaseSettings

from pipelines.sharing import SharedRecords
from xabar.crawl_stats import IndexStats
from xabar.search.engine import EngineUnavailable
from xabar.search.feed import Feeder
from xabar.search.opening import open_engine

logger = logging.getLogger(__name__)


class SharedFeed:
    """Feeding, begun by the first crawl of the process and ended by the last.

    An index that is down, refused or broken stops no crawl: what it lacks waits in the records, and the sum of
    the run says why.
    """

    _running: ClassVar[dict[Path, SharedFeed]] = {}

    def __init__(self, records: SharedRecords, settings: BaseSettings) -> None:
        self._path = records.path
        self._records = records
        self._settings = settings
        self._crawls = 0
        self._stop = asyncio.Event()
        self._before = records.store.last_sequence()
        self._feeder: Feeder | None = None
        self._task = asyncio.create_task(self._follow())

    @classmethod
    def join(cls, records: SharedRecords, settings: BaseSettings) -> SharedFeed:
        """The feed of these records; the first to join starts it. Needs a running event loop."""
        if records.path not in cls._running:
            cls._running[records.path] = cls(records, settings)
        feed = cls._running[records.path]
        feed._crawls += 1
        return feed

    async def leave(self) -> IndexStats | None:
        """None while other crawls go on. The last to leave waits until everything is carried.

        It waits `XABAR_FEED_WAIT` seconds at most; then the rest waits in the records for the next run.
        """
        self._crawls -= 1
        if self._crawls > 0:
            return None
        del self._running[self._path]
        self._stop.set()
        seconds = self._settings.getfloat("XABAR_FEED_WAIT")
        try:
            return await asyncio.wait_for(self._task, seconds)
        except TimeoutError:
            return self._sum(f"the index did not take everything within {seconds:g} seconds")

    async def _follow(self) -> IndexStats:
        try:
            engine = open_engine(
                self._settings["XABAR_SEARCH_URL"],
                data=Path(self._settings["XABAR_DATA"]),
                api_key=self._settings["XABAR_SEARCH_API_KEY"],
                trust=self._settings["XABAR_SEARCH_CA"],
                records=self._records.store,
            )
            self._feeder = Feeder(self._records.store, engine)
            try:
                return (await self._feeder.run(self._stop)).to_index_stats()
            finally:
                await engine.close()
        except EngineUnavailable as error:
            problem = str(error)
            if self._feeder is None:  # else the feeder has said so
                logger.warning("the index is not fed: %s", problem)
        except Exception as error:  # whatever breaks an index must not end a crawl
            problem = f"{type(error).__name__}: {error}"
            logger.exception("feeding the index ended; what it lacks waits in the records")
        await self._stop.wait()  # what is stored until then waits, too
        return self._sum(problem)

    def _sum(self, problem: str) -> IndexStats:
        if self._feeder is not None:
            index_stats = self._feeder.report().to_index_stats()
            index_stats.problem = problem if index_stats.waiting else None
            return index_stats
        waiting = self._records.store.last_sequence() - self._before
        return IndexStats(stored=waiting, waiting=waiting, problem=problem if waiting else None)
