"""Alerts while crawls go on: a thread of the process looks for what was stored, every few seconds and at the end."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from xabar.config import Config
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore

if TYPE_CHECKING:
    from xabar.alerts.matching import Matcher

logger = logging.getLogger(__name__)

EVERY: Final = 10.0  # seconds between two looks
AGAIN: Final = 0.3  # seconds before the last look asks again whether another process has ended its pass


class AlertFollower:
    """Runs until it is stopped. Whatever breaks, the log says so, and no crawl ends: what was not told waits."""

    def __init__(self, config: Config, every: float = EVERY) -> None:
        self._config = config
        self._every = every
        self._stop = threading.Event()
        self._matcher: Matcher | None = None  # made for the first alert
        self._deadline = float("inf")  # of the last look, on the clock of `time.monotonic`
        self._thread = threading.Thread(target=self._follow, name="alerts", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Look once more, for so many seconds at most, and end. What is left waits for the next run. It blocks."""
        self._deadline = time.monotonic() + seconds
        self._stop.set()
        self._thread.join(seconds)
        if self._thread.is_alive():
            logger.warning("alerts were not all told within %g seconds; the rest waits", seconds)

    def _follow(self) -> None:
        try:
            self._follow_records()
        except Exception:  # whatever breaks the alerts must not end a crawl
            logger.exception("the alerts of this run ended; what was not told waits for the next run")

    def _follow_records(self) -> None:
        is_last = is_away = False
        while not is_last:
            is_last = self._stop.wait(self._every)
            try:
                with RecordStore(self._config.records_place) as records:
                    is_away = False
                    if records.has_alert_work(datetime.now(UTC)):
                        self._look(records, is_last=is_last)
            except RecordsError as error:  # a server may come back
                if not is_away:
                    logger.warning("alerts wait for the records: %s", error)
                is_away = True

    def _look(self, records: RecordStore, *, is_last: bool) -> None:
        # Imported here: few runs have anybody to tell, and the client for webhooks takes a sixth of a second.
        from xabar.alerts.matching import Matcher
        from xabar.alerts.passing import pass_alerts
        from xabar.delivery.settings import DeliverySettings

        matcher = self._matcher = self._matcher or Matcher()

        def proceed() -> bool:
            return time.monotonic() < self._deadline if is_last else not self._stop.is_set()

        # a target that is slow now has another chance with the next look
        settings = replace(
            DeliverySettings.from_config(self._config), seconds=10.0, attempts=2, longest_wait=5.0
        )
        try:
            while pass_alerts(
                records, self._config, matcher, lambda: datetime.now(UTC), proceed=proceed, settings=settings
            ).holder and (
                is_last and proceed()
            ):  # the pass of another process may not have seen our last articles
                time.sleep(AGAIN)
        except Exception:  # such as records that are locked for long: the next look goes on
            logger.exception("alerts were not all matched and told; the next look goes on there")
