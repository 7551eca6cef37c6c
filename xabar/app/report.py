"""Gather what a report shows from the records. Does not load Scrapy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from xabar.app.opening import existing_workspace
from xabar.article import Article
from xabar.config import Config
from xabar.monitoring.alarms import describe_alarm
from xabar.records.store import RecordStore
from xabar.report.period import Period
from xabar.report.report import MOST_RISES, Report, SiteTrouble
from xabar.report.rising import find_rising
from xabar.report.tally import Tally

CountArticle: TypeAlias = Callable[[], None]
_PUBLISHERS: Final = ZoneInfo("Asia/Tashkent")


def make_report(
    config: Config, period: Period, now: datetime, progress: CountArticle = lambda: None
) -> Report:
    """Return the report of a period. `progress` is called once for each article that is read.

    Raise NoRecords where there are none.
    """
    with existing_workspace(config) as workspace:
        return read_report(workspace.records, period, now, dict(config.alphabets), progress)


def read_report(
    records: RecordStore,
    period: Period,
    now: datetime,
    alphabets: Mapping[str, str],
    progress: CountArticle = lambda: None,
) -> Report:
    """Return the report of a period from these records, with words in the alphabet of their language."""
    tally, before = Tally(), 0
    since = datetime.combine(period.first - timedelta(days=1), time(), _PUBLISHERS)
    fetches = records.first_fetches(since)

    def of_the_period() -> Iterator[Article]:
        for article in records.published_articles(period.first, period.last):
            tally.add(article, fetches.get(article.id))
            progress()
            yield article

    def of_the_month_before() -> Iterator[Article]:
        nonlocal before
        for article in records.published_articles(*period.before):
            before += 1
            progress()
            yield article

    sites = {*records.published_sites(*period)} & {*records.published_sites(*period.before)}
    rising = find_rising(of_the_period(), of_the_month_before(), sites, MOST_RISES, alphabets)
    return Report(period, now, tally, before, rising, _read_troubles(records))


def _read_troubles(records: RecordStore) -> list[SiteTrouble]:
    """Return the alarms that are open now, whatever the period is, as the last look at health left them."""
    return [
        SiteTrouble(alarm.site or "installation", describe_alarm(alarm)) for alarm in records.open_alarms()
    ]
