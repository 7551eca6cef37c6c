"""One pass over the alerts: match what was stored, compose what is due, tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from xabar.alerts.digests import compose_messages
from xabar.alerts.matching import Matcher
from xabar.alerts.telling import Teller, Told
from xabar.alerts.turn import AlertTurn
from xabar.config import Config
from xabar.delivery.settings import DeliverySettings
from xabar.records.store import RecordStore


@dataclass(frozen=True, slots=True)
class Passed:
    """What a pass has done."""

    matched: int = 0
    composed: int = 0
    told: Told = field(default_factory=Told)
    holder: str | None = None  # the process that is passing over the alerts instead: nothing was done here


def pass_alerts(
    records: RecordStore,
    config: Config,
    matcher: Matcher,
    now: Callable[[], datetime],
    *,
    proceed: Callable[[], bool] = lambda: True,
    settings: DeliverySettings | None = None,
) -> Passed:
    """Match, compose and tell, unless another process is at it. What was not done is done by the next pass.

    Raise ConfigError for settings with which nothing can be told, after matching: what was found waits.
    """
    turn = AlertTurn(records, now)
    if not turn.take():
        return Passed(holder=turn.holder)
    try:
        matched = matcher.match_waiting(records, now, proceed=lambda: proceed() and turn.keep())
        composed = compose_messages(records, now())
        settings = settings or DeliverySettings.from_config(config)
        teller = Teller(records, settings, config.data / "alerts", now, lambda: turn.keep() and proceed())
        return Passed(matched, composed, teller.tell_due())
    finally:
        turn.end()
