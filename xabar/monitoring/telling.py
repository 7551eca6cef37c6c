"""Targets are told of alarms: once when one begins, and once when it is over. Does not load Scrapy."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from xabar.config import Config, ConfigError
from xabar.delivery.message import DeliveryFailed, Message
from xabar.delivery.settings import DeliverySettings
from xabar.delivery.targets import Target, TargetError, parse_target
from xabar.health.kinds import KINDS
from xabar.monitoring.alarms import SiteState, alarm_to_dict, describe_alarm, settle_health
from xabar.records.alarms import Alarm, Event
from xabar.records.errors import RecordsError
from xabar.records.leases import LeaseHeld
from xabar.records.store import RecordStore
from xabar.workspace import open_workspace

logger = logging.getLogger(__name__)

FORGOTTEN: Final = timedelta(days=7)  # so long after its end somebody is still told that an alarm is over
TELLING: Final = timedelta(minutes=5)  # for one message with all its attempts


def read_targets(texts: Iterable[str]) -> list[Target]:
    """Return the targets that a user named. Raise ConfigError for one that cannot be meant."""
    try:
        return [parse_target(text) for text in texts]
    except TargetError as error:
        raise ConfigError(str(error)) from None


def tell_alarms(config: Config, records: RecordStore, targets: Sequence[Target], now: datetime) -> list[str]:
    """Tell each target of alarms that have begun or ended since it was last told. Return what went wrong, in words.

    What could not be delivered is told the next time. Who is killed between the delivery and the note of it tells it
    again, under the same key, by which the receiver knows it. Of several processes one tells a target at a time.
    """
    problems = []
    settings = DeliverySettings.from_config(config)
    for target in targets:
        try:
            _tell(records, target, settings, now)
        except LeaseHeld:
            logger.info("another process tells %s just now", target.label)
        except DeliveryFailed as error:
            problems.append(f"{error}; it is told the next time")
    return problems


def watch_health(config: Config, now: datetime, sites: Iterable[str] | None = None) -> list[SiteState]:
    """Check health at the end of a run, and tell the targets of XABAR_HEALTH_TO. Whatever that meets is only a warning."""
    try:
        with open_workspace(config) as workspace:
            states = settle_health(config, workspace.records, now, sites)
            targets = read_targets(config.health_to)
            for problem in tell_alarms(config, workspace.records, targets, now):
                logger.warning("%s", problem)
    except (RecordsError, ConfigError) as error:
        logger.warning("the health of the sites was not looked at: %s", error)
        return []
    for state in states:
        for alarm in (each for each in state.alarms if each.opened_at == each.seen_at):
            logger.warning("%s: %s", state.site or "installation", describe_alarm(alarm))
    return states


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


def _tell(records: RecordStore, target: Target, settings: DeliverySettings, now: datetime) -> None:
    """Tell a target all that it does not know yet, one after the other. Raise DeliveryFailed at the first failure."""
    from xabar.delivery.sending import deliver  # most installations have named no target

    name = hashlib.sha256(target.text.encode()).hexdigest()[:16]  # the address of a webhook may be a secret
    lease = records.take_lease(f"tell:{name}", now=datetime.now(UTC), length=TELLING)
    try:
        for alarm, event in records.untold(name, now - FORGOTTEN):
            lease = records.renew_lease(lease, now=datetime.now(UTC), length=TELLING)
            deliver(target, message_of(alarm, event), settings)
            records.note_told(alarm.id, name, event, now)
    finally:
        records.end_lease(lease)
