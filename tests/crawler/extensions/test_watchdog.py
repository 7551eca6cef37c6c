"""A run that stands still names the page, and ends at its deadline, even where the event loop does not turn."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import fork_server
from tests.cli.conftest import on_loopback
from tests.crawler.middlewares.test_back_off import put_articles
from xabar.app.project import project_settings
from xabar.crawl_stats import REJECTIONS

if TYPE_CHECKING:
    import subprocess

    from tests.crawler.conftest import Crawl, Site

PAGE = f"https://kun.uz/news/{datetime.now(UTC):%Y/%m/%d}/Guldara"


def test_a_page_that_does_not_come_is_named_and_the_deadline_closes_the_run(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    closed = threading.Event()
    put_articles(site)

    def hold(handler: BaseHTTPRequestHandler) -> None:
        closed.wait(12)
        handler.close_connection = True

    site.put(PAGE, hold)
    done = crawl("kun_uz", {"XABAR_STALL": 1, "CLOSESPIDER_TIMEOUT": 6, "DOWNLOAD_TIMEOUT": 8})
    closed.set()
    assert any("kun_uz: nothing has moved" in line and PAGE in line for line in done.log.splitlines())
    assert done.stats["finish_reason"] == "closespider_timeout"
    assert done.balanced


@pytest.fixture
def crawl_with(site: Site, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Crawl articles with a pipeline of `stuck`, by our command and with these settings."""

    def run(pipeline: str, **settings: float) -> subprocess.CompletedProcess[str]:
        put_articles(site)
        settings |= {"XABAR_STALL": 1, "XABAR_FEED_WAIT": 0.1, "CONCURRENT_REQUESTS": 1} | settings
        pipelines = json.dumps({f"tests.crawler.extensions.stuck.{pipeline}": 1})
        values = {"ITEM_PIPELINES": pipelines} | settings
        options = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
        return fork_server.run(
            *(fork_server.XABAR, "crawl", "kun_uz", *on_loopback(site.address), *options),
            env=os.environ | {"XABAR_DATA": str(tmp_path), "PYTHONPATH": str(fork_server.ROOT)},
        )

    return run


def test_a_run_that_is_stuck_is_ended_after_its_deadline(
    crawl_with: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = crawl_with("StuckPipeline", CLOSESPIDER_TIMEOUT=6)
    assert done.returncode == 1
    assert "under way: https://kun.uz/news/" in done.stderr
    assert "did not end at its deadline" in done.stderr


def test_a_run_in_which_a_library_holds_the_interpreter_is_ended_too(
    crawl_with: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = crawl_with("HoldingPipeline")
    assert done.returncode == 1
    assert "in process_item" in done.stderr
    named = next(line for line in done.stderr.splitlines() if "has held the interpreter" in line)
    assert PAGE in named


def test_a_pattern_that_runs_away_costs_its_page_and_nothing_else(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    put_articles(site)
    pipelines = {
        "tests.crawler.extensions.stuck.RunawayPipeline": 650,
        "pipelines.validate.ValidatePipeline": None,
    }
    settings = {"ITEM_PIPELINES": project_settings().getdict("ITEM_PIPELINES") | pipelines}
    done = crawl("kun_uz", settings | {"XABAR_WORKER_SECONDS": 0.3})
    assert (done.counts["stored"], done.counts["rejected"]) == (5, {"too-costly": 1}), done.log
    assert done.balanced
    assert f"Dropped: {REJECTIONS['too-costly']}" in done.log
    assert f"url='{PAGE}'" in done.log
