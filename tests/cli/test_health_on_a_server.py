"""`xabar health` with a search server: its alarms are there for Kibana, without a crawl."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.elasticsearch_server import ElasticsearchServer
from xabar.crawl_stats import SiteStats
from xabar.records.store import RecordStore


@pytest.fixture
def server(
    elasticsearch_server: ElasticsearchServer, environment: dict[str, str]
) -> Iterator[ElasticsearchServer]:
    """The suite's own server, named by the environment; `news` is a command's own name, and is gone at the end."""
    environment["XABAR_SEARCH_URL"] = elasticsearch_server.url
    yield elasticsearch_server
    for language in ("uz", "kk", "ru", "other"):
        elasticsearch_server.request("DELETE", f"/news-{language}-000001?ignore_unavailable=true")
    elasticsearch_server.request("DELETE", "/news-runs?ignore_unavailable=true")
    elasticsearch_server.request("DELETE", "/_index_template/news-*")


def add_runs(environment: dict[str, str], fetched: int, ago: timedelta) -> None:
    """Let a site have two runs whose counts do, or do not, balance with one stored article."""
    folder = Path(environment["XABAR_DATA"])
    folder.mkdir(exist_ok=True)
    with RecordStore(folder / "records.sqlite") as records:
        began = datetime.now(UTC) - ago
        stats = SiteStats("kun_uz", fetched=fetched, stored=1, discovery=3)
        records.add_run(stats, started_at=began, finished_at=began)


def shown(server: ElasticsearchServer) -> list[dict[str, str]]:
    """Return the documents of alarms of the site."""
    server.request("POST", "/news-runs/_refresh")
    answer = server.request("GET", "/news-runs/_search?q=kind:alarm+AND+site:kun_uz")
    assert isinstance(answer, dict)
    return [hit["_source"] for hit in answer["hits"]["hits"]]


def test_alarms_reach_the_server_without_a_crawl(
    server: ElasticsearchServer, xabar: Run, environment: dict[str, str]
) -> None:
    add_runs(environment, fetched=2, ago=timedelta(hours=2))
    early = xabar("health", "--json")
    assert early.returncode == 1
    assert "xabar index setup" in early.stderr
    assert [alarm["kind"] for each in json.loads(early.stdout) for alarm in each["alarms"]] == ["counts"]
    assert xabar("index", "setup").returncode == 0
    assert xabar("health").returncode == 1
    [alarm] = shown(server)
    assert alarm["alarm"] == "counts"
    assert "cleared_at" not in alarm
    add_runs(environment, fetched=1, ago=timedelta(hours=1))
    assert xabar("health").returncode == 0
    [alarm] = shown(server)
    assert "cleared_at" in alarm
