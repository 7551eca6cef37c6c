"""What follows a crawl, whoever ran it: its sites are judged, targets are told, and the dashboards show the run and the alarms."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from xabar.config import Config
from xabar.crawl_stats import CrawlStats
from xabar.monitoring.telling import watch_health
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.search.engine import EngineUnavailable, SearchEngine
from xabar.workspace import open_workspace

logger = logging.getLogger(__name__)

SHOWN: Final = timedelta(days=30)  # so long after its end an alarm is still written to the dashboard


def end_run(config: Config, stats: CrawlStats, sites: Iterable[str], now: datetime) -> None:
    """Judge the sites that were crawled, tell who is to be told, and report the run with all alarms to the index."""
    watch_health(config, now, sites)
    report_run(config, stats, now)


def report_run(config: Config, stats: CrawlStats, now: datetime) -> None:
    """Report a run and the alarms to the index, for its dashboards if it has any. Whatever that meets is only a warning."""
    try:
        with open_workspace(config) as workspace:
            asyncio.run(_report(workspace.records, workspace.open_engine(), stats, now))
    except (EngineUnavailable, RecordsError) as error:
        logger.warning("the dashboard will not show this run: %s", error)
    except Exception as error:  # a server may answer anything, and the run itself is over
        logger.warning("the dashboard will not show this run; the server's answer has no sense: %r", error)


async def _report(records: RecordStore, engine: SearchEngine, stats: CrawlStats, now: datetime) -> None:
    try:
        await engine.report_run(stats, now, records.alarms_since(now - SHOWN))
    finally:
        await engine.close()
