"""A crawl of the demo's fake sites, served on this machine, with the real spiders, steps and index."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from xabar.app.crawl import Progress, run_crawl
from xabar.app.errors import WrongUse
from xabar.app.project import all_sites, project_settings
from xabar.config import Config
from xabar.crawl_stats import CrawlStats
from xabar.demo.server import serve_sites
from xabar.demo.web import FakeWeb, build_web
from xabar.monitoring.dashboards import report_run

# Settings that differ from those for sites on the internet.
LOOPBACK: Final = {
    "XABAR_ALLOW_PRIVATE": True,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "RETRY_TIMES": 0,
    "LOG_LEVEL": "ERROR",
}
DAYS: Final = 3  # how far back the articles of the fake sites reach


def make_folder(data: Path | None) -> Path:
    """Make the folder to work in, a temporary one if none is given. Raise WrongUse if it cannot be made."""
    if data is None:
        return Path(tempfile.mkdtemp(prefix="xabar-demo-"))
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"--data {data} cannot be made: {error.strerror}") from None
    return data


def demo_config(data: Path) -> Config:
    """Return the configuration of the project with its articles in another folder."""
    return Config.from_settings(project_settings(_in_folder(data)))


def _in_folder(data: Path) -> dict[str, str | None]:
    """Return the settings by which all records lie in a folder: those of the demo never go into a shared database."""
    return {"XABAR_DATA": str(data), "XABAR_RECORDS": None}


def build_demo(now: datetime) -> FakeWeb:
    """Return fakes of those sites of the project that the demo has pages for."""
    return build_web(all_sites(project_settings()).values(), now)


def crawl_demo(web: FakeWeb, data: Path, progress: Progress = lambda crawlers: nullcontext()) -> CrawlStats:
    """Serve the fake sites, crawl all of them into a folder, report the run to the index, and return the statistics."""
    with serve_sites(web) as address:
        stats = run_crawl(
            web.sites,
            since=first_day(),
            settings=LOOPBACK | _in_folder(data) | {"XABAR_MIRROR": address},
            progress=progress,
        )
    report_run(demo_config(data), stats, datetime.now(UTC))
    return stats


def first_day() -> date:
    """Return the day from which on the fake sites have articles."""
    return (datetime.now(UTC) - timedelta(days=DAYS)).date()
