"""The checks of `xabar doctor`, each with and without a fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.postgres_server import PASSWORD, PostgresServer
from tests.processing.articles import make_article
from tests.record_stores import EmptyDatabases, record_run
from xabar.app.doctor import (
    check_clock,
    check_contact,
    check_folder,
    check_packages,
    check_python,
    check_zones,
    examine,
)
from xabar.app.finding import Finding
from xabar.app.project import project_settings
from xabar.crawl_stats import SiteStats
from xabar.records.place import is_there
from xabar.records.postgres_address import show_address
from xabar.records.schema import MIGRATIONS
from xabar.records.shared_clock import SharedClock
from xabar.records.store import RecordStore

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def findings(data: Path, now: datetime = NOW, **changes: Any) -> dict[str, Finding]:
    """The last finding of each check."""
    values = {"XABAR_DATA": str(data), "XABAR_SEARCH_URL": None} | changes
    return {finding.check: finding for finding in examine(project_settings(values), now)}


def test_this_machine_can_run_it() -> None:
    found = [*check_python(), *check_packages(), *check_zones(), *check_clock(NOW)]
    assert {finding.status for finding in found} == {"ok"}


def test_a_wrong_clock() -> None:
    (finding,) = check_clock(datetime(1970, 1, 1, tzinfo=UTC))
    assert (finding.status, finding.text) == ("fail", "shows 1970-01-01 00:00 UTC")


def test_clock_before_the_last_run(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        later = NOW + timedelta(days=1)
        record_run(records, SiteStats("kun_uz"), started_at=later, finished_at=later)
    assert findings(tmp_path)["clock"].status == "fail"


def test_in_an_empty_database_it_makes_the_tables_or_says_what_is_missing(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    postgres_server.admin("CREATE DATABASE examined")
    postgres_server.admin(f"CREATE ROLE examiner LOGIN PASSWORD '{PASSWORD}'")
    address = postgres_server.url("examined", user="examiner")
    refused = findings(tmp_path, XABAR_RECORDS=address)["records"]
    assert refused.status == "fail"
    assert "permission denied for schema public; grant this user what docs" in refused.text

    postgres_server.admin("ALTER DATABASE examined OWNER TO examiner")
    found = findings(tmp_path, XABAR_RECORDS=address)["records"]
    assert (found.status, found.text.partition(" in ")[0]) == ("ok", "0 articles")
    assert is_there(address)


def test_a_clock_that_differs_from_the_database(
    tmp_path: Path, empty_databases: EmptyDatabases, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = empty_databases.empty()
    assert findings(tmp_path, XABAR_RECORDS=address)["clock"].status == "ok"
    for seconds, text in ((300, "5m behind that of "), (-3660, "1h 1m ahead of that of ")):
        monkeypatch.setattr(SharedClock, "ahead", lambda self, ahead=seconds: timedelta(seconds=ahead))
        found = findings(tmp_path, XABAR_RECORDS=address)["clock"]
        assert (found.status, found.text) == ("fail", f"{text}{show_address(address)}")


def test_a_log_that_a_reader_keeps_from_being_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article())
        assert "write-ahead log" not in findings(tmp_path)
        monkeypatch.setattr("xabar.app.records_check.LARGE_LOG", 1000)
        assert "reading the records" in (findings(tmp_path)["write-ahead log"].advice or "")


def test_a_folder_that_cannot_be_created(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (finding,) = check_folder(tmp_path / "file" / "data")
    assert finding.status == "fail"
    assert "XABAR_DATA" in (finding.advice or "")


def test_a_missing_folder_is_not_created(tmp_path: Path) -> None:
    found = findings(tmp_path / "data")
    assert found["data folder"].text.endswith("will be made by the first crawl")
    assert found["records"].text == "none yet"
    assert not (tmp_path / "data").exists()


def test_contact() -> None:
    assert [finding.status for finding in (*check_contact(""), *check_contact("me@example.org"))] == [
        "warn",
        "ok",
    ]


def test_records_that_are_not_a_database(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"no database " * 200)
    finding = findings(tmp_path)["records"]
    assert finding.status == "fail"
    assert "restore" in (finding.advice or "")


def test_a_page_of_the_records_that_was_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    with RecordStore(path) as records:
        records.put_article(make_article())
    with closing(sqlite3.connect(path)) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article_copy'")
        [(size,)] = connection.execute("PRAGMA page_size")
    whole = path.read_bytes()
    path.write_bytes(whole[: (page - 1) * size] + bytes(size) + whole[page * size :])
    found = findings(tmp_path)["records"]
    assert found.status == "fail"
    assert "restore it from a copy" in (found.advice or "")


def test_a_file_in_the_place_of_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "news").write_text("no folder")
    found = findings(tmp_path / "news")
    assert found["data folder"].status == "fail"
    assert "XABAR_DATA" in (found["data folder"].advice or "")
    assert "records" not in found  # it is said once


def test_index_that_is_not_there_yet(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article())
    found = findings(tmp_path)
    assert found["records"].status == "ok"
    assert found["index"].advice == "xabar index setup, xabar index feed"


def test_server_that_does_not_answer(tmp_path: Path) -> None:
    finding = findings(tmp_path, XABAR_SEARCH_URL="http://127.0.0.1:9")["index"]
    assert finding.status == "fail"
    assert "127.0.0.1:9" in finding.text


@pytest.mark.parametrize(
    "changes",
    [
        {"XABAR_SEARCH_URL": "localhost"},
        {"XABAR_SEARCH_CA": "nofile"},
        {"XABAR_SEARCH_API_KEY": Path("/nofile")},
    ],
)
def test_a_setting_that_names_no_server(tmp_path: Path, changes: dict[str, Any]) -> None:
    finding = findings(tmp_path, **({"XABAR_SEARCH_URL": "https://127.0.0.1:9"} | changes))["index"]
    assert (finding.status, finding.advice) == ("fail", "correct this setting")
    assert next(iter(changes)) in finding.text


def test_a_setting_with_a_wrong_value(tmp_path: Path) -> None:
    found = findings(tmp_path, XABAR_WORKERS="many")
    assert (found["settings"].status, found["settings"].advice) == ("fail", "correct this setting")
    assert "XABAR_WORKERS" in found["settings"].text
    assert "index" not in found


def test_an_index_is_not_created_before_the_first_crawl(tmp_path: Path) -> None:
    found = findings(tmp_path / "data")
    assert (found["index"].status, found["index"].advice) == ("warn", "xabar index setup, xabar index feed")
    assert not (tmp_path / "data").exists()


def test_server_is_asked_before_the_first_crawl(tmp_path: Path) -> None:
    found = findings(tmp_path / "data", XABAR_SEARCH_URL="http://127.0.0.1:9")
    assert found["records"].text == "none yet"
    assert found["index"].status == "fail"


def test_articles_that_lost_what_was_cut_are_counted(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "new.sqlite") as records:
        records.put_article(make_article())
    before = next(at for at, script in enumerate(MIGRATIONS) if "milestone" in script)
    with closing(sqlite3.connect(tmp_path / "records.sqlite")) as connection:  # as an earlier version left it
        for script in MIGRATIONS[:before]:
            connection.executescript(script)
        connection.execute(f"PRAGMA user_version={before}")
        connection.execute("ATTACH ? AS new", (str(tmp_path / "new.sqlite"),))
        columns = ", ".join(name for _, name, *_ in connection.execute("PRAGMA main.table_info(article)"))
        connection.execute(f"INSERT INTO article ({columns}) SELECT {columns} FROM new.article")
        connection.commit()
    finding = findings(tmp_path)["cut text"]
    assert finding.status == "warn"
    assert finding.text.startswith("1 articles were stored until 2026-11-24 12:00 UTC")


def test_articles_of_today_have_lost_nothing(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article())
    assert "cut text" not in findings(tmp_path)


def test_a_damaged_article_is_named(tmp_path: Path) -> None:
    article = make_article()
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(article)
        assert "damaged articles" not in findings(tmp_path)
        records._db.execute(
            "UPDATE article SET payload = CAST(substr(payload, 1, 40) || x'00' || substr(payload, 42) AS BLOB)"
        )
    finding = findings(tmp_path)["damaged articles"]
    assert (finding.status, article.id in finding.text) == ("fail", True)
