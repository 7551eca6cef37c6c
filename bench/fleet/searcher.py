"""Somebody who searches all the time, and notes every search that got no answer."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field

from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import EngineUnavailable, SearchRequest


@dataclass
class Searcher:
    """Searches over all nodes from a thread of its own, four times a second, until it is stopped."""

    addresses: str
    searches: int = 0
    failures: list[str] = field(default_factory=list)
    longest: float = 0.0  # seconds that an answer took
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to search."""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._search()), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the search that is under way."""
        self._stop.set()
        assert self._thread is not None
        self._thread.join(90)

    async def _search(self) -> None:
        engine = ElasticsearchEngine(Connection(self.addresses))
        try:
            while not self._stop.is_set():
                began = time.monotonic()
                try:
                    await engine.search(SearchRequest("*", size=5))
                except EngineUnavailable as error:
                    self.failures.append(str(error))
                self.searches += 1
                self.longest = max(self.longest, time.monotonic() - began)
                await asyncio.sleep(0.25)
        finally:
            await engine.close()
