"""Leases: who alone may do something, such as crawl a site or feed an index, and until when.

A lease is a lock that ends by itself, so that a process that is killed locks out nobody for longer than that. Whoever
holds one renews it well before its end. One that has ended is free to be taken; until somebody takes it, its holder
may still renew it. Each lease has a token of its own, by which a holder that was away for too long (a stopped process,
a machine asleep) learns that another has taken over: `require_lease`, inside the transaction that writes, lets nobody
write under a lease that is no longer theirs, whatever their clocks say. The row of a lease is its lock: nobody takes it
over while a transaction that has asked for it goes on, and no lease waits for writers of other things.

Where machines share a server, leases go by its clock, whatever theirs show. Times are arguments.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from xabar.processes import this_process
from xabar.records.database import Database, retried
from xabar.records.errors import RecordsError

LONGEST: Final = timedelta(hours=1)
"""No lease is longer. One that ends later than twice that from now was taken by a clock that was wrong, and is free."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A name, and the one process that may do what the name stands for, until the lease ends."""

    name: str  # what is leased: `site:kun.uz`, `feed:…`
    token: str  # of this lease alone
    host: str
    pid: int
    taken_at: datetime
    until: datetime
    process: str | None = (
        None  # its name by `xabar.processes`, by which its own machine sees whether it has ended
    )

    @property
    def holder(self) -> str:
        """The process that holds it, in words."""
        return f"process {self.pid} on {self.host}"


class LeaseHeld(RecordsError):
    """Another process holds the lease. Nothing is wrong: wait for its end."""

    def __init__(self, lease: Lease) -> None:
        super().__init__(
            f"{lease.name} is held by {lease.holder} since {lease.taken_at:%Y-%m-%d %H:%M:%S} UTC; wait for its end, or"
            f" end that process: its lease then ends by itself, now at {lease.until:%H:%M:%S} UTC"
        )
        self.lease = lease


class LeaseLost(RecordsError):
    """The lease is no longer this process's: it was not renewed in time, and another one has taken it or ended it."""

    def __init__(self, lease: Lease, present: Lease | None) -> None:
        now = (
            f"{present.holder} has held it since {present.taken_at:%Y-%m-%d %H:%M:%S} UTC"
            if present
            else "nobody holds it"
        )
        super().__init__(
            f"{lease.name} is no longer held by this process, which did not renew its lease in time; {now}"
        )
        self.lease = lease


# Somebody else's lease is left alone unless it has ended, or ends later than any lease can.
_TAKE = """
INSERT INTO lease (name, token, host, pid, taken_at, until, process) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET
    token = excluded.token, host = excluded.host, pid = excluded.pid,
    taken_at = excluded.taken_at, until = excluded.until, process = excluded.process
WHERE lease.until <= excluded.taken_at OR lease.until > ?
RETURNING name, token, host, pid, taken_at, until, process
"""
_SELECT = "SELECT name, token, host, pid, taken_at, until, process FROM lease"


class Leases(Database):
    """One row for each name that is leased, or was, by a process that did not come to give it back."""

    @retried
    def take_lease(
        self, name: str, *, now: datetime, length: timedelta, host: str | None = None, pid: int | None = None
    ) -> Lease:
        """Take a lease that is free or has ended. Raise LeaseHeld, which names the holder, while it is somebody's.

        The holder is this process, unless another one is given. A process that holds the lease already is refused too.
        """
        moment = self._to_shared(now)
        until, furthest = moment + _milliseconds(length), moment + 2 * _milliseconds(LONGEST)
        here = (platform.node() or "this machine", os.getpid(), this_process())
        host, pid, process = here if host is None or pid is None else (host, pid, None)
        values = (name, token_hex(16), host, pid, moment, until, process, furthest)
        while True:
            with self.row_transaction():
                taken = self._row(_TAKE, values)
                present = None if taken else self._row(f"{_SELECT} WHERE name = ?", (name,))
            if taken:
                return self._lease(taken)
            if present:  # otherwise it was given back between the two statements
                raise LeaseHeld(self._lease(present))

    @retried
    def renew_lease(self, lease: Lease, *, now: datetime, length: timedelta) -> Lease:
        """Let a lease go on for `length` from now, also one that has ended and that nobody has taken since.

        Return it with its new end. Raise LeaseLost if it is no longer this holder's.
        """
        until = self._to_shared(now) + _milliseconds(length)
        with self.row_transaction():
            row = self._row(
                "UPDATE lease SET until = ? WHERE name = ? AND token = ?"
                " RETURNING name, token, host, pid, taken_at, until, process",
                (until, lease.name, lease.token),
            )
        if row is None:
            raise LeaseLost(lease, self.find_lease(lease.name))
        return self._lease(row)

    def require_lease(self, lease: Lease) -> None:
        """Raise LeaseLost if the lease is no longer this holder's. Ask inside the transaction that writes.

        Until that ends, nobody else can take the lease.
        """
        row = self._row(f"{_SELECT} WHERE name = ? /* only a server: FOR SHARE */", (lease.name,))
        if row is None or row[1] != lease.token:
            raise LeaseLost(lease, self._lease(row) if row else None)

    @retried
    def end_lease(self, lease: Lease) -> bool:
        """Give a lease back. Return False, and leave everything as it is, if it was no longer this holder's."""
        with self.row_transaction():
            ended = self._row(
                "DELETE FROM lease WHERE name = ? AND token = ? RETURNING name", (lease.name, lease.token)
            )
        return ended is not None

    def find_lease(self, name: str) -> Lease | None:
        """Return the lease of a name, also one that has ended and that nobody has taken since; None without one."""
        row = self._row(f"{_SELECT} WHERE name = ?", (name,))
        return self._lease(row) if row else None

    def leases(self, *, now: datetime) -> list[Lease]:
        """Return the leases that have not ended, by name."""
        rows = self._rows(f"{_SELECT} WHERE until > ? ORDER BY name", (self._to_shared(now),))
        return [self._lease(row) for row in rows]

    def _lease(self, row: tuple[str, str, str, int, int, int, str | None]) -> Lease:
        name, token, host, pid, taken_at, until, process = row
        times = self._from_shared(taken_at), self._from_shared(until)
        return Lease(name, token, host, pid, *times, process)


def _milliseconds(length: timedelta) -> int:
    if not timedelta(0) < length <= LONGEST:
        raise ValueError(f"a lease lasts longer than 0 and no longer than {LONGEST}, got {length}")
    return length // timedelta(milliseconds=1)
