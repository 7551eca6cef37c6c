"""Whose turn it is to feed an index: one process at a time, wherever it runs, by a lease in the records.

Several at once would do no harm, since an index takes no change twice; each of them would do all the work.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from xabar.processes import has_ended, this_process
from xabar.records.leases import Lease, LeaseHeld, LeaseLost
from xabar.records.store import RecordStore

LENGTH: Final = timedelta(seconds=40)  # another process takes over within that time after a kill


def now_utc() -> datetime:
    """Return the time of the clock."""
    return datetime.now(UTC)


class FeedTurn:
    """The turn of this process at one index. All feeders of a process have it together."""

    def __init__(self, records: RecordStore, clock: Callable[[], datetime] = now_utc) -> None:
        self._records = records
        self._clock = clock
        self._lease: Lease | None = None
        self.holder: str | None = None
        """The other process whose turn it is, in words."""

    def take(self, index: str) -> bool:
        """Return whether this process may feed the index, until half of LENGTH from now at least.

        On the machine where a process that had the turn was killed, it is free at once.
        """
        now, self.holder = self._clock(), None
        if self._lease is not None and now < self._lease.until - LENGTH / 2:
            return True
        name = f"feed:{index}"
        try:
            self._lease = self._renewed(now) or self._records.take_lease(name, now=now, length=LENGTH)
        except LeaseHeld as held:
            return self._share(held.lease, now)
        return True

    def give_back(self) -> None:
        """Let another process have its turn."""
        if self._lease is not None:
            self._records.end_lease(self._lease)
            self._lease = None

    def _renewed(self, now: datetime) -> Lease | None:
        if self._lease is not None:
            with suppress(LeaseLost):
                return self._records.renew_lease(self._lease, now=now, length=LENGTH)
        return None

    def _share(self, lease: Lease, now: datetime) -> bool:
        """Take the part of another feeder of this process, or of a process of this machine that is no more."""
        self._lease = None
        if _is_this_process(lease) or has_ended(lease.process):
            with suppress(LeaseLost):
                self._lease = self._records.renew_lease(lease, now=now, length=LENGTH)
                return True
        self.holder = lease.holder
        return False


def _is_this_process(lease: Lease) -> bool:
    """Return whether this process holds it. By host and pid alone, two containers of one host name may seem the same."""
    if lease.process is not None:
        return lease.process == this_process()
    return lease.host == platform.node() and lease.pid == os.getpid()
