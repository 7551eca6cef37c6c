"""A crawl leaves its run in the records: from its beginning, with measures and refused addresses at its end."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests import fork_server
from tests.crawler.conftest import Crawl, Site
from tests.crawler.test_partial_crawls import end_when_asked
from tests.crawler.test_scrapy_habits import put_articles
from xabar.records.runs import RefusedAddress
from xabar.records.store import RecordStore

DAYS = {"since": "2026-11-24", "until": "2026-11-24"}
DAY_OPTIONS = ("--since", "2026-11-24", "--until", "2026-11-24")

pytestmark = pytest.mark.slow


def test_a_run_leaves_what_its_pages_are_measured_by(
    site: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    urls = put_articles(site, 4)
    site.put(urls[0], "<h1>Kirish taqiqlangan</h1>", status=403)
    site.put(urls[1], "<html><title>Bosh sahifa</title></html>")
    crawl("kun_uz", **DAYS)
    with RecordStore(tmp_path / "records.sqlite") as records:
        [run] = records.run_records("kun_uz")
        measures = run.stats.measures
        refused = records.refused_addresses(run.id)
    assert run.finished_at is not None
    assert run.stats.stored == 2
    assert measures is not None
    assert (measures.articles, measures.layers.total(), measures.date_sources.total()) == (2, 2, 2)
    assert measures.body_length
    assert measures.newest is not None
    assert measures.newest.astimezone(ZoneInfo("Asia/Tashkent")).date() == date(2026, 11, 24)
    assert measures.recent is not None
    assert measures.statuses["403"] == 1
    assert measures.statuses["200"] >= 4  # three articles and the feed
    assert (measures.dead, measures.same_line >= 1) == (0, True)
    assert RefusedAddress(urls[0], "http-error", 403) in refused
    assert {each.url for each in refused} == set(urls[:2])
    assert {each.status for each in refused} == {403, 200}


def test_each_page_is_logged_with_its_layer_and_outcome(site: Site, crawl: Callable[..., Crawl]) -> None:
    urls = put_articles(site, 2)
    site.put(urls[0], status=404)
    log = crawl("kun_uz", {"LOG_LEVEL": "INFO"}, **DAYS).log
    assert f"{urls[0]}: gone" in log
    assert f"{urls[1]}: kept, read by " in log


def test_a_run_that_is_killed_is_seen_as_one_that_has_not_ended(site: Site, tmp_path: Path) -> None:
    [url] = put_articles(site, 1)
    assert end_when_asked(site, tmp_path, url, signal.SIGKILL, *DAY_OPTIONS) == -signal.SIGKILL
    with RecordStore(tmp_path / "records.sqlite") as records:
        [run] = records.run_records("kun_uz")
    assert (run.finished_at, run.reason) == (None, None)


@pytest.mark.parametrize("program", ["scrapy", "xabar"])
def test_the_log_of_both_programs_can_be_json(site: Site, tmp_path: Path, program: str) -> None:
    put_articles(site, 1)
    options = {"XABAR_MIRROR": site.address, "DOWNLOAD_DELAY": "0"}
    settings = [word for name, value in options.items() for word in ("-s", f"{name}={value}")]
    environment = os.environ | {"XABAR_DATA": str(tmp_path), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    if program == "scrapy":
        words = ["crawl", "kun_uz", "-a", "since=2026-11-24", "-a", "until=2026-11-24", *settings]
        done = fork_server.run(fork_server.SCRAPY, *words, env=environment | {"XABAR_LOG_FORMAT": "json"})
    else:
        words = ["--log-format", "json", "crawl", "kun_uz", *DAY_OPTIONS, "--verbose", *settings]
        done = fork_server.run(fork_server.XABAR, *words, env=environment)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert any("kept, read by" in line["message"] for line in lines)
