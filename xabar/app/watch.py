"""What is going on at this moment: which sites are crawled, how fast, with which errors, and what came last.

Everything is read from the records, so that it tells of crawls of any process and any machine. Does not load Scrapy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from xabar.app.runs import RunStatus, find_status
from xabar.article import Article
from xabar.health.site_run import GOES_ON
from xabar.records.feed_states import FeedState
from xabar.records.store import RecordStore

RECENT: Final = timedelta(hours=24)
"""How far back runs, errors and rates go."""

_LATEST: Final = 5000  # articles of which rates are counted; more an hour are shown as so many
RATES: Final = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Watch:
    """The state of things at one moment."""

    now: datetime
    under_way: Sequence[RunStatus]
    ended: Sequence[RunStatus]  # in the last day, the last one first
    reasons: Counter[str]  # reason -> pages that were rejected by the runs of the last day
    stored: dict[timedelta, int]  # articles stored or changed in the last minute, ten minutes, hour
    feed: FeedState
    holders: dict[str, str]  # what is leased -> the process that holds it
    newest: Sequence[Article]

    @property
    def lag(self) -> timedelta:
        """For how long the oldest change has waited for an index."""
        return timedelta(seconds=self.feed.lag(self.now))


def read_watch(records: RecordStore, now: datetime, headlines: int) -> Watch:
    """Return what is going on, with so many of the newest headlines."""
    runs = [find_status(run, now) for run in records.run_records(since=now - RECENT)]
    reasons: Counter[str] = Counter()
    for status in runs:
        reasons.update(status.run.stats.rejected)
    fetched = [moment for _, moment in records.latest_changes(_LATEST)]
    last = records.last_sequence()
    changes = records.changes_after(last - headlines, headlines)
    return Watch(
        now=now,
        under_way=[status for status in runs if status.ending == GOES_ON],
        ended=[status for status in runs if status.ending != GOES_ON],
        reasons=reasons,
        stored={span: sum(moment > now - span for moment in fetched) for span in RATES},
        feed=records.feed_state(),
        holders={lease.name: lease.holder for lease in records.leases(now=now)},
        newest=[change.article for change in reversed(changes) if change.article],
    )
