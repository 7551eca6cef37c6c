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

from tests import fork_server
from tests.cli.conftest import on_loopback
from tests.crawler.middlewares.test_back_off import put_articles

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

PAGE = f"https://kun.uz/news/{datetime.now(UTC):%Y/%m/%d}/Guldara"


def test_a_page_that_does_not_come_is_named_and_the_deadline_closes_the_run(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    closed = threading.Event()
    put_articles(site)

    def hold(handler: BaseHTTPRequestHandler) -> None:
        closed.wait(3)
        handler.close_connection = True

    site.put(PAGE, hold)
    done = crawl("kun_uz", {"XABAR_STALL": 0.5, "CLOSESPIDER_TIMEOUT": 1, "DOWNLOAD_TIMEOUT": 2})
    closed.set()
    assert any("kun_uz: nothing has moved" in line and PAGE in line for line in done.log.splitlines())
    assert done.stats["finish_reason"] == "closespider_timeout"
    assert done.balanced


def test_a_run_that_is_stuck_is_ended_after_its_deadline(site: Site, tmp_path: Path) -> None:
    put_articles(site)
    settings = {
        "ITEM_PIPELINES": json.dumps({"tests.crawler.extensions.stuck.StuckPipeline": 1}),
        "XABAR_STALL": 0.3,
        "XABAR_FEED_WAIT": 0.1,
        "CLOSESPIDER_TIMEOUT": 0.5,
        "CONCURRENT_REQUESTS": 1,
    }
    options = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
    done = fork_server.run(
        *(fork_server.XABAR, "crawl", "kun_uz", *on_loopback(site.address), *options),
        env=os.environ | {"XABAR_DATA": str(tmp_path), "PYTHONPATH": str(fork_server.ROOT)},
    )
    assert done.returncode == 1
    assert "under way: https://kun.uz/news/" in done.stderr
    assert "did not end at its deadline" in done.stderr
