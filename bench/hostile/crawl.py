"""Crawl the hostile site with a probe in the event loop: `python -m bench.hostile.crawl BASE DATA PAGES`."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from pathlib import Path
from typing import Any, Final

import orjson
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from xabar.app.crawl import run_crawl
from xabar.app.project import project_settings
from xabar.records.store import RecordStore

TICK: Final = 0.002  # seconds
LOST: Final = "no outcome"


class LagProbe:
    """Asks the event loop for a turn every two milliseconds, and keeps how late the latest turn came.

    It measures the delay by the clock, which other processes also lengthen, and by the CPU time of the loop's own
    thread. The worst delay between the answer for a page and the next answer belongs to that page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._lags: dict[str, tuple[float, float]] = {}
        self._url, self._worst = "", (0.0, 0.0)
        self._data = Path(crawler.settings["XABAR_DATA"])
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.response_received, signals.response_received)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LagProbe:
        """Return the probe for a crawler."""
        return cls(crawler)

    def spider_opened(self) -> None:
        """Start to measure."""
        self._task = asyncio.ensure_future(self._ask())

    def response_received(self, response: Response) -> None:
        """Start to measure for the page that arrived."""
        self._turn_to(response.url)

    def spider_closed(self) -> None:
        """Print a line for each page: its name, both delays in seconds, and its outcome."""
        self._task.cancel()
        self._turn_to("")
        with RecordStore(self._data / "records.sqlite") as records:
            for url, (clock, cpu) in self._lags.items():
                seen = records.page(url) if "/news/20" in url else None
                line: dict[str, Any] = {"page": url.rpartition("/")[2], "clock": clock, "cpu": cpu}
                print(orjson.dumps(line | {"outcome": seen.outcome if seen else LOST}).decode(), flush=True)

    async def _ask(self) -> None:
        while True:
            clock, cpu = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            late = (time.perf_counter() - clock - TICK, time.thread_time() - cpu)
            self._worst = (max(self._worst[0], late[0]), max(self._worst[1], late[1]))

    def _turn_to(self, url: str) -> None:
        self._lags[self._url] = self._worst
        self._url, self._worst = url, (0.0, 0.0)


def main(base: str, data: str, pages: int) -> None:
    """Crawl `pages` pages at the same time."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)  # on the handler, because Scrapy sets the level of its own loggers
    logging.basicConfig(handlers=[handler], format="%(levelname)s %(message)s")
    settings = {
        "XABAR_MIRROR": base,
        "XABAR_DATA": data,
        "DOWNLOAD_DELAY": 0,
        "RETRY_TIMES": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": pages,
        # after the sum, which writes the outcomes
        "EXTENSIONS": {**project_settings().getdict("EXTENSIONS"), "bench.hostile.crawl.LagProbe": 500},
    }
    total = run_crawl(["kun_uz"], settings=settings).sites[0]
    print(f"{total.fetched} pages, {'' if total.balanced else 'NOT '}balanced: {total}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
