"""`xabar report` over the articles of the search tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from crawler import settings
from tests.cli.conftest import Command
from xabar.records.alarms import INSTALLATION
from xabar.records.store import RecordStore


def test_a_week_on_the_terminal(run: Command) -> None:
    done = run("report", "--until", "2026-03-02")
    assert done.exit_code == 0, done.output
    assert "News of 2026-02-24 to 2026-03-02" in done.output
    assert "4 articles of 2 sites" in done.output
    assert "by language and script" in done.output


def test_the_page_is_written_to_a_file(run: Command, tmp_path: Path) -> None:
    page = tmp_path.parent / "week.html"
    done = run("report", "--week", "--until", "2026-03-02", "-o", str(page))
    assert done.exit_code == 0, done.output
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_nothing_else_is_overwritten(run: Command, tmp_path: Path) -> None:
    other = tmp_path.parent / "notes.txt"
    other.write_text("mine")
    done = run("report", "-o", str(other))
    assert (done.exit_code, other.read_text()) == (2, "mine")
    assert "name another one" in done.output


def test_json_has_every_count(run: Command) -> None:
    report = orjson.loads(run("report", "--day", "--until", "2026-03-01", "--json").output)
    assert (report["first"], report["last"], report["articles"]) == ("2026-03-01", "2026-03-01", 2)
    assert report["sites"] == {"kun_uz": {"2026-03-01": 1}, "zamin_uz": {"2026-03-01": 1}}
    month = orjson.loads(run("report", "--month", "--until", "2026-03", "--json").output)
    assert (month["first"], month["articles"]) == ("2026-03-02", 0)


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(
    run: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("pages")
    done = run("report", "-o", str(tmp_path / "none" / "week.html"))
    assert (done.exit_code, "there is no folder" in done.output) == (2, True)


def test_a_page_that_cannot_be_written_leaves_the_former_one(
    run: Command, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path = tmp_path_factory.mktemp("pages")
    page = tmp_path / "week.html"
    page.write_text("last week")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    done = run("report", "--until", "2026-03-02", "-o", str(page))
    assert (done.exit_code, "No space left on device" in done.output) == (1, True)
    assert [file.name for file in tmp_path.glob("*week.html*")] == ["week.html"]
    assert page.read_text() == "last week"


def test_open_alarms_are_told(run: Command) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with RecordStore(Path(settings.XABAR_DATA) / "records.sqlite") as records:
        records.settle_alarms("kun_uz", [("silence", "no new article in 30 hours")], now)
        records.settle_alarms(INSTALLATION, [("disk", "1.0 GB are free")], now)
        records.settle_alarms("zamin_uz", [("drift", "over")], now)
        records.settle_alarms("zamin_uz", [], now)
    words = run("report", "--until", "2026-03-02").output
    assert "kun_uz: " in words
    assert "no new article in 30 hours" in words
    report = orjson.loads(run("report", "--until", "2026-03-02", "--json").output)
    assert {each["site"] for each in report["troubles"]} == {"kun_uz", "installation"}
