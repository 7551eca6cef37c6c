"""When what an alert has found becomes a message: at once, or when the hour or the day is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from xabar.alerts.definition import Definition
from xabar.records.store import RecordStore

MOST_ARTICLES: Final = 50  # of one message; more become several


def compose_messages(records: RecordStore, now: datetime) -> int:
    """Put into messages what alerts have found and is due to be told. Return how many articles those have.

    Paused alerts are left alone.
    """
    composed = 0
    for alert in records.alerts():
        if alert.paused:
            continue
        try:
            definition = Definition.from_json(alert.definition)
        except (TypeError, ValueError):  # of a newer version: matching has said so
            continue
        before = period_start(definition, now)
        while count := records.put_message(
            alert.name, definition.targets, before=before, now=now, most=MOST_ARTICLES
        ):
            composed += count
    return composed


def period_start(definition: Definition, now: datetime) -> datetime:
    """Return the moment before which everything is due: now, or the beginning of this hour or day in the zone."""
    if definition.digest is None:
        return now + timedelta(milliseconds=1)
    local = now.astimezone(ZoneInfo(definition.zone))
    if definition.digest == "hour":
        return (
            local - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        ).astimezone(UTC)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
