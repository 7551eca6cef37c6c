"""Whose turn it is to match and tell the alerts: one process at a time, wherever it runs, by a lease in the records.

Several at once would lose nothing and tell nothing twice; each of them would do all the work.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from xabar.processes import has_ended
from xabar.records.leases import Lease, LeaseHeld, LeaseLost
from xabar.records.store import RecordStore

NAME: Final = "alerts"
LENGTH: Final = timedelta(seconds=45)
"""Another process takes over within that time after a kill; on the same machine, at once."""


class AlertTurn:
    """The turn of this process at the alerts, for one pass."""

    def __init__(self, records: RecordStore, now: Callable[[], datetime]) -> None:
        self._records = records
        self._now = now
        self._lease: Lease | None = None
        self.holder: str | None = None
        """The process whose turn it is instead, in words."""

    def take(self) -> bool:
        """Return whether it is this process's turn now."""
        held = self._records.find_lease(NAME)
        if held is not None and has_ended(held.process):
            self._records.end_lease(held)
        try:
            self._lease = self._records.take_lease(NAME, now=self._now(), length=LENGTH)
        except LeaseHeld as error:
            self.holder = error.lease.holder
            return False
        return True

    def keep(self) -> bool:
        """Return whether the turn is still this process's; ask well within LENGTH."""
        now = self._now()
        if self._lease is None:
            return False
        if self._lease.until - now > LENGTH * 2 / 3:
            return True
        try:
            self._lease = self._records.renew_lease(self._lease, now=now, length=LENGTH)
        except LeaseLost:
            self._lease = None
        return self._lease is not None

    def end(self) -> None:
        """Let another process have its turn."""
        if self._lease is not None:
            self._records.end_lease(self._lease)
            self._lease = None
