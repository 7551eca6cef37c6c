"""The demo on a real server, from an empty server to the charts of Kibana's dashboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Run
from tests.elasticsearch_server import ElasticsearchServer
from tests.search.saved_objects import CHARTS, DATA_VIEWS
from xabar.demo.styles import FAKED_SITES


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


# What the charts show of sites that are not well. Those of the demo are.
FAULTS = {"alarm", "cause", "opened_at", "challenges", "codes.4xx", "codes.5xx", "layers.blocks"}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_demo_is_found_on_a_server_and_fills_every_chart(
    server: ElasticsearchServer, xabar: Run, environment: dict[str, str]
) -> None:
    done = xabar("demo", "--data", environment["XABAR_DATA"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 waiting + 0 dead" in done.stdout
    assert "Qyzyltal aýylynda jańa kitaphana" in done.stdout  # by a word that was typed in Cyrillic
    checked = xabar("index", "check")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "all well"), checked.stderr

    server.request("POST", "/news-runs/_refresh")
    articles = count(server, "news")
    empty = {
        field
        for chart in CHARTS
        for field in chart.fields
        if not count(server, DATA_VIEWS[chart.data_view]["title"], f"_exists_:{field}")
    }
    assert empty <= FAULTS
    for site in FAKED_SITES:
        assert count(server, "news", f"site:{site}"), site
        assert count(server, "news-runs", f"kind:site AND site:{site}"), site
    for field in ("site", "language", "body_layer", "published_day"):  # what the charts count by
        assert count(server, "news", f"_exists_:{field}") == articles, field
    assert total(server, "news-runs", "stored", "kind:site") == articles
    assert total(server, "news-runs", "waiting", "kind:index") == 0
    assert total(server, "news-runs", "dead", "kind:index") == 0


def count(server: ElasticsearchServer, index: str, query: str = "*") -> int:
    """Return how many documents of an index match."""
    answer = server.request("POST", f"/{index}/_count", {"query": {"query_string": {"query": query}}})
    assert isinstance(answer, dict)
    found: int = answer["count"]
    return found


def total(server: ElasticsearchServer, index: str, field: str, query: str) -> float:
    """Return the sum of a field over the documents that match."""
    body = {
        "size": 0,
        "query": {"query_string": {"query": query}},
        "aggs": {"sum": {"sum": {"field": field}}},
    }
    answer = server.request("POST", f"/{index}/_search", body)
    assert isinstance(answer, dict)
    found: float = answer["aggregations"]["sum"]["value"]
    return found
