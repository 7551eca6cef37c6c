"""A downloader that prints when it lets each request go: a busy server notes it late, and the next one perhaps not."""

from __future__ import annotations

import json
from collections.abc import Coroutine, Iterable
from typing import Any, Final

from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.http import Response
from twisted.internet.defer import Deferred

from crawler.downloader import HostDownloader

PRINTING: Final = {"DOWNLOADER": "tests.crawler.letting_go.PrintingDownloader"}


class PrintingDownloader(HostDownloader):
    """Prints a line of JSON for each request: when, and which."""

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        print(json.dumps([slot.lastseen, request.url]))
        return super()._wait_for_download(slot, request, queue_dfd)


def moments(printed: Iterable[str]) -> list[tuple[float, str]]:
    """Return when each request was let go, and which."""
    return [(moment, url) for moment, url in map(json.loads, printed)]
