"""What follows a crawl, whoever ran it: its sites are judged, targets are told, and the dashboards show the run and the alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from xabar.config import Config
from xabar.crawl_stats import CrawlStats
from xabar.monitoring.dashboards import report_run
from xabar.monitoring.telling import watch_health


def end_run(config: Config, stats: CrawlStats, sites: Iterable[str], now: datetime) -> None:
    """Judge the sites that were crawled, tell who is to be told, and report the run with all alarms to the index."""
    watch_health(config, now, sites)
    report_run(config, stats, now)
