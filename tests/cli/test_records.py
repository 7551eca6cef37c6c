"""`xabar records status` and `xabar records copy`, as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler import settings
from tests.cli.conftest import Command
from tests.postgres_server import PASSWORD
from tests.record_stores import EmptyDatabases
from tests.records.samples import make_article
from xabar.cli import main
from xabar.records.store import RecordStore


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command over three articles."""
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    with RecordStore(tmp_path / "records.sqlite") as records:
        for number in range(3):
            records.put_article(make_article(str(number)))
    return lambda *words: CliRunner(env={"COLUMNS": "200"}).invoke(main, words)


def test_the_status_names_place_size_and_counts(run: Command, tmp_path: Path) -> None:
    shown = run("records", "status").output
    assert str(tmp_path / "records.sqlite") in shown
    assert "3 articles; the last change has number 3" in shown
    assert "           3  article\n" in shown
    found = json.loads(run("records", "status", "--json").output)
    assert (found["rows"]["article"], found["read_only"]) == (3, False)
    assert found["bytes"] > 10_000


def test_a_copy_goes_to_a_server_and_back(
    run: Command, tmp_path: Path, empty_databases: EmptyDatabases, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = empty_databases.empty()
    there = run("records", "copy", str(tmp_path), address)
    assert there.exit_code == 0, there.output
    assert "tables are equal" in there.output
    (tmp_path / "address").write_text(f"{address}\n")
    back = run("records", "copy", str(tmp_path / "address"), str(tmp_path / "back"))
    assert back.exit_code == 0, back.output
    again = run("records", "copy", address, str(tmp_path / "back"))
    assert again.exit_code == 1
    assert "back/records.sqlite is not empty (3 rows in article" in again.output
    monkeypatch.setattr(settings, "XABAR_RECORDS", address)
    status = run("records", "status").output
    assert "3 articles" in status
    assert "postgresql://postgres@127.0.0.1:" in status
    assert not any(PASSWORD in result.output for result in (there, back, again)) | (PASSWORD in status)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "new"), "there are no records in"),
        ((".", "./records.sqlite"), "name two places"),
        (
            ("postgresql://user:se%zzcret@127.0.0.1/x", "new"),
            "XABAR_RECORDS is no address of a PostgreSQL database",
        ),
        (
            ("postgresql://user:secret@127.0.0.1:9/x", "new"),
            "postgresql://user@127.0.0.1:9/x does not answer",
        ),
    ],
)
def test_what_cannot_be_copied_is_said(run: Command, words: tuple[str, str], said: str) -> None:
    result = run("records", "copy", *words)
    assert result.exit_code != 0
    assert said in result.output
    assert "cret" not in result.output.replace(said, "")


def test_a_file_without_an_address_is_no_place(run: Command, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("db.example.org")
    result = run("records", "copy", str(tmp_path), str(tmp_path / "notes"))
    assert result.exit_code == 2
    assert "notes holds no address such as postgresql://xabar@db.example.org/xabar" in result.output
