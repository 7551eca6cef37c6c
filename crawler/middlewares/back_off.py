"""Leave a host alone for as long as it asks to be: Retry-After, and ever longer pauses after 429 and 503."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Final, Self
from weakref import WeakSet

from scrapy import signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.asyncio import call_later
from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

BUSY: Final = (429, 503)
FIRST_PAUSE: Final = 1.0  # seconds, where the host does not say how many; doubled with each refusal in a row
MOST_PAUSES: Final = 5  # pauses in a row, after which a host is left alone for the rest of the run
TICK: Final = 0.5  # seconds between two looks at whether the crawl is being closed


class HostBusy(IgnoreRequest):
    """The host asked to be left alone for longer than this run waits."""

    def __init__(self, message: str, *, asked: bool = False) -> None:
        super().__init__(message)
        self.asked = asked  # True if the request reached the host before


class BackOffMiddleware:
    """Lets all requests to a host wait after an answer of 429 or 503; other hosts are asked as before.

    All crawls of the process keep the pause that one of them was asked for.
    A host that asks for more than XABAR_LONGEST_PAUSE seconds, or refuses again and again, is not asked any more in
    this run, nor is one that pauses while the crawl is closed: the next run asks for its pages at once.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("XABAR_LONGEST_PAUSE")
        self._pauses: dict[str, int] = {}  # host -> pauses in a row
        self._until: dict[str, float] = {}  # host -> the end of its pause
        self._left_alone: set[str] = set()
        _ALL.add(self)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to the answers before the downloader sends the host's next request."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        """Raise HostBusy for a host that is left alone. Let the request wait while another crawl keeps a pause."""
        host = self._downloader.get_slot_key(request)
        if host in self._left_alone:
            raise _refusal(request)
        if self._until.get(host, 0.0) > monotonic() and host not in self._downloader.slots:
            self._wait(host, self._downloader._get_slot(request)[1])

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Let the host pause if it answered that it is busy."""
        host: str = request.meta[Downloader.DOWNLOAD_SLOT]
        if response.status not in BUSY:
            self._pauses.pop(host, None)
            return
        asked = read_retry_after(response)
        if self._until.get(host, 0.0) > monotonic() and not asked:
            return  # this request was sent before the pause began
        self._pauses[host] = self._pauses.get(host, 0) + (self._until.get(host, 0.0) <= monotonic())
        seconds = asked or FIRST_PAUSE * 2 ** (self._pauses[host] - 1)
        if seconds > self._longest or self._pauses[host] > MOST_PAUSES:
            self._leave_alone(host, f"asked for a pause of {seconds:.0f} s ({response.status})")
        else:
            logger.info("%s answered %d: it is left alone for %.0f s", host, response.status, seconds)
            for each in list(_ALL):
                each._pause(host, monotonic() + seconds)

    def _pause(self, host: str, until: float) -> None:
        self._until[host] = max(self._until.get(host, 0.0), until)
        slot = self._downloader.slots.get(host) if self._crawler.engine else None
        if slot is None:
            return
        if slot.latercall:
            slot.latercall.cancel()
        self._wait(host, slot)

    def _wait(self, host: str, slot: Slot) -> None:
        """Hold the host's queue until the pause is over, or give it up when the crawl is being closed."""
        slot.latercall = None
        left = self._until[host] - monotonic()
        if left <= 0:
            self._downloader._process_queue(slot)
        elif self._is_closing():
            self._leave_alone(host, "still pauses while the crawl is closed")
        else:
            slot.latercall = call_later(min(left, TICK), self._wait, host, slot)

    def _leave_alone(self, host: str, why: str) -> None:
        if host not in self._left_alone:
            logger.warning("%s %s: this run does not ask it any more", host, why)
        self._left_alone.add(host)
        queue = self._downloader.slots[host].queue
        while queue:
            request, answer = queue.popleft()
            answer.errback(Failure(_refusal(request)))  # type: ignore[no-untyped-call]

    def _is_closing(self) -> bool:
        slot = self._crawler.engine._slot if self._crawler.engine else None
        return slot is None or slot.closing is not None

    @property
    def _downloader(self) -> Downloader:
        assert self._crawler.engine is not None
        return self._crawler.engine.downloader


_ALL: Final[WeakSet[BackOffMiddleware]] = WeakSet()  # of all crawls of this process


def _refusal(request: Request) -> HostBusy:
    return HostBusy(
        f"{request.url}: the host asked to be left alone", asked=request.meta.get("retry_times", 0) > 0
    )


def read_retry_after(response: Response) -> float | None:
    """Return the seconds that a Retry-After header asks for, in either of its forms (RFC 9110, 10.2.3); None without."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    moment = _read_date(value)
    if moment is None:
        return None
    now = _read_date((response.headers.get("Date") or b"").decode("latin-1")) or datetime.now(UTC)
    return max(0.0, (moment - now).total_seconds())


def _read_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
