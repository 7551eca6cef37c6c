"""The commands with their records in a PostgreSQL database."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run, on_loopback
from tests.postgres_server import PASSWORD
from tests.record_stores import EmptyDatabases
from xabar.records.store import RecordStore


@pytest.fixture
def database(empty_databases: EmptyDatabases, environment: dict[str, str]) -> str:
    """The address of an empty database, which the commands use."""
    environment["XABAR_RECORDS"] = empty_databases.empty()
    return environment["XABAR_RECORDS"]


def test_a_crawl_goes_into_the_database_and_is_found(xabar: Run, newspapers: str, database: str) -> None:
    crawl = xabar("crawl", "kun_uz", "zamin_uz", *on_loopback(newspapers), "--json")
    assert crawl.returncode == 0, crawl.stderr
    total = json.loads(crawl.stdout)
    with RecordStore(database) as records:
        stored = records.count_articles()
    assert stored == sum(site["stored"] for site in total["sites"]) > 3
    assert total["index"]["confirmed"] == stored
    assert json.loads(xabar("search", "*", "--json").stdout)["total"] == stored
    again = json.loads(xabar("crawl", "kun_uz", *on_loopback(newspapers), "--json").stdout)
    assert again["sites"][0]["stored"] == 0
    found = xabar("doctor").stdout
    assert f"{stored} articles in postgresql://postgres@127.0.0.1" in found
    assert PASSWORD not in found + crawl.stderr
