"""Rows that wait for others of the same statement, and what makes them wait no longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.record_stores import lay_empty_store
from tests.records.samples import make_article
from xabar.records.errors import RecordsError
from xabar.records.sqlite import SqliteConnection
from xabar.records.store import RecordStore
from xabar.records.tables import all_tables

NOTE = "INSERT INTO uncleaned (site, number) VALUES (?, ?)"


def split(signature: bytes) -> list[bytes]:
    return [signature[at : at + 12] for at in range(0, 384, 12)]


def store(records: RecordStore, number: int) -> None:
    article = make_article(str(number), title=f"Sarlavha {number}")
    records.add_article(article)
    records.add_signature(article.id, bytes([number]) * 512, split, is_new=True)
    records.add_first_paragraphs(article.site, article.id, [1, number])
    records.mark_page(article.key, article.site, article.fetched_at, "stored", article.id)


def rows(records: RecordStore) -> dict[str, list[Any]]:
    return {
        table.name: records._rows(f"SELECT {table.names} FROM {table.name} ORDER BY {table.order}")
        for table in all_tables()
    }


def test_gathered_rows_are_those_that_are_written_in_turn(
    sqlite_records: RecordStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with sqlite_records.transaction(), sqlite_records.gather():
        for number in range(2, 12):
            store(sqlite_records, number)
    with RecordStore(tmp_path_factory.mktemp("turn") / "records.sqlite") as others:
        for number in range(2, 12):
            store(others, number)
        written, in_turn = rows(sqlite_records), rows(others)
    own = [name for name in written if written[name] != in_turn[name]]
    assert own in ([], ["store"]), "each store has an id of its own"


def test_whoever_reads_meanwhile_finds_everything(records: RecordStore) -> None:
    with records.transaction(), records.gather():
        for number in range(2, 12):
            store(records, number)
        assert records.last_sequence() == 10
        assert records.paragraph_counts("kun_uz", [1, 2]) == {1: 10, 2: 1}
        assert records.page("https://kun.uz/5") is not None
        assert len(records.candidates(split(bytes([2]) * 512))) == 1
        store(records, 12)
    assert records.count_site_articles("kun_uz") == records.count_articles() == 11
    assert records.signature_of(make_article("12").id) == bytes([12]) * 512


def test_what_waited_is_gone_when_the_block_fails(records: RecordStore) -> None:
    def fail() -> None:
        with records.transaction(), records.gather():
            store(records, 2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    store(records, 3)
    assert [change.id for change in records.changes_after(0, 10)] == [make_article("3").id]


def test_a_row_that_cannot_be_written_takes_the_transaction_with_it(sqlite_records: RecordStore) -> None:
    def store_twice() -> None:
        with sqlite_records.transaction(), sqlite_records.gather():
            store(sqlite_records, 2)
            store(sqlite_records, 2)

    with pytest.raises(RecordsError, match="UNIQUE"):
        store_twice()
    assert sqlite_records.count_articles() == 0
    assert sqlite_records.unknown_pages(["https://kun.uz/2"])


def test_nothing_waits_outside_of_such_a_block(path: Path, sqlite_records: RecordStore) -> None:
    store(sqlite_records, 2)
    with RecordStore(path) as others:
        assert others.count_articles() == 1


@pytest.fixture
def connection(path: Path) -> Iterator[SqliteConnection]:
    lay_empty_store(path.parent)
    connection = SqliteConnection(path, busy_timeout=1)
    connection.begin()
    yield connection
    connection.close()


def sites(connection: SqliteConnection) -> list[str]:
    return [site for (site,) in connection.execute("SELECT site FROM uncleaned ORDER BY rowid").fetchall()]


def test_rows_wait_for_those_of_the_same_statement_and_keep_their_order(connection: SqliteConnection) -> None:
    upper = NOTE.replace("?, ?", "upper(?), ?")
    with connection.gather():
        for sql, site in ((NOTE, "c"), (upper, "b"), (NOTE, "a"), (upper, "d")):
            connection.write_late(sql, (site, 1))
    assert sites(connection) == ["c", "a", "B", "D"]


def test_each_row_is_written_once(connection: SqliteConnection) -> None:
    with connection.gather():
        connection.write_late(NOTE, ("a", 1))
        assert sites(connection) == ["a"]
        connection.write_late(NOTE, ("b", 1))
        assert sites(connection) == ["a", "b"]


def test_many_statements_find_what_waited_before_them(connection: SqliteConnection) -> None:
    with connection.gather():
        connection.write_late(NOTE, ("a", 1))
        connection.executemany("UPDATE uncleaned SET site = site || ?", [("b",), ("c",)])
    assert sites(connection) == ["abc"]


def test_a_row_that_fails_is_told_by_what_asks_next(connection: SqliteConnection) -> None:
    with connection.gather():
        connection.write_late(NOTE, ("a", 1))
        connection.write_late(NOTE, ("a", 1))
        with pytest.raises(RecordsError, match="UNIQUE"):
            sites(connection)
    assert sites(connection) == ["a"]


def test_outside_of_such_a_block_a_row_is_written_at_once(connection: SqliteConnection) -> None:
    connection.write_late(NOTE, ("a", 1))
    with pytest.raises(RecordsError, match="UNIQUE"):
        connection.write_late(NOTE, ("a", 1))
    with connection.gather():
        connection.write_late(NOTE, ("b", 1))
    with pytest.raises(RecordsError, match="UNIQUE"):
        connection.write_late(NOTE, ("b", 1))


def test_a_block_that_fails_writes_nothing_of_what_waited(connection: SqliteConnection) -> None:
    def fail() -> None:
        with connection.gather():
            connection.write_late(NOTE, ("a", 1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert sites(connection) == []
