"""What is found of a site's health is shown by the dashboards of a real server, whichever command found it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler import settings
from tests.crawler.conftest import Site
from tests.crawler.test_health import CHALLENGE, Machine
from tests.crawler.test_scrapy_habits import put_articles
from tests.elasticsearch_server import ElasticsearchServer
from tests.record_stores import record_run
from xabar.cli import main
from xabar.crawl_stats import SiteStats
from xabar.records.store import RecordStore

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def server(elasticsearch_server: ElasticsearchServer) -> Iterator[ElasticsearchServer]:
    """The suite's own server; `news` is a command's own name, and is gone at the end."""
    yield elasticsearch_server
    for language in ("uz", "kk", "ru", "other"):
        elasticsearch_server.request("DELETE", f"/news-{language}-000001?ignore_unavailable=true")
    elasticsearch_server.request("DELETE", "/news-runs?ignore_unavailable=true")
    elasticsearch_server.request("DELETE", "/_index_template/news-*")


def shown(server: ElasticsearchServer, kind: str) -> list[dict[str, Any]]:
    server.request("POST", "/news-runs/_refresh")
    found: Any = server.request("GET", f"/news-runs/_search?q=kind:{kind}&size=50")
    return [hit["_source"] for hit in found["hits"]["hits"]]


def test_runs_and_alarms_of_both_commands_are_on_the_dashboards(
    server: ElasticsearchServer, site: Site, tmp_path: Path
) -> None:
    machine = Machine(tmp_path, site.address, XABAR_SEARCH_URL=server.url)
    urls = put_articles(site, 4)
    answers = dict(site.answers)
    for url in urls:
        site.put(url, CHALLENGE, 403)
    machine.crawl()
    assert (len(shown(server, "site")), shown(server, "alarm")) == (1, [])
    machine.crawl("scrapy")
    (alarm,) = shown(server, "alarm")
    assert len(shown(server, "site")) == 2
    assert (alarm["site"], alarm["alarm"], "cleared_at" in alarm) == ("kun_uz", "blocked", False)
    site.answers = answers
    assert machine.crawl().returncode == 0
    (alarm,) = shown(server, "alarm")
    assert "cleared_at" in alarm


def test_alarms_of_the_command_alone_are_on_the_dashboards_once_there_are_any(
    server: ElasticsearchServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", server.url)
    add_run(tmp_path, fetched=2, ago=timedelta(hours=2))
    assert xabar("health").exit_code == 1
    assert "the index news-runs is not there; `xabar index setup` makes it" in caplog.text
    assert xabar("index", "setup").exit_code == 0
    assert xabar("health").exit_code == 1
    (alarm,) = shown(server, "alarm")
    assert (alarm["site"], alarm["alarm"], "cleared_at" in alarm) == ("kun_uz", "counts", False)
    add_run(tmp_path, fetched=1, ago=timedelta(hours=1))
    assert xabar("health").exit_code == 0
    (alarm,) = shown(server, "alarm")
    assert "cleared_at" in alarm


def xabar(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def add_run(folder: Path, fetched: int, ago: timedelta) -> None:
    """Let a site have a run that stored one article, whose counts balance if it fetched one page."""
    with RecordStore(folder / "records.sqlite") as records:
        began = datetime.now(UTC) - ago
        stats = SiteStats("kun_uz", fetched=fetched, stored=1, discovery=3)
        record_run(records, stats, started_at=began, finished_at=began)
