"""What is wrong with the installation, whatever the sites do: the index, the disk, certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from xabar.health.site_run import Finding

LAG: Final = timedelta(hours=1)  # a run waits a minute for the index; an hour is an outage
FREE_SHARE: Final = 0.05
FREE_BYTES: Final = 2 * 10**9  # a merge of the index and a log of the records take as much at times
ENDING: Final = timedelta(days=10)  # authorities renew at thirty days before the end; then nobody has


@dataclass(frozen=True, slots=True)
class Installation:
    """What was looked up of the installation."""

    waiting: int = 0  # changes that the index has not confirmed
    lag: timedelta = timedelta()  # for which the oldest of them has waited
    dead: Mapping[str, int] = field(default_factory=dict)  # site -> dead letters
    disk_free: int | None = None  # bytes, where the records are; None: not known
    disk_size: int | None = None
    certificates: Mapping[str, datetime] = field(default_factory=dict)  # of servers of ours: host -> its end


def judge_installation(state: Installation, now: datetime) -> list[Finding]:
    """Return what is wrong with the installation, each cause once."""
    return list(_judge(state, now))


def find_certificate(certificates: Mapping[str, datetime], now: datetime) -> Finding | None:
    """Return which certificate of these hosts ends soonest, if that is soon, or has ended."""
    soon = {host: end for host, end in certificates.items() if end - now < ENDING}
    if not soon:
        return None
    host = min(soon, key=lambda each: soon[each])
    more = f", and those of {len(soon) - 1} more hosts" if len(soon) > 1 else ""
    verb = "ended" if soon[host] < now else "ends"
    return Finding("certificate", f"the certificate of {host} {verb} on {soon[host]:%Y-%m-%d}{more}", now)


def _judge(state: Installation, now: datetime) -> Iterator[Finding]:
    if state.dead:
        sites = sorted(state.dead, key=lambda site: -state.dead[site])
        shown = ", ".join(f"{site} × {state.dead[site]}" for site in sites[:3])
        total = sum(state.dead.values())
        yield Finding("dead-letters", f"{total} articles were refused by the index ({shown})", now)
    if state.waiting and state.lag > LAG:
        hours = state.lag / timedelta(hours=1)
        yield Finding(
            "feed-lag", f"{state.waiting} changes wait for the index, the oldest for {hours:.1f} hours", now
        )
    if _is_full(state.disk_free, state.disk_size):
        assert state.disk_free is not None
        yield Finding("disk", f"{state.disk_free / 1e9:.1f} GB are free where XABAR_DATA is", now)
    if found := find_certificate(state.certificates, now):
        yield found


def _is_full(free: int | None, size: int | None) -> bool:
    """Return whether little is left: of a small disk a share, of a large one ten times what is too little anywhere."""
    if free is None or size is None:
        return False
    return free < FREE_BYTES or free < min(FREE_SHARE * size, 10 * FREE_BYTES)
