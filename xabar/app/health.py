"""The health of sites and installation: looked at, kept as alarms, and told to whom it concerns. Does not load Scrapy."""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from xabar.app.errors import AppError, WrongUse
from xabar.app.opening import existing_workspace
from xabar.app.runs import find_status
from xabar.config import Config, ConfigError
from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.sending import deliver
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Target, TargetError, parse_target
from xabar.health.access import LEAST_DAYS, LEAST_RUNS
from xabar.health.installation import Installation, judge_installation
from xabar.health.judge import ACCEPTED, MEMORY, judge_site
from xabar.health.kinds import KINDS
from xabar.health.site_run import Finding, SiteRun
from xabar.records.alarms import INSTALLATION, Alarm, Event
from xabar.records.errors import RecordsError
from xabar.records.leases import LeaseHeld
from xabar.records.runs import RunRecord
from xabar.records.store import RecordStore
from xabar.zones import ASSUMED_ZONE

logger = logging.getLogger(__name__)

FORGOTTEN: Final = timedelta(days=7)  # so long after its end somebody is still told that an alarm is over
TELLING: Final = timedelta(minutes=5)  # for one message with all its attempts


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


def check_health(config: Config, now: datetime, sites: Iterable[str] | None = None) -> list[SiteState]:
    """Judge the installation and sites, all without any named, and open and clear their alarms. Return what is so now.

    A site that never ran is left out. Records that can only be read keep the alarms that they have. Raise NoRecords if there are none.
    """
    with existing_workspace(config) as workspace:
        records = workspace.records
        ran = records.run_sites()
        wanted = ran if sites is None else [site for site in sites if site in ran]
        states = [_check_site(records, site, now) for site in wanted]
        found = judge_installation(look_at_installation(config, records, now), now)
        alarms = _settle(records, INSTALLATION, found, now)
        return [SiteState(INSTALLATION, tuple(alarms), True, None), *states]


def require_ran(config: Config, sites: Iterable[str]) -> None:
    """Raise WrongUse for a site of which there is no run."""
    with existing_workspace(config) as workspace:
        ran = workspace.records.run_sites()
    if unknown := [site for site in sites if site not in ran]:
        raise WrongUse(f"no site {unknown[0]!r} ever ran; {', '.join(ran) or 'none'} did")


def look_at_installation(config: Config, records: RecordStore, now: datetime) -> Installation:
    """Return what can be seen of the installation without asking a server."""
    state = records.feed_state()
    disk = shutil.disk_usage(config.data)
    return Installation(
        waiting=state.waiting,
        lag=timedelta(seconds=state.lag(now)),
        dead=state.dead,
        disk_free=disk.free,
        disk_size=disk.total,
    )


def tell_alarms(config: Config, targets: Sequence[Target], now: datetime) -> list[str]:
    """Tell each target of alarms that have begun or ended since it was last told. Return what went wrong, in words.

    What could not be delivered is told the next time. Who is killed between the delivery and the note of it tells it
    again, under the same key, by which the receiver knows it. Of several processes one tells a target at a time.
    """
    problems = []
    settings = DeliverySettings.from_config(config)
    with existing_workspace(config) as workspace:
        for target in targets:
            try:
                _tell(workspace.records, target, settings, now)
            except LeaseHeld:
                logger.info("another process tells %s just now", target.label)
            except DeliveryFailed as error:
                problems.append(f"{error}; it is told the next time")
    return problems


def read_targets(texts: Iterable[str]) -> list[Target]:
    """Return the targets that a user named. Raise ConfigError for one that cannot be meant."""
    try:
        return [parse_target(text) for text in texts]
    except TargetError as error:
        raise ConfigError(str(error)) from None


def watch_health(config: Config, now: datetime, sites: Iterable[str] | None = None) -> list[SiteState]:
    """Check health at the end of a run, and tell the targets of XABAR_HEALTH_TO. Whatever that meets is only a warning."""
    try:
        states = check_health(config, now, sites)
        for problem in tell_alarms(config, read_targets(config.health_to), now):
            logger.warning("%s", problem)
    except (RecordsError, ConfigError, AppError) as error:
        logger.warning("the health of the sites was not looked at: %s", error)
        return []
    for state in states:
        for alarm in (each for each in state.alarms if each.opened_at == each.seen_at):
            logger.warning("%s: %s", state.site or "installation", describe_alarm(alarm))
    return states


def describe_alarm(alarm: Alarm) -> str:
    """Return an alarm in a line."""
    return f"{KINDS[alarm.kind][0]}: {alarm.cause}"


def message_of(alarm: Alarm, event: Event) -> Message:
    """Return what is told of the beginning or the end of an alarm. Its key is the same whenever it is told."""
    title, advice = KINDS[alarm.kind]
    where = alarm.site or "installation"
    if event == "opened":
        subject = f"Xabar: {where}: {title}"
        text = f"{where}: {title}.\n\n{alarm.cause}.\nSince {alarm.opened_at:%Y-%m-%d %H:%M} UTC.\n\nWhat to do: {advice}."
    else:
        assert alarm.cleared_at is not None
        subject = f"Xabar: {where}: over: {title}"
        text = (
            f"{where}: over since {alarm.cleared_at:%Y-%m-%d %H:%M} UTC: {title}.\n\nIt was: {alarm.cause}."
        )
    key = hashlib.sha256(f"{alarm.id} {event}".encode()).hexdigest()[:32]
    at = alarm.opened_at if event == "opened" else alarm.cleared_at
    return Message(subject, text, data={"event": event, "alarm": alarm_to_dict(alarm)}, key=key, at=at)


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


def to_site_run(run: RunRecord, now: datetime) -> SiteRun:
    """Return a run as its site is judged by it."""
    return SiteRun(run.started_at, run.finished_at or run.seen_at, find_status(run, now).ending, run.stats)


def _tell(records: RecordStore, target: Target, settings: DeliverySettings, now: datetime) -> None:
    """Tell a target all that it does not know yet, one after the other. Raise DeliveryFailed at the first failure."""
    name = hashlib.sha256(target.text.encode()).hexdigest()[:16]  # the address of a webhook may be a secret
    lease = records.take_lease(f"tell:{name}", now=datetime.now(UTC), length=TELLING)
    try:
        for alarm, event in records.untold(name, now - FORGOTTEN):
            lease = records.renew_lease(lease, now=datetime.now(UTC), length=TELLING)
            deliver(target, message_of(alarm, event), settings)
            records.note_told(alarm.id, name, event, now)
    finally:
        records.end_lease(lease)
