"""Real faults of a real file: kill -9, several writers, a lock, a full disk, a file of another kind."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import textwrap
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests import fork_server
from tests.record_stores import add_paragraphs
from tests.records.samples import make_article
from xabar.records.connection import Values
from xabar.records.sqlite import SqliteConnection
from xabar.records.store import DiskFull, RecordsError, RecordsLocked, RecordStore

# Stores the articles from number argv[2] to argv[3], and prints each number when its article is committed.
WRITER = textwrap.dedent("""
    import sys
    from itertools import count
    from pathlib import Path
    from tests.records.samples import make_article
    from xabar.records.store import RecordStore

    with RecordStore(Path(sys.argv[1])) as records:
        for number in range(int(sys.argv[2]), int(sys.argv[3])):
            stored = records.put_article(make_article(str(number), body="Matn. " * 200))
            print(number, stored.sequence, flush=True)
""")


def test_kill_9_loses_nothing_that_was_acknowledged(path: Path) -> None:
    for trial in range(3):
        with fork_server.Process(WRITER, path, trial * 10_000, (trial + 1) * 10_000) as writer:
            assert writer.stdout is not None
            acknowledged = [writer.stdout.readline() for _ in range(20 + 31 * trial)]
            writer.kill()
            acknowledged += writer.communicate(60)[0].splitlines(keepends=True)
            assert writer.returncode == -signal.SIGKILL
        with RecordStore(path) as records:
            for line in acknowledged:
                if line.endswith("\n"):
                    assert records.get_article(make_article(line.split()[0]).id) is not None
            states = list(records.article_states())
            assert len({state.id for state in states}) == len(states) == records.count_articles()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_several_processes_open_and_write_at_once(path: Path) -> None:
    with ExitStack() as started:
        writers = [
            started.enter_context(fork_server.Process(WRITER, path, first, first + 100))
            for first in (0, 1000, 2000)
        ]
        lines = [line.split() for writer in writers for line in writer.communicate(60)[0].splitlines()]
        assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert sorted(int(sequence) for _, sequence in lines) == list(range(1, 301))
    with RecordStore(path) as records:
        assert records.count_articles() == 300


def test_a_new_file_to_which_another_process_writes_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = SqliteConnection.execute
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsLocked, match=r"more than 0\.05 s"):
            RecordStore(path, busy_timeout=0.05)

        def let_go(connection: SqliteConnection, sql: str, values: Values = ()) -> sqlite3.Cursor:
            if sql == "BEGIN IMMEDIATE" and other.in_transaction:
                other.execute("COMMIT")
            return execute(connection, sql, values)

        monkeypatch.setattr(SqliteConnection, "execute", let_go)
        with RecordStore(path) as records:
            assert records.put_article(make_article()).sequence == 1


def test_a_locked_file_is_a_clear_error_and_nothing_is_half_written(path: Path) -> None:
    with RecordStore(path, busy_timeout=0.05) as records:
        records.put_article(make_article("a"))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsLocked, match="another process has been writing"):
            records.put_article(make_article("b"))
        assert records.get_article(make_article("a").id) is not None  # reading never waits
        other.execute("ROLLBACK")
        other.close()
        assert records.put_article(make_article("b")).sequence == 2


def test_a_full_disk_is_a_clear_error_and_nothing_is_half_written(sqlite_records: RecordStore) -> None:
    records = sqlite_records
    body = "".join(chr(0x430 + (number * number) % 61) for number in range(50_000))
    records._db.execute("PRAGMA max_page_count=120")
    acknowledged = []

    def fill() -> None:
        for number in range(1000):
            article = make_article(str(number), body=body[number:] + body[:number])
            with records.transaction():
                records.put_article(article)
                add_paragraphs(records, "kun_uz", article.id, range(50))
            acknowledged.append(article.id)

    with pytest.raises(DiskFull, match="disk is full"):
        fill()
    stored = len(acknowledged)
    assert 0 < stored == records.count_articles() == records.last_sequence()
    assert records.paragraph_counts("kun_uz", [1]) == {1: stored}
    records._db.execute("PRAGMA max_page_count=100000")
    assert records.put_article(make_article("after")).outcome == "new"


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordsError, match=r"file cannot be the data folder .* set XABAR_DATA"):
        RecordStore(tmp_path / "file" / "records.sqlite")


def test_a_file_of_another_kind_is_refused(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(RecordsError, match="not a database"):
        RecordStore(path)
    assert path.read_bytes().startswith(b"no database")


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    RecordStore(path).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version=99")
    other.close()
    with pytest.raises(RecordsError, match="newer version"):
        RecordStore(path)


def test_a_reader_sees_the_store_while_it_is_written(place: str, records: RecordStore) -> None:
    with RecordStore(place) as reader, records.transaction():
        records.put_article(make_article("a"))
        assert reader.last_sequence() == 0
    with RecordStore(place) as reader:
        assert reader.last_sequence() == 1


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_removed_while_it_was_in_use_takes_nothing_more(
    path: Path, sqlite_records: RecordStore, replaced: bool
) -> None:
    records = sqlite_records
    records.put_article(make_article("a"))
    path.unlink()
    if replaced:
        RecordStore(path).close()
    with pytest.raises(RecordsError, match="removed or replaced while it was in use"):
        records.put_article(make_article("b"))


def test_records_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.sqlite"
    before = os.umask(0)
    try:
        with RecordStore(path) as records:
            records.put_article(make_article())
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}, modes
