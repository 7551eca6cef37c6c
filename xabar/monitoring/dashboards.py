"""What the dashboards of the index show beside articles: runs, and alarms whenever they were judged. Does not load Scrapy."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from xabar.config import Config
from xabar.crawl_stats import CrawlStats
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine
from xabar.workspace import open_workspace

logger = logging.getLogger(__name__)

SECONDS: Final = 20.0  # for a report: who asks how things are does not wait longer for a server that hangs
SHOWN: Final = timedelta(days=30)  # so long after its end an alarm is still written to the dashboard
Report = Callable[[SearchEngine, RecordStore], Awaitable[None]]


def report_run(config: Config, stats: CrawlStats, now: datetime) -> None:
    """Report a run and the alarms to the index, for its dashboards if it has any. Whatever that meets is only a warning."""

    async def report(engine: SearchEngine, records: RecordStore) -> None:
        await engine.report_run(stats, now)
        await engine.report_alarms(records.alarms_since(now - SHOWN))

    _report(config, report, "this run")


def report_alarms(config: Config, now: datetime) -> None:
    """Report the alarms alone, as `report_run` does."""

    async def report(engine: SearchEngine, records: RecordStore) -> None:
        await engine.report_alarms(records.alarms_since(now - SHOWN))

    _report(config, report, "the alarms as they are now")


def _report(config: Config, report: Report, what: str) -> None:
    try:
        with open_workspace(config) as workspace:
            asyncio.run(_report_and_close(report, workspace.open_engine(), workspace.records))
    except TimeoutError:
        logger.warning("the dashboard will not show %s: no answer within %g seconds", what, SECONDS)
    except (EngineUnavailable, RecordsError) as error:
        logger.warning("the dashboard will not show %s: %s", what, error)
    except Exception as error:  # a server may answer anything, and what is reported is settled without it
        logger.warning("the dashboard will not show %s; the server's answer has no sense: %r", what, error)


async def _report_and_close(report: Report, engine: SearchEngine, records: RecordStore) -> None:
    try:
        async with asyncio.timeout(SECONDS):
            await report(engine, records)
    finally:
        await engine.close()
