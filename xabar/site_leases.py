"""The leases of the sites that this process crawls: nobody else crawls them meanwhile, here or on another machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from xabar.processes import has_ended
from xabar.records.leases import Lease
from xabar.records.store import RecordStore

LENGTH: Final = timedelta(minutes=2)
"""How long the lease of a site lasts after the crawl was last seen alive."""
RENEWED: Final = timedelta(seconds=30)
"""How often a crawl renews it."""


class SiteLeases:
    """The leases that a process has taken of sites, by their names. One that was lost is known as lost until the end."""

    def __init__(self, records: RecordStore) -> None:
        self._records = records
        self._taken: dict[str, Lease] = {}

    def take(self, site: str, now: datetime) -> None:
        """Take the lease of a site. Raise LeaseHeld while another crawl, of this process or another one, holds it."""
        held = find_holder(self._records, site, now)
        if held is not None and has_ended(held.process):
            self._records.end_lease(held)
        self._taken[site] = self._records.take_lease(lease_name(site), now=now, length=LENGTH)

    def renew(self, site: str, now: datetime) -> None:
        """Let the lease go on. Raise LeaseLost if another process has taken it."""
        self._taken[site] = self._records.renew_lease(self._taken[site], now=now, length=LENGTH)

    def require(self, site: str) -> None:
        """Raise LeaseLost if this process has taken the site's lease, and it is another's by now.

        Ask inside the transaction that writes. Whoever has taken no lease may write: a page that is imported is no crawl.
        """
        if site in self._taken:
            self._records.require_lease(self._taken[site])

    def end(self, site: str) -> None:
        """Give a site's lease back, if it was taken."""
        if site in self._taken:
            self._records.end_lease(self._taken.pop(site))


def lease_name(site: str) -> str:
    """Return the name under which a site is leased."""
    return f"site:{site}"


def find_holder(records: RecordStore, site: str, now: datetime) -> Lease | None:
    """Return the lease of a site that is being crawled; None if nobody crawls it, as far as can be told."""
    lease = records.find_lease(lease_name(site))
    return lease if lease is not None and lease.until > now else None


def held_sites(records: RecordStore, sites: Sequence[str], now: datetime) -> dict[str, Lease]:
    """Return those of the sites that another crawl holds, with its lease. A process that has ended holds nothing."""
    found = {site: find_holder(records, site, now) for site in sites}
    return {site: lease for site, lease in found.items() if lease and not has_ended(lease.process)}


def describe_holder(site: str, lease: Lease) -> str:
    """Return who crawls a site and since when, and what to do, in words."""
    return (
        f"{site} is being crawled by {lease.holder} since {lease.taken_at:%Y-%m-%d %H:%M:%S} UTC; wait for its end, or end"
        " that process"
    )
