"""One pass over the alerts: match what was stored, compose what is due, tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from xabar.alerts.digests import compose_messages
from xabar.alerts.matching import Matcher
from xabar.alerts.telling import Teller, Told
from xabar.config import Config
from xabar.delivery.settings import DeliverySettings
from xabar.records.store import RecordStore


@dataclass(frozen=True, slots=True)
class Passed:
    """What a pass has done."""

    matched: int
    composed: int
    told: Told


def pass_alerts(
    records: RecordStore,
    config: Config,
    matcher: Matcher,
    now: Callable[[], datetime],
    *,
    proceed: Callable[[], bool] = lambda: True,
    settings: DeliverySettings | None = None,
) -> Passed:
    """Match, compose and tell. It may be ended anywhere: what was not done is done by the next pass.

    Raise ConfigError for settings with which nothing can be told, after matching: what was found waits.
    """
    matched = matcher.match_waiting(records, now, proceed=proceed)
    composed = compose_messages(records, now())
    settings = settings or DeliverySettings.from_config(config)
    teller = Teller(records, settings, config.data / "alerts", now, proceed)
    return Passed(matched, composed, teller.tell_due())
