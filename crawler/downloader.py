"""Scrapy's downloader with one budget for each host, whoever asks it: feeds and articles, and all crawls of a process."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Final
from weakref import WeakSet

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader, Slot
from scrapy.http import Response
from scrapy.utils.asyncio import call_later
from twisted.internet.defer import Deferred

TICK: Final = (
    0.1  # seconds between two looks at whether another crawl's request to the host has been answered
)


class Host:
    """What all crawls of this process know of a host: when it was last asked, and who is asking it."""

    def __init__(self) -> None:
        self.asked_at = 0.0  # by `monotonic`
        self.slots: WeakSet[HostSlot] = WeakSet()  # of each crawl


class HostSlot(Slot):
    """A crawl's queue for a host. The delay counts from the last request of any crawl, and so does what is under way."""

    def __init__(self, host: Host, like: Slot) -> None:
        self.host = host
        super().__init__(like.concurrency, like.delay, like.jitter)
        host.slots.add(self)

    @property
    def lastseen(self) -> float:
        """When the host was last asked."""
        return self.host.asked_at

    @lastseen.setter
    def lastseen(self, moment: float) -> None:
        self.host.asked_at = max(self.host.asked_at, moment)

    def free_transfer_slots(self) -> int:
        """Return how many more requests may be under way to the host."""
        return self.concurrency - sum(len(slot.transferring) for slot in self.host.slots)

    @property
    def waits_for_others(self) -> bool:
        """True if only another crawl's answer can make room, of which nothing tells this crawl."""
        return (
            bool(self.queue) and not (self.latercall or self.transferring) and self.free_transfer_slots() <= 0
        )


class HostDownloader(Downloader):
    """Keeps the delay and the number of requests to a host over all crawls of the process."""

    def get_slot_key(self, request: Request) -> str:
        """Return the host's name. `www.` is no other server."""
        return super().get_slot_key(request).rstrip(".").removeprefix("www.")

    def close(self) -> None:
        """Take no more part in the budgets."""
        super().close()
        for slot in self.slots.values():
            if isinstance(slot, HostSlot):
                slot.host.slots.discard(slot)

    def _get_slot(self, request: Request, spider: Spider | None = None) -> tuple[str, Slot]:
        key, slot = super()._get_slot(request)
        if not isinstance(slot, HostSlot):
            slot = self.slots[key] = HostSlot(_HOSTS.setdefault(key, Host()), slot)
        return key, slot

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        """Count the request as under way at once: Scrapy counts it only when its task starts, and sends others before that."""
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

    def _process_queue(self, slot: Slot) -> None:
        super()._process_queue(slot)
        if isinstance(slot, HostSlot) and slot.waits_for_others:
            slot.latercall = call_later(TICK, self._latercall, slot)


_HOSTS: Final[dict[str, Host]] = {}
