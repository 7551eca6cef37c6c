"""An archive that may only be read: searched, checked and listed; and what is said where it must be written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler import settings
from tests.search.articles import CORPUS, make_article
from xabar.app.crawl import run_crawl
from xabar.cli import main
from xabar.records.errors import RecordsForbidden
from xabar.records.schema import MIGRATIONS
from xabar.records.store import RecordStore

NOBODY = 65534


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A full archive in a folder that every user may enter."""
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)
    folder = Path(tempfile.mkdtemp(prefix="xabar-archive-"))
    folder.chmod(0o755)
    monkeypatch.setattr(settings, "XABAR_DATA", str(folder))
    with RecordStore(folder / "records.sqlite") as records:
        for article in CORPUS:
            records.put_article(article)
    assert run("index", "feed").exit_code == 0
    for command in (("search", "metro"), ("index", "check"), ("doctor",), ("reparse", "--dry-run")):
        run(*command)  # what they load is loaded while the files of Python may be read
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def only_read(folder: Path) -> Iterator[None]:
    """Take the right to write in the folder from everybody, and work as somebody who is not root."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(NOBODY)
        yield
    finally:
        os.seteuid(user)
        folder.chmod(0o755)


def test_it_is_searched_checked_and_listed_and_nothing_is_written(archive: Path) -> None:
    before = sorted(path.relative_to(archive) for path in archive.rglob("*"))
    with only_read(archive):
        found = json.loads(run("search", "metro", "--json").output)
        checked = run("index", "check")
        status = run("index", "status")
        dead = run("dead", "list")
        sites = run("sites", "--json")
    assert found["total"] > 0
    assert (checked.exit_code, checked.output.splitlines()[-1]) == (0, "all well")
    assert f"{len(CORPUS)} articles in the records" in status.output
    assert dead.output == "no dead letters\n"
    assert sites.exit_code == 0
    assert sorted(path.relative_to(archive) for path in archive.rglob("*")) == before


def test_a_lock_of_tantivy_in_the_folder_that_is_removed_stops_no_command(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove, folders = os.rmdir, list[str]()

    def lock_and_remove(path: str, *, dir_fd: int | None = None) -> None:
        if not folders:
            folders.append(path)
            Path(path, ".tantivy-meta.lock").touch()
        remove(path, dir_fd=dir_fd)

    with only_read(archive):
        monkeypatch.setattr(os, "rmdir", lock_and_remove)
        found = run("search", "metro", "--json")
        monkeypatch.undo()
    assert json.loads(found.output)["total"] > 0
    assert not Path(folders[0]).exists()


def test_what_would_write_says_what_to_do(archive: Path) -> None:
    with only_read(archive):
        rebuilt = run("index", "rebuild")
        with pytest.raises(RecordsForbidden, match=r"cannot be written.*XABAR_DATA"):
            run_crawl(["kun_uz"])
        with (
            RecordStore(archive / "records.sqlite") as records,
            pytest.raises(RecordsForbidden, match=r"cannot be written.*XABAR_DATA"),
        ):
            records.put_article(make_article("new"))
    assert rebuilt.exit_code == 1
    assert "cannot be written" in rebuilt.output
    assert run("index", "check").exit_code == 0


def test_records_of_an_earlier_version_are_read_and_stay_as_they_are(archive: Path) -> None:
    path = archive / "records.sqlite"
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        for script in MIGRATIONS[:1]:
            connection.executescript(script)
        connection.execute("INSERT INTO run VALUES ('kun_uz', 1, 2, 'finished', 3, 3, 0, 0, 1, '{}', '{}')")
        connection.execute("PRAGMA user_version=1")
        connection.commit()
    before = path.read_bytes()
    with only_read(archive):
        sites = {each["site"]: each for each in json.loads(run("sites", "--json").output)}
        with (
            RecordStore(path) as records,
            pytest.raises(RecordsForbidden, match=r"cannot be written"),
        ):
            records.put_article(make_article("new"))
    assert sites["kun_uz"]["last_run"]["fetched"] == 3
    assert path.read_bytes() == before


def test_a_retry_says_why_it_cannot_be_and_nothing_else(archive: Path) -> None:
    with only_read(archive):
        result = run("dead", "retry")
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "cannot be written" in result.output


def test_a_reader_without_rights_sees_what_a_writer_has_just_stored(archive: Path) -> None:
    with RecordStore(archive / "records.sqlite") as writer:
        writer.put_article(make_article("new"))
        with only_read(archive), RecordStore(archive / "records.sqlite") as reader:
            assert reader.count_articles() == len(CORPUS) + 1


def test_a_copy_that_was_made_while_it_was_written_says_so(archive: Path) -> None:
    (archive / "records.sqlite-wal").write_bytes(b"what was not yet carried over")
    with only_read(archive), pytest.raises(RecordsForbidden, match="copied while it was written to"):
        RecordStore(archive / "records.sqlite")


def test_doctor_tells_rights_from_damage(archive: Path) -> None:
    def findings() -> dict[str, dict[str, str]]:
        result = run("doctor", "--json")
        assert result.output, result.exc_info
        return {one["check"]: one for one in json.loads(result.output)}

    with only_read(archive):
        found = findings()
        assert (found["data folder"]["status"], found["records"]["status"]) == ("warn", "ok")
        assert found["index"]["status"] == "ok"
        tried = run("reparse", "--dry-run")
        assert tried.output.startswith("0 read = "), tried.output
        assert "cannot be written" in run("reparse").output
    with only_read(archive):
        os.seteuid(0 if os.getuid() == 0 else os.geteuid())
        (archive / "records.sqlite").chmod(0)
        os.seteuid(NOBODY if os.getuid() == 0 else os.geteuid())
        found = findings()
    assert "nothing in it is damaged" in found["records"]["advice"]
    (archive / "records.sqlite").chmod(0o644)
    (archive / "records.sqlite").write_bytes(b"no database " * 200)
    assert "restore" in findings()["records"]["advice"]


def test_where_nothing_is_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_SEARCH_URL", None)
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "data"))
    for command in ("search x", "dead list", "index check", "index feed", "index rebuild"):
        result = run(*command.split())
        assert result.exit_code == 1
        assert f"there are no records in {tmp_path / 'data'}" in result.output
        assert "XABAR_DATA" in result.output
    status = run("index", "status")
    assert status.exit_code == 1
    assert (
        f"no records in {tmp_path / 'data'}, and no index in {tmp_path / 'data' / 'index'}" in status.output
    )
    for command in ("sites", "doctor"):
        run(*command.split())
    assert not (tmp_path / "data").exists()


def test_an_empty_name_of_the_folder_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", "")
    result = run("search", "x")
    assert result.exit_code == 2
    assert "XABAR_DATA must be a folder, got ''" in result.output
