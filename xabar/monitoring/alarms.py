"""Sites and installation judged: their alarms are opened and cleared in the records. Does not load Scrapy."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from xabar.config import Config
from xabar.health.access import LEAST_DAYS, LEAST_RUNS
from xabar.health.installation import Installation, judge_installation
from xabar.health.judge import ACCEPTED, MEMORY, judge_site
from xabar.health.kinds import KINDS
from xabar.health.site_run import GOES_ON, KILLED, Finding, SiteRun
from xabar.monitoring.certificates import find_certificates
from xabar.records.alarms import INSTALLATION, Alarm
from xabar.records.runs import RunRecord
from xabar.records.store import RecordStore
from xabar.zones import ASSUMED_ZONE

SILENT: Final = timedelta(minutes=5)  # a run gives a sign of life each minute


@dataclass(frozen=True, slots=True)
class SiteState:
    """How a site is, or with INSTALLATION as its name, everything that concerns no single site."""

    site: str
    alarms: tuple[Alarm, ...]
    is_known: bool  # enough runs to say what is usual
    last_run_at: datetime | None

    @property
    def state(self) -> str:
        """Return `alarm`, `fine`, or `new` for a site of which too little is known."""
        if self.alarms:
            return "alarm"
        return "fine" if self.is_known else "new"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "site": self.site or None,
            "state": self.state,
            "last_run_at": self.last_run_at and self.last_run_at.isoformat(),
            "alarms": [alarm_to_dict(alarm) for alarm in self.alarms],
        }


def alarm_to_dict(alarm: Alarm) -> dict[str, Any]:
    """Return plain JSON values, with what the kind of alarm is called and what is to be done."""
    title, advice = KINDS[alarm.kind]
    return {
        "id": alarm.id,
        "site": alarm.site or None,
        "kind": alarm.kind,
        "title": title,
        "cause": alarm.cause,
        "opened_at": alarm.opened_at.isoformat(),
        "seen_at": alarm.seen_at.isoformat(),
        "cleared_at": alarm.cleared_at and alarm.cleared_at.isoformat(),
        "advice": advice,
    }


def settle_health(
    config: Config, records: RecordStore, now: datetime, sites: Iterable[str] | None = None
) -> list[SiteState]:
    """Judge the installation and the named sites, or all, and open and clear their alarms. Return the state of each.

    A site that never ran is left out. Records that can only be read keep the alarms that they have.
    """
    ran = records.run_sites()
    wanted = ran if sites is None else [site for site in sites if site in ran]
    states = [_check_site(records, site, now) for site in wanted]
    found = judge_installation(look_at_installation(config, records, now), now)
    alarms = _settle(records, INSTALLATION, found, now)
    return [SiteState(INSTALLATION, tuple(alarms), True, None), *states]


def look_at_installation(config: Config, records: RecordStore, now: datetime) -> Installation:
    """Return what can be seen of the installation. Its servers are asked for their certificates, if they have any."""
    state = records.feed_state()
    disk = shutil.disk_usage(config.data)
    return Installation(
        waiting=state.waiting,
        lag=timedelta(seconds=state.lag(now)),
        dead=state.dead,
        disk_free=disk.free,
        disk_size=disk.total,
        certificates=find_certificates(config),
    )


def describe_alarm(alarm: Alarm) -> str:
    """Return an alarm in a line."""
    return f"{KINDS[alarm.kind][0]}: {alarm.cause}"


def find_ending(run: RunRecord, now: datetime) -> str:
    """Return how a run ended, in Scrapy's words. One that gave no sign of life for SILENT was killed."""
    if run.finished_at is not None:
        return run.reason or ""
    return KILLED if now - run.seen_at > SILENT else GOES_ON


def to_site_run(run: RunRecord, now: datetime) -> SiteRun:
    """Return a run as its site is judged by it."""
    return SiteRun(run.started_at, run.finished_at or run.seen_at, find_ending(run, now), run.stats)


def _check_site(records: RecordStore, site: str, now: datetime) -> SiteState:
    opened = {alarm.kind: alarm.opened_at for alarm in records.open_alarms(site)}
    oldest = min((at for at in opened.values() if now - at < ACCEPTED), default=now)
    newest_first = records.run_records(site, since=oldest - MEMORY)
    runs = [to_site_run(run, now) for run in reversed(newest_first)]
    zone = (runs[-1].measures.zone if runs else None) or ASSUMED_ZONE[0]
    alarms = _settle(records, site, judge_site(runs, zone, now, opened), now)
    is_known = len(runs) >= LEAST_RUNS and runs[-1].ended - runs[0].began >= LEAST_DAYS
    return SiteState(site, tuple(alarms), is_known, runs[-1].began if runs else None)


def _settle(records: RecordStore, site: str, found: Sequence[Finding], now: datetime) -> list[Alarm]:
    order = list(KINDS)
    if not records.read_only:
        records.settle_alarms(site, [(finding.kind, finding.cause) for finding in found], now)
    return sorted(records.open_alarms(site), key=lambda alarm: order.index(alarm.kind))
