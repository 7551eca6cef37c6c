"""Rows that wait for others of the same statement, and what does not wait for them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.records.samples import make_article
from xabar.records.errors import RecordsError
from xabar.records.schema import statements
from xabar.records.store import RecordStore
from xabar.records.tables import all_tables
from xabar.records.write_behind import TABLES, VIEWS, WriteBehind

ARTICLE = "INSERT INTO article (id) VALUES (?)"
COPY = "INSERT INTO article_copy (number) SELECT number FROM article WHERE id = ?"
SIGNATURE = "INSERT INTO signature (article_id) VALUES (?)"
NUMBER = "INSERT INTO site_article (article_id) VALUES (?)"
LINE = "INSERT INTO paragraph (number) SELECT number FROM site_article WHERE article_id = ?"
SETTLE = "DELETE FROM due_page WHERE key = ?"


def split(signature: bytes) -> list[bytes]:
    return [signature[at : at + 12] for at in range(0, 384, 12)]


@pytest.fixture
def waiting() -> WriteBehind:
    """Rows of two articles that wait, in the order in which each article was stored."""
    behind = WriteBehind()
    for key in (1, 2):
        for sql in (ARTICLE, COPY, SIGNATURE, NUMBER, LINE, SETTLE):
            behind.add(sql, (key,))
    return behind


def taken(behind: WriteBehind, sql: str) -> list[str]:
    return [sql for sql, _ in behind.take_before(sql)]


def test_all_rows_of_a_statement_are_written_together_in_their_order(waiting: WriteBehind) -> None:
    assert waiting.take_all() == [
        (sql, [(1,), (2,)]) for sql in (ARTICLE, COPY, SIGNATURE, NUMBER, LINE, SETTLE)
    ]
    assert not waiting.take_all()


@pytest.mark.parametrize(
    ("sql", "before"),
    [
        ("SELECT * FROM article", [ARTICLE, COPY]),
        ("SELECT * FROM article_text", [ARTICLE, COPY]),
        ("SELECT * FROM article_copy", [ARTICLE, COPY]),
        ("UPDATE article SET removed = 1", [ARTICLE, COPY]),
        ("SELECT number FROM paragraph", [NUMBER, LINE]),
        ("DELETE FROM signature", [SIGNATURE]),
        ("INSERT INTO due_page (key) VALUES (?)", [SETTLE]),
        ("INSERT INTO band (key) SELECT number FROM signature", [SIGNATURE]),
        ("SELECT * FROM boilerplate", []),
        ("PRAGMA user_version", []),
    ],
)
def test_only_what_a_statement_may_see_is_written_before_it(
    waiting: WriteBehind, sql: str, before: list[str]
) -> None:
    assert taken(waiting, sql) == before
    assert taken(waiting, sql) == []
    assert [sql for sql, _ in waiting.take_all()] == [
        each for each in (ARTICLE, COPY, SIGNATURE, NUMBER, LINE, SETTLE) if each not in before
    ]


def test_a_row_is_added_beside_those_that_only_look_up_others_of_its_table() -> None:
    behind = WriteBehind()
    behind.add(LINE, (1,))
    assert taken(behind, "INSERT INTO site_article (number) VALUES (?)") == []
    assert taken(behind, "DELETE FROM site_article WHERE number = ?") == [LINE]


def test_every_table_and_view_is_one_of_the_records() -> None:
    assert {table.name for table in all_tables()} >= TABLES
    assert VIEWS.keys() == set(re.findall(r"CREATE VIEW (\w+)", " ".join(statements(0))))


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
        if table.name in TABLES
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
        assert rows(sqlite_records) == rows(others)


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
