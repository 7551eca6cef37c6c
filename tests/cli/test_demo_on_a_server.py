"""The demo against a real server, from nothing to what Kibana's dashboard shows of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Run
from tests.elasticsearch_server import ElasticsearchServer
from tests.search.panels import panel_request, rows
from xabar.demo.newspapers import SITES
from xabar.search.kibana.objects import CHARTS


@pytest.fixture
def server(
    elasticsearch_server: ElasticsearchServer, environment: dict[str, str]
) -> Iterator[ElasticsearchServer]:
    """The suite's own server, named by the environment; `news` is a command's own name, and is gone at the end."""
    server = elasticsearch_server
    environment["XABAR_SEARCH_URL"] = server.url
    yield server
    for language in ("uz", "kk", "ru", "other"):
        server.request("DELETE", f"/news-{language}-000001?ignore_unavailable=true")
    server.request("DELETE", "/news-runs?ignore_unavailable=true")
    server.request("DELETE", "/_index_template/news-*")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_demo_is_found_on_a_server_and_fills_every_panel(
    server: ElasticsearchServer, xabar: Run, environment: dict[str, str]
) -> None:
    done = xabar("demo", "--data", environment["XABAR_DATA"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 waiting + 0 dead" in done.stdout
    assert "Qyzyltal aýylynda jańa kitaphana" in done.stdout  # by a word that was typed in Cyrillic
    checked = xabar("index", "check")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "all well"), checked.stderr

    server.request("POST", "/news-runs/_refresh")
    shown = {}
    for chart in CHARTS:
        index, body = panel_request(chart)
        answer = server.request("POST", f"/{index}/_search", body)
        assert isinstance(answer, dict)
        shown[chart.id] = rows(answer, chart)
        assert shown[chart.id], f"nothing to see in {chart.title}"
    count = server.request("GET", "/news/_count")
    assert isinstance(count, dict)
    for panel in ("xabar-per-day-site", "xabar-per-day-language", "xabar-layers"):
        assert sum(row["n"] for row in shown[panel]) == count["count"], panel
    assert {row["site"] for row in shown["xabar-freshness"]} == set(SITES)
    assert {row["site"] for row in shown["xabar-silent"]} == set(SITES)
    assert sum(row["stored"] for row in shown["xabar-silent"]) == count["count"]
    assert shown["xabar-waiting"] == [{"waiting": 0, "dead": 0}]
    assert all(row["tag"] and row["n"] for row in shown["xabar-tags"])
    assert all(row["author"] and row["n"] for row in shown["xabar-authors"])
