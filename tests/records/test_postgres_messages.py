"""Several statements in one message to a PostgreSQL server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

import psycopg
import pytest

from tests.record_stores import EmptyDatabases
from tests.records.samples import make_article
from xabar.records import postgres_messages
from xabar.records.dialect import translate
from xabar.records.postgres_messages import Session, Statement
from xabar.records.signatures import _find_candidates
from xabar.records.store import RecordStore


@pytest.fixture
def place(empty_databases: EmptyDatabases) -> str:
    """The address of an empty database with tables."""
    place = empty_databases.empty()
    RecordStore(place).close()
    return place


@pytest.fixture
def session(place: str) -> Iterator[Session]:
    """A connection to it."""
    with psycopg.connect(place, autocommit=True) as db:
        yield Session(db)


def ask(session: Session, *statements: tuple[str, list[Any]]) -> list[list[Any]]:
    sent = [Statement(text, values) for text, values in statements]
    session.run(sent)
    return [each.answer.fetchall() for each in sent if each.answer]


def prepared(session: Session) -> int:
    ((count,),) = session.db.execute("SELECT count(*) FROM pg_prepared_statements").fetchall()
    return int(count)


def test_values_of_every_type_come_back_as_they_went(session: Session) -> None:
    values = [2**62, -1, "Oʻzbek «ӯ» 😀", b"\x00\xff", True, None, 0.1]
    types = ["bigint", "bigint", "text", "bytea", "boolean", "text", "double precision"]
    sql = "SELECT " + ", ".join(f"${place}::{kind}" for place, kind in enumerate(types, 1))
    for _ in range(2):  # prepared, and by the name under which it is
        assert ask(session, (sql, values)) == [[tuple(values)]]


def test_statements_run_in_their_order_and_are_prepared_once(session: Session) -> None:
    add, count = "INSERT INTO uncleaned VALUES ($1, $2)", "SELECT count(*) FROM uncleaned"
    for number in range(3):
        found = ask(session, (count, []), (add, ["a", number]), (add, ["b", number]), (count, []))
        assert found == [[(2 * number,)], [], [], [(2 * number + 2,)]]
        assert prepared(session) == 2


def test_the_first_that_is_refused_takes_those_after_it_along(session: Session) -> None:
    add = "INSERT INTO uncleaned VALUES ($1, $2)"
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(session, ("BEGIN", []), (add, ["a", 1]), (add, ["a", 1]), ("SELECT 1 / 0", []))
    ask(session, ("ROLLBACK", []))
    assert ask(session, ("SELECT count(*) FROM uncleaned", [])) == [[(0,)]]


@pytest.mark.parametrize("wrong", [("SELECT nothing FROM nowhere", []), ("SELECT $1::text", ["\x00"])])
def test_a_connection_goes_on_after_a_statement_that_cannot_be_run(
    session: Session, wrong: tuple[str, list[Any]]
) -> None:
    good = "SELECT $1::bigint"
    with pytest.raises(psycopg.Error):
        ask(session, (good, [1]), wrong, ("SELECT 2", []))
    assert ask(session, (good, [1]), ("SELECT 2", [])) == [[(1,)], [(2,)]]
    assert not session.db.closed


def test_lists_of_many_lengths_fill_no_memory_of_the_server(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_messages, "_MANY", 3)
    for count in range(1, 9):
        sql = "SELECT 1 WHERE 5 IN ({})".format(", ".join(f"${place}" for place in range(1, count + 1)))
        assert ask(session, (sql, list(range(count)))) == [[(1,)] if count > 5 else []]
    assert prepared(session) == 3


def test_what_comes_when_enough_is_prepared_runs_unprepared(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_messages, "_MOST", 2)
    for _ in range(2):
        asked = [(f"SELECT {number} + $1::bigint", [number]) for number in range(4)]
        assert ask(session, *asked) == [[(2 * number,)] for number in range(4)]
        assert prepared(session) == 2


def test_messages_larger_than_all_buffers_pass_each_other(session: Session) -> None:
    text = "x" * 1_000_000
    assert ask(session, *[("SELECT $1::text", [text])] * 20) == [[(text,)]] * 20


def test_a_session_that_was_ended_is_closed(session: Session, place: str) -> None:
    (((pid,),),) = ask(session, ("SELECT pg_backend_pid()", []))
    with psycopg.connect(place, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
    with pytest.raises(psycopg.OperationalError):
        ask(session, ("SELECT 1", []), ("SELECT 2", []))
    assert session.db.closed


def test_ctrl_c_in_the_middle_leaves_nothing_half_written_and_the_next_work_is_done(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RecordStore(place) as records:
        session: Session = cast(Any, records._db)._session
        receive = session._receive

        def interrupt(count: int) -> Any:
            yield from receive(count)
            raise KeyboardInterrupt

        def work() -> None:
            with records.transaction():
                records.mark_page("https://kun.uz/a", "kun_uz", make_article().fetched_at, "gone")
                monkeypatch.setattr(session, "_receive", interrupt)
                records.last_sequence()

        with pytest.raises(KeyboardInterrupt):
            work()
        assert session.db.closed
        assert records.page("https://kun.uz/a") is None
        assert records.put_article(make_article()).outcome == "new"


def test_a_late_transaction_begins_on_a_new_connection_if_the_old_one_was_ended(place: str) -> None:
    with RecordStore(place) as records, psycopg.connect(place, autocommit=True) as other:
        with records.transaction():
            other.execute(
                "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE application_name = 'xabar'"
            )
            assert records.put_article(make_article()).outcome == "new"
        assert records.count_articles() == 1


@pytest.mark.parametrize("late", [True, False])
def test_a_transaction_in_which_nothing_is_asked_leaves_none_open(place: str, late: bool) -> None:
    with RecordStore(place) as records, RecordStore(place, busy_timeout=0.5) as other:
        with records.transaction(at_once=not late):
            pass
        assert other.put_article(make_article()).outcome == "new"


def test_a_late_transaction_has_its_turn_from_its_first_statement_to_its_commit(place: str) -> None:
    stored: list[float] = []

    def store() -> None:
        with RecordStore(place) as other:
            other.put_article(make_article("b"))
            stored.append(time.monotonic())

    with RecordStore(place) as records:
        with records.transaction():
            assert records.last_sequence() == 0
            thread = threading.Thread(target=store)
            thread.start()
            thread.join(0.3)
            assert not stored
            assert records.put_article(make_article("a")).sequence == 1
            before = time.monotonic()
        thread.join(20)
        assert stored[0] > before
        assert records.last_sequence() == 2


def plan(session: Session, sql: str) -> str:
    rows = session.db.execute(f"EXPLAIN (GENERIC_PLAN) {sql}".encode()).fetchall()
    return "\n".join(line for (line,) in rows)


@pytest.mark.parametrize("is_known", [False, True], ids=["new tables", "analysed tables"])
def test_candidates_are_found_by_their_bands(session: Session, is_known: bool) -> None:
    execute: Callable[[bytes], Any] = session.db.execute
    execute(
        b"INSERT INTO signature (article_id, signature)"
        b" SELECT decode(md5(n::text), 'hex'), decode(repeat(md5(n::text), 32), 'hex') FROM generate_series(1, 1000) n"
    )
    execute(
        b"INSERT INTO band SELECT hashint8extended(number, place) % 2000, number"
        b" FROM signature, generate_series(1, 32) place ON CONFLICT DO NOTHING"
    )
    if is_known:
        execute(b"ANALYZE signature, band")
    found = plan(session, translate(_find_candidates(32)).text)
    assert "Index Scan Backward" not in found, found
    assert "Bitmap Index Scan on band_pkey" in found or "Index Only Scan using band_pkey" in found, found
