"""Comparing what was stored with the alerts: each change of the feed once, in batches that are all kept or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from xabar.alerts.definition import Definition
from xabar.article import Article
from xabar.records.alert_matches import Match
from xabar.records.alerts import StoredAlert
from xabar.records.change import Change
from xabar.records.store import RecordStore
from xabar.search.days import publishers_day
from xabar.search.percolation.percolator import Frequencies, Percolator
from xabar.search.percolation.requests import query_of
from xabar.search.query_tree import Query

logger = logging.getLogger(__name__)

BATCH: Final = 200  # changes of one transaction
FORGOTTEN: Final = timedelta(days=365)  # matches that were told are forgotten after that time,
REMEMBERED: Final = 100_000  # and all but so many of an alert:
FORGETTING: Final = 5000  # that is looked after once in so many changes of the feed


class Matcher:
    """The compiled queries of all alerts. They are compiled anew when an alert or the publishers' day has changed.

    They are never stored, so that a program with other tables of analysis compiles them by those.
    """

    def __init__(self) -> None:
        self._state: tuple[date, tuple[tuple[str, int], ...]] | None = None
        self._percolator: Percolator[str] = Percolator({})

    def match_waiting(
        self, records: RecordStore, now: Callable[[], datetime], *, proceed: Callable[[], bool] = lambda: True
    ) -> int:
        """Compare everything that the feed has with the alerts that have not seen it. Return how many matches are new.

        `proceed` is asked before each batch.
        """
        found = 0
        while proceed():
            alerts = [alert for alert in records.alerts() if not alert.paused]
            if not alerts:
                break
            low = min(alert.sequence for alert in alerts)
            if not (changes := records.changes_after(low, BATCH)):
                break
            moment = now()
            found += records.note_matches(
                self._matches(alerts, changes, publishers_day(moment)),
                low=low,
                to=changes[-1].sequence,
                revision=max(alert.revision for alert in alerts),
                now=moment,
            )
            if low // FORGETTING < changes[-1].sequence // FORGETTING:
                for alert in alerts:
                    records.forget_matches(alert.name, before=moment - FORGOTTEN, most=REMEMBERED)
        return found

    def _matches(self, alerts: Sequence[StoredAlert], changes: Sequence[Change], today: date) -> list[Match]:
        articles = [change.article for change in changes if change.article is not None]
        self._compile(alerts, today, articles)
        reached = {alert.name: alert.sequence for alert in alerts}
        matches: list[Match] = []
        for change in changes:
            if change.damage is not None:
                logger.warning("article %s is compared with no alert: %s", change.id, change.damage)
            if (article := change.article) is None:
                continue
            story = article.group_id or article.id
            matches += [
                Match(name, change.id, story, change.sequence)
                for name in self._compare(article)
                if reached[name] < change.sequence
            ]
        return matches

    def _compare(self, article: Article) -> list[str]:
        """Return the alerts that find an article; none, with a word in the log, if it cannot be compared."""
        try:
            return self._percolator.matching(article)
        except Exception:  # a fault of ours: it would keep every alert from all that comes after the article
            logger.exception("article %s is compared with no alert", article.id)
            return []

    def _compile(self, alerts: Sequence[StoredAlert], today: date, sample: Sequence[Article]) -> None:
        state = (today, tuple((alert.name, alert.revision) for alert in alerts))
        if state != self._state:
            queries = {alert.name: query for alert in alerts if (query := _query(alert, today)) is not None}
            self._percolator = Percolator(queries, Frequencies(sample))
            self._state = state


def _query(alert: StoredAlert, today: date) -> Query | None:
    """Return the query of an alert, or None, with a word in the log, if this version cannot read it any more."""
    try:
        return query_of(Definition.from_json(alert.definition).request(today))
    except (ValueError, TypeError, KeyError) as error:
        logger.warning("alert %s finds nothing: %s; `xabar alert add --replace` mends it", alert.name, error)
        return None
