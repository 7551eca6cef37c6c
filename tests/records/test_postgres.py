"""What only a server can do to the records: refuse, restart, crash and be read only."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from tests.postgres_server import PASSWORD, PostgresServer
from tests.record_stores import EmptyDatabases
from tests.records.samples import make_article
from xabar.processing.ingest import ingest
from xabar.records import postgres, postgres_connecting
from xabar.records.errors import (
    RecordsError,
    RecordsForbidden,
    RecordsLocked,
    RecordsUnreachable,
    TransactionLost,
)
from xabar.records.place import is_there
from xabar.records.postgres_connecting import ask_status
from xabar.records.postgres_messages import Session, Statement
from xabar.records.store import RecordStore

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def place(empty_databases: EmptyDatabases) -> str:
    """The address of an empty database."""
    return empty_databases.empty()


@pytest.fixture
def records(place: str) -> Iterator[RecordStore]:
    """A store in it."""
    with RecordStore(place) as store:
        yield store


@pytest.fixture
def execute(place: str) -> Iterator[Callable[[str], list[Any]]]:
    """Run a statement on a connection of its own."""
    with psycopg.connect(place, autocommit=True) as connection:

        def run(sql: str) -> list[Any]:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

        yield run


def until_somebody_waits(execute: Callable[[str], Any]) -> None:
    """Return when a session waits for the turn to write."""
    deadline = time.monotonic() + 20
    while not execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
        assert time.monotonic() < deadline


END_OTHERS = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE application_name = 'xabar'"


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (
            {"password": "wrong"},
            RecordsForbidden,
            "password authentication failed.*correct user and password",
        ),
        ({"user": "nobody-here"}, RecordsForbidden, "password authentication failed"),
        (
            {"database": "missing"},
            RecordsError,
            'database "missing" does not exist; make the database .createdb.',
        ),
    ],
)
def test_what_keeps_people_out_is_said_without_the_password(
    postgres_server: PostgresServer, change: dict[str, str], error: type[RecordsError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        RecordStore(postgres_server.url(**change))
    assert PASSWORD not in str(caught.value)
    assert str(caught.value).startswith("postgresql://")


@pytest.mark.parametrize("between", ["\n", "\t", "\x1b[2J"])
def test_what_a_file_holds_beside_an_address_is_never_shown(between: str) -> None:
    address = f"postgresql://one:secret@127.0.0.1/news{between}postgresql://two:secret@127.0.0.1/news"
    with pytest.raises(RecordsError, match="is no address of a PostgreSQL database") as refused:
        RecordStore(address)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["WIN1251", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_letter_is_refused(
    postgres_server: PostgresServer, encoding: str
) -> None:
    name = f"in_{encoding.lower()}"
    postgres_server.admin(
        f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    )
    for ask in (RecordStore, is_there):
        with pytest.raises(
            RecordsError, match=f"is encoded in {encoding}.*ENCODING 'UTF8' TEMPLATE template0"
        ):
            ask(postgres_server.url(name))


def test_a_server_that_is_down_is_said_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(RecordsUnreachable, match=r"u@127\.0\.0\.1:9/x does not answer .*start the server"):
        RecordStore("postgresql://u:secret@127.0.0.1:9/x")
    assert time.monotonic() - began < 30  # and not for the minute that a lost connection is tried again


def test_a_store_of_a_newer_version_is_refused(
    place: str, records: RecordStore, execute: Callable[[str], None]
) -> None:
    known = records.schema()
    execute("UPDATE schema_version SET version = 999")
    try:
        with pytest.raises(RecordsError, match=r"has schema 999.*newer version"):
            RecordStore(place)
    finally:
        execute(f"UPDATE schema_version SET version = {known}")


def test_a_user_who_may_only_read_reads(
    postgres_server: PostgresServer, place: str, records: RecordStore, execute: Callable[[str], None]
) -> None:
    records.put_article(make_article())
    execute("DROP ROLE IF EXISTS reader")
    execute("CREATE ROLE reader LOGIN PASSWORD 'reads'")
    execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    try:
        with RecordStore(postgres_server.url("records", "reader", "reads")) as reader:
            assert reader.read_only
            assert reader.count_articles() == 1
            assert len(reader.changes_after(0, 9)) == 1
            with pytest.raises(RecordsForbidden, match="can only be read by this user"):
                reader.put_article(make_article("b"))
    finally:
        execute("DROP OWNED BY reader")
        execute("DROP ROLE reader")


def test_there_are_no_records_in_an_empty_database(postgres_server: PostgresServer, place: str) -> None:
    assert not is_there(postgres_server.url())
    RecordStore(place).close()
    assert is_there(place)


def test_who_writes_for_too_long_is_told_of(place: str, records: RecordStore) -> None:
    with (
        RecordStore(place, busy_timeout=0.2) as other,
        records.transaction(at_once=True),
        pytest.raises(RecordsLocked, match="another process has been writing"),
    ):
        other.put_article(make_article())
    assert records.put_article(make_article()).outcome == "new"


def test_a_connection_that_was_ended_while_nothing_was_done_is_made_again(
    records: RecordStore, execute: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    records.put_article(make_article("a"))
    execute(END_OTHERS)
    assert records.count_articles() == 1
    execute(END_OTHERS)
    assert records.put_article(make_article("b")).outcome == "new"
    assert "connecting again" in caplog.text
    assert PASSWORD not in caplog.text


def test_a_transaction_that_was_ended_is_done_again(
    records: RecordStore, execute: Callable[[str], None]
) -> None:
    rounds = []

    def store() -> None:
        with records.transaction():
            records.put_article(make_article("a"))
            rounds.append(records.count_articles())
            if len(rounds) < 3:
                execute(END_OTHERS)
            records.put_article(make_article("b"))

    records.repeat(store)
    assert rounds == [1, 1, 1]
    assert records.count_articles() == records.last_sequence() == 2


def test_in_a_transaction_that_was_ended_nothing_more_is_written(
    records: RecordStore, execute: Callable[[str], None]
) -> None:
    def store() -> None:
        with records.transaction():
            records.put_article(make_article("a"))
            execute(END_OTHERS)
            for name in ("b", "c"):  # whoever goes on after the first refusal is refused again
                with pytest.raises(TransactionLost, match="nothing of it was written"):
                    records.put_article(make_article(name))

    with pytest.raises(TransactionLost, match="has ended this transaction"):
        store()
    assert records.count_articles() == records.last_sequence() == 0
    assert records.put_article(make_article("a")).sequence == 1


def test_who_waited_sees_what_was_written_meanwhile_whatever_the_database_is_set_to(
    place: str, execute: Callable[[str], list[Any]]
) -> None:
    execute("ALTER DATABASE records SET default_transaction_isolation = 'repeatable read'")
    try:
        with RecordStore(place) as first, RecordStore(place) as second:
            assert second._row("SHOW transaction_isolation")[0] == "read committed"
            with ThreadPoolExecutor(1) as pool, first.transaction():
                first.put_article(make_article("a"))
                waiting = pool.submit(second.put_article, make_article("b"))
                until_somebody_waits(execute)
            assert waiting.result(20).sequence == 2
    finally:
        execute("ALTER DATABASE records RESET default_transaction_isolation")


def test_a_standstill_lasts_as_long_as_it_must_and_a_transaction_does_not(records: RecordStore) -> None:
    def patience() -> str:
        found: str = records._row("SELECT current_setting('idle_in_transaction_session_timeout')")[0]
        return found

    with records.transaction():
        assert patience() == "20s"
    with records.standstill():
        assert patience() == "0"
    assert patience() == "20s"


def test_what_is_ended_each_time_is_given_up(records: RecordStore, execute: Callable[[str], None]) -> None:
    def store() -> None:
        with records.transaction(at_once=True):
            execute(END_OTHERS)
            records.put_article(make_article("a"))

    with pytest.raises(TransactionLost, match="nothing of it was written"):
        records.repeat(store)
    assert records.count_articles() == 0


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize("checkpoint", [True, False])
def test_after_a_commit_whose_answer_was_lost_the_server_is_asked(
    records: RecordStore,
    execute: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    checkpoint: bool,
    committed: bool,
) -> None:
    """A checkpoint in the middle does not hide what became of it."""
    connection: Any = records._db
    former = connection._send

    def lose(statements: list[Statement]) -> None:
        if statements[-1].text != "COMMIT":
            former(statements)
            return
        monkeypatch.setattr(connection, "_send", former)
        if checkpoint:
            time.sleep(1.1)  # the server notes the second of a checkpoint
            execute("CHECKPOINT")
        if committed:
            former(statements)
        execute(END_OTHERS)
        former([Statement("SELECT 1")])

    monkeypatch.setattr(connection, "_send", lose)
    outcomes: list[str] = []
    records.repeat(lambda: outcomes.append(records.put_article(make_article()).outcome))
    assert outcomes == ["new"]
    assert records.count_articles() == records.last_sequence() == 1


@pytest.mark.parametrize("given_again", [False, True])
def test_a_commit_that_a_crash_has_taken_back_with_its_id_is_made_again(
    postgres_server: PostgresServer,
    records: RecordStore,
    execute: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    given_again: bool,
) -> None:
    """Nothing of it has come to the disk: the server that came back does not know its id, or has given it to another one."""
    connection: Any = records._db
    former = connection._send

    def crash(statements: list[Statement]) -> None:
        if statements[-1].text == "COMMIT":
            monkeypatch.setattr(connection, "_send", former)
            connection._transaction = str(int(connection._transaction) + 1000)  # of many at that moment
            postgres_server.kill()
            postgres_server.start()
            if given_again:
                execute(
                    "DO $$ BEGIN FOR each IN 1..2000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
                )
        former(statements)

    monkeypatch.setattr(connection, "_send", crash)
    assert records.put_article(make_article()).outcome == "new"
    assert records.count_articles() == records.last_sequence() == 1


def test_a_server_that_goes_away_again_while_it_is_asked_for_a_commit_is_asked_once_more(
    records: RecordStore, execute: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    connection: Any = records._db
    former, asked = connection._send, []

    def lose(statements: list[Statement]) -> None:
        if statements[-1].text == "COMMIT":
            monkeypatch.setattr(connection, "_send", former)
            former(statements)
            execute(END_OTHERS)
            statements = [Statement("SELECT 1")]
        former(statements)

    def ask(db: psycopg.Connection[Any], transaction: str, seconds: float) -> str | None:
        asked.append(seconds)
        if len(asked) == 1:
            execute(END_OTHERS)
        return ask_status(db, transaction, seconds)

    monkeypatch.setattr(connection, "_send", lose)
    monkeypatch.setattr(postgres_connecting, "ask_status", ask)
    assert records.put_article(make_article()).outcome == "new"
    assert len(asked) == 2
    assert records.count_articles() == records.last_sequence() == 1


def test_who_may_write_may_ask_for_the_last_checkpoint(
    records: RecordStore, execute: Callable[[str], None], postgres_server: PostgresServer
) -> None:
    execute("DROP ROLE IF EXISTS anybody")
    execute("CREATE ROLE anybody LOGIN PASSWORD 'x'")
    with psycopg.connect(postgres_server.url("records", "anybody", "x"), autocommit=True) as db:
        assert ask_status(db, "3", 0.0) in ("committed", None)
        assert db.execute(postgres_connecting._CHECKPOINT).fetchone() is not None
    execute("DROP ROLE anybody")


def test_a_commit_that_is_still_under_way_is_waited_for(
    postgres_server: PostgresServer, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is lost, and the server, which has not seen that yet, goes on with the commit."""
    connection: Any = records._db
    former, asked = connection._send, []

    def lose(statements: list[Statement]) -> None:
        if statements[-1].text != "COMMIT":
            former(statements)
            return
        monkeypatch.setattr(connection, "_send", former)
        former(statements[:-1])
        kept = connection._session

        def ask(db: psycopg.Connection[Any], transaction: str, seconds: float) -> str | None:
            asked.append(status := ask_status(db, transaction, seconds))
            if status == "in progress":
                kept.db.execute("COMMIT")
                kept.db.close()
            return status

        monkeypatch.setattr(postgres_connecting, "ask_status", ask)
        connection._session = Session(psycopg.connect(postgres_server.url("records")))
        raise psycopg.OperationalError("the network is gone")

    monkeypatch.setattr(connection, "_send", lose)
    assert records.put_article(make_article()).outcome == "new"
    assert asked == ["in progress", "committed"]
    assert records.count_articles() == records.last_sequence() == 1


def test_what_waits_for_the_next_statement_is_there_when_it_is_asked_for(records: RecordStore) -> None:
    with records.transaction():
        records.mark_page("https://kun.uz/a", "kun_uz", NOON, "gone")
        seen = records.page("https://kun.uz/a")
        records.mark_page("https://kun.uz/b", "kun_uz", NOON, "gone")
    assert seen is not None
    assert records.page("https://kun.uz/b") is not None


def test_what_waits_and_is_refused_takes_the_whole_transaction_back(records: RecordStore) -> None:
    connection: Any = records._db

    def store(fail: Callable[[], Any]) -> None:
        with records.transaction():
            records.put_article(make_article("a"))
            records.mark_page("https://kun.uz/a", "kun_uz", NOON, "gone")
            fail()

    with pytest.raises(RecordsError, match="null value in column"):
        store(lambda: connection.write("INSERT INTO page (url) VALUES (?)", ("https://kun.uz/b",)))
    with pytest.raises(ZeroDivisionError):
        store(lambda: 1 // 0)
    assert records.count_articles() == 0
    assert records.put_article(make_article("b")).outcome == "new"
    assert records.page("https://kun.uz/a") is None


def test_what_waits_is_done_again_with_a_transaction_that_is_lost(
    records: RecordStore, execute: Callable[[str], None]
) -> None:
    rounds: list[None] = []

    def store() -> None:
        with records.transaction(at_once=True):
            records.mark_page("https://kun.uz/a", "kun_uz", NOON, "gone")
            rounds.append(None)
            if len(rounds) < 3:
                execute(END_OTHERS)

    records.repeat(store)
    assert len(rounds) == 3
    seen = records.page("https://kun.uz/a")
    assert seen is not None
    assert seen.fetches == 1


def test_an_article_costs_few_messages_to_the_server(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection: Any = records._db
    ingest(records, make_article("a"))
    sent, former = [], connection._send

    def count(statements: list[Statement]) -> None:
        sent.append([each.text for each in statements])
        former(statements)

    monkeypatch.setattr(connection, "_send", count)
    assert ingest(records, make_article("b", body="Boshqa matn, boshqa soʻzlar.")).outcome == "stored"
    assert len(sent) <= 3, sent


def test_a_server_that_restarts_loses_and_doubles_nothing(
    postgres_server: PostgresServer, place: str
) -> None:
    outcomes: list[str] = []
    enough = threading.Event()

    def write() -> None:
        with RecordStore(place) as store:
            while not enough.is_set():
                outcomes.append(store.put_article(make_article(str(len(outcomes)))).outcome)

    def wait_for(count: int) -> None:
        while len(outcomes) < count and thread.is_alive():
            time.sleep(0.01)

    thread = threading.Thread(target=write)
    thread.start()
    wait_for(20)
    postgres_server.halt()
    at_restart = len(outcomes)
    postgres_server.start()
    wait_for(at_restart + 20)
    enough.set()
    thread.join(90)
    assert not thread.is_alive()
    assert at_restart + 20 <= len(outcomes)
    with RecordStore(place) as store:
        assert outcomes == ["new"] * store.last_sequence()
        assert store.count_articles() == len(outcomes)


def test_a_crash_takes_nothing_back_that_a_feeder_has_read(
    postgres_server: PostgresServer, place: str
) -> None:
    with RecordStore(place) as store:
        for number in range(30):
            store.put_article(make_article(str(number)))
        read = store.changes_after(0, 100)
        postgres_server.kill()
        postgres_server.start()
        assert store.changes_after(0, 100)[:30] == read
        assert store.put_article(make_article("later")).sequence == 31


def test_a_server_that_does_not_come_back_is_given_up(
    postgres_server: PostgresServer, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PATIENCE", 0.3)
    postgres_server.halt()
    try:
        with pytest.raises(RecordsUnreachable, match="does not answer"):
            records.put_article(make_article())
        monkeypatch.setattr(postgres, "PATIENCE", 60.0)
        began = time.monotonic()  # nobody waits a second time: a crawl would stand still for hours
        with pytest.raises(RecordsUnreachable, match="does not answer"):
            records.count_articles()
        assert time.monotonic() - began < 20
    finally:
        postgres_server.start()
    assert records.put_article(make_article()).outcome == "new"
