"""Name the pages at which a run stands still, and end a run that does not end at its deadline."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Final, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from crawler.spider import NewsSpider
from crawler.witness import Witness

logger = logging.getLogger(__name__)

SHOWN: Final = 5  # pages named in one line
LOOKS: Final = 10  # at the time, in XABAR_STALL seconds
# Each of these means that something moves. Of a download its begin is enough: DOWNLOAD_TIMEOUT limits all the rest.
MOVES: Final = (
    signals.request_reached_downloader,
    signals.response_received,
    signals.item_scraped,
    signals.item_dropped,
    signals.item_error,
    signals.spider_error,
)


class Watchdog:
    """A thread beside the event loop, so that it sees when the loop itself stands still.

    Where a library holds the interpreter, so that not even this thread gets a turn, a witness names the page after
    XABAR_STALL seconds, and after twice as many Python's faulthandler shows the call and ends the process.

    When nothing has moved for XABAR_STALL seconds, it logs the pages that are asked for, read or stored at the time,
    once for each standstill. Scrapy closes a spider at its deadline, CLOSESPIDER_TIMEOUT; where it is not closed
    XABAR_STALL and XABAR_FEED_WAIT seconds later, the watchdog ends the process.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._stall = settings.getfloat("XABAR_STALL")
        self._deadline = settings.getfloat("CLOSESPIDER_TIMEOUT")
        self._grace = self._stall + settings.getfloat("XABAR_FEED_WAIT")
        self._opened = self._moved = monotonic()
        self._said = False
        self._closed = threading.Event()
        self._held = ExitStack()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Watch from the opening of the spider until it is closed. Raise NotConfigured with XABAR_STALL=0."""
        if not crawler.settings.getfloat("XABAR_STALL"):
            raise NotConfigured
        watchdog = cls(crawler)
        for signal in MOVES:
            receive = watchdog.response_received if signal is signals.response_received else watchdog.move
            crawler.signals.connect(receive, signal)
        crawler.signals.connect(watchdog.spider_opened, signals.spider_opened)
        crawler.signals.connect(watchdog.spider_closed, signals.spider_closed)
        return watchdog

    def spider_opened(self, spider: Spider) -> None:
        """Begin to watch."""
        self._opened = monotonic()
        self._witness = self._held.enter_context(shared_witness(self._stall))
        if isinstance(spider, NewsSpider):
            # when a page is going to be read, which may have waited for others that were received later
            spider.reader.announce = self._witness.note
        self.move()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def spider_closed(self) -> None:
        """Watch no longer. Where other crawls of the process go on, their next look sets the time again."""
        self._closed.set()
        self._thread.join()  # otherwise it could set faulthandler's time once more
        self._held.close()
        faulthandler.cancel_dump_traceback_later()

    def response_received(self, request: Request) -> None:
        """Note that something moves, and what has come: a list to look through, or a page to read."""
        self.move()
        self._witness.note(request.url)

    def move(self) -> None:
        """Note that something moves."""
        self._moved = monotonic()
        self._said = False

    def _watch(self) -> None:
        while not self._closed.wait(self._stall / LOOKS):
            self._witness.beat()
            faulthandler.dump_traceback_later(2 * self._stall, exit=True, file=sys.__stderr__ or sys.stderr)
            still = monotonic() - self._moved
            if still > self._stall and not self._said:
                self._said = True
                name = self._crawler.spidercls.name
                logger.warning(
                    "%s: nothing has moved for %.0f s; under way: %s", name, still, self._under_way()
                )
            if self._deadline and monotonic() - self._opened > self._deadline + self._grace:
                self._end()

    def _under_way(self) -> str:
        """Return the addresses of the pages that are asked for, read or stored, in words."""
        engine = self._crawler.engine
        if engine is None:
            return "nothing"
        stored = list(engine.scraper.slot.active) if engine.scraper.slot else []
        addresses = sorted({request.url for request in stored + list(engine.downloader.active)})
        more = f" and {len(addresses) - SHOWN} more" if len(addresses) > SHOWN else ""
        return (", ".join(addresses[:SHOWN]) or "no page") + more

    def _end(self) -> None:
        logger.error(
            "the run of %s did not end at its deadline of %.0f s and is ended now, at %s; what was stored is safe, and"
            " the next run goes on",
            self._crawler.spidercls.name,
            self._deadline,
            self._under_way(),
        )
        logging.shutdown()
        os._exit(1)


@contextmanager
def shared_witness(seconds: float) -> Iterator[Witness]:
    """Yield the one witness of the process, which all its crawls share. The first starts it, the last ends it."""
    if not _witnesses:
        _witnesses.append(Witness(seconds))
    witness = _witnesses[0]
    _witnesses.append(witness)
    try:
        yield witness
    finally:
        _witnesses.pop()
        if len(_witnesses) == 1:
            _witnesses.pop().close()


_witnesses: Final[list[Witness]] = []  # the one, and once more for each crawl that uses it
