"""Records in a PostgreSQL database, which crawlers on any number of machines share."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any, Final, NoReturn, TypeVar, cast

import psycopg

from xabar.records.connection import Later, Turn, Values
from xabar.records.dialect import translate
from xabar.records.errors import RecordsForbidden, TransactionLost
from xabar.records.postgres_address import is_address, read_address, show_address, show_machine_place
from xabar.records.postgres_connecting import (
    IS_READ_ONLY,
    TIME,
    connect,
    persist,
    require_unicode,
    was_committed,
)
from xabar.records.postgres_errors import explain, is_passing, is_taken_back
from xabar.records.postgres_messages import Answer, Session, Statement
from xabar.records.postgres_migrating import bring_up_to_date, count_migrations, settle_numbers
from xabar.records.postgres_turns import MOMENT, TAKE
from xabar.records.shared_clock import SharedClock

__all__ = ["PostgresConnection", "is_address"]

logger = logging.getLogger(__name__)
logging.getLogger("psycopg").setLevel(logging.ERROR)  # that a connection is lost, we say ourselves
T = TypeVar("T")

PATIENCE: Final = 60.0  # seconds that a connection which was lost is tried again
_BEGINNING: Final = 2  # statements: BEGIN, and one of these
_UNSENT: Final = ""  # of a transaction that begins with its first statement, instead of its id
_LOST: Final = "lost"  # of one that the server has ended, until whoever began it rolls it back


class PostgresConnection:
    """A connection to the records in a database: made again when it is lost.

    A statement outside a transaction is then repeated. Inside one, TransactionLost says that nothing was written. Where
    a connection breaks during the commit, the server is asked whether it was made.
    """

    def __init__(self, address: str, busy_timeout: float, *, prepare: bool = True) -> None:
        self._parts = read_address(address)
        self.place = show_address(address)
        self.machine_place = show_machine_place(address)
        self._busy_timeout = busy_timeout
        self._is_away = False  # the server did not come back: who asks next waits no longer for it
        self._transaction: str | None = None  # the id of the one that is open
        self._began = 0.0  # when it did, by the clock of this machine that nobody sets
        self._waiting: list[Statement] = []  # of the transaction: they go to the server with the next one
        self._clock = SharedClock(lambda: self.execute(TIME).fetchone()[0])
        self._session = self._connect()
        try:
            self.read_only = self._is_read_only()
            if prepare:
                bring_up_to_date(self, self._run_native)
        except BaseException:
            self._db.close()
            raise

    @property
    def _db(self) -> psycopg.Connection[Any]:
        return self._session.db

    @property
    def in_transaction(self) -> bool:
        """True inside a transaction, also one that the server has ended."""
        return self._transaction is not None

    def execute(self, sql: str, values: Values = ()) -> Answer:
        """Run one statement."""
        return self._answer(self._add(sql, values))

    def write(self, sql: str, values: Values = ()) -> None:
        """Let one statement of a transaction go to the server with the next one that has an answer, or with the commit."""
        self.ask(sql, values)

    write_late = write

    def gather(self) -> AbstractContextManager[None]:
        """Do nothing: what is written waits anyway."""
        return nullcontext()

    def ask(self, sql: str, values: Values = ()) -> Later[list[Any]]:
        """Let one statement of a transaction go to the server with the next one, or when its rows are called for."""
        statement = self._add(sql, values)
        if not self.in_transaction:
            self._send_waiting()

        return lambda: self._answer(statement).rows

    def executemany(self, sql: str, rows: Iterable[Values]) -> Answer:
        """Run one statement for each of the rows."""
        answers = [self._answer(each) for each in [self._add(sql, values) for values in rows]]
        return Answer([], sum(answer.rowcount for answer in answers))

    def require_writable(self) -> None:
        """Raise RecordsForbidden if the user may not write to the tables."""
        if self.read_only:
            raise RecordsForbidden(
                f"{self.place} can only be read by this user: give XABAR_RECORDS one that may write, and the address of"
                " the primary server"
            )

    def begin(self, turn: Turn = "writer", *, late: bool = False) -> None:
        """Begin to write, once it is this process's turn. A connection that was lost meanwhile is made again."""
        if turn == "moment":
            self._run_native(MOMENT)
            self._transaction = "0"  # only what writes has an id
            return
        self.require_writable()
        self._transaction = _UNSENT
        self._began = time.monotonic()
        self._waiting = [Statement("BEGIN"), Statement(TAKE[turn])]
        if not late:
            try:
                self._send_waiting()
            except BaseException:
                self.rollback()
                raise

    def commit(self) -> None:
        """Make what was written last. A server that went away meanwhile is asked whether it did so."""
        try:
            if self._transaction == _UNSENT:  # its id must be known before it may be asked for
                if len(self._waiting) == _BEGINNING:
                    return
                self._send_waiting()
            self._refuse_lost()
            self._send([*self._waiting, Statement("COMMIT")])
        except psycopg.Error as error:
            if not is_passing(error):
                raise explain(error, self.place) from error
            if not is_taken_back(error) and self._was_committed():
                return
            self._lose(error)
        finally:
            self._transaction = None
            self._waiting = []

    def rollback(self) -> None:
        """Take back what was written, as the server has done by itself if the connection is gone."""
        self._transaction = None
        self._waiting = []
        self._take_back()

    def clock_ahead(self) -> timedelta:
        """Return how far the server's clock is ahead of this machine's."""
        return self._clock.ahead()

    def make_durable(self) -> None:
        """Wait until all that has been read so far is on the server's disk.

        A commit that waits for the disk takes all earlier ones there. A replica has only what is there already.
        """
        if self.read_only or self.in_transaction:
            return

        def write() -> None:
            with self._db.transaction():
                self._db.execute("SET LOCAL synchronous_commit = on")
                self._db.execute("SELECT pg_logical_emit_message(true, 'xabar', '')")

        self._run(write)

    def enlarge_cache(self, size: int) -> None:
        """Do nothing: what the server keeps in memory is in its own settings (shared_buffers)."""

    def log_size(self) -> int:
        """Return 0: the server looks after its log by itself."""
        return 0

    def require_whole(self) -> None:
        """Do nothing: the server looks after its pages by itself."""

    def size(self) -> int:
        """Return the bytes of the tables and their indexes."""
        row: Any = self.execute(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
            " WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
        ).fetchone()
        return int(row[0])

    def settle_numbers(self) -> None:
        """Let numbers that the database gives by itself go on after the highest that is there."""
        settle_numbers(self)

    def schema(self) -> int:
        """Return how many of the migrations have been made."""
        return count_migrations(self)

    def close(self) -> None:
        """Close the connection. It may be closed twice."""
        self._db.close()

    def _connect(self) -> Session:
        try:
            db = connect(self._parts, self._busy_timeout)
        except psycopg.Error as error:
            raise explain(error, self.place) from error
        require_unicode(db, self.place)
        return Session(db)

    def _add(self, sql: str, values: Values) -> Statement:
        translation = translate(sql)
        statement = Statement(translation.text, translation.order(values))
        self._waiting.append(statement)
        return statement

    def _answer(self, statement: Statement) -> Answer:
        if statement.answer is None:
            self._send_waiting()
        assert statement.answer is not None
        return statement.answer

    def _send_waiting(self) -> None:
        """Run the statements that wait: one message to the server, and one from it."""
        statements, self._waiting = self._waiting, []
        self._run(lambda: self._send(statements))
        if self._transaction == _UNSENT:
            self._transaction = str(self._answer(statements[1]).rows[0][0])

    def _send(self, statements: list[Statement]) -> None:
        self._session.run(statements)

    def _run(self, work: Callable[[], T]) -> T:
        """Do work on the connection, and once more on a new one if it was lost while no transaction had begun."""
        self._refuse_lost()
        try:
            return work()
        except psycopg.Error as error:
            if not is_passing(error):
                raise explain(error, self.place) from error
            if self._transaction:
                self._lose(error)
            self._connect_again(error)
        try:
            return work()
        except psycopg.Error as error:
            raise explain(error, self.place) from error

    def _refuse_lost(self) -> None:
        if self._transaction == _LOST:
            raise TransactionLost(
                f"{self.place} has ended this transaction; nothing of it was written: try again"
            )

    def _lose(self, error: psycopg.Error) -> NoReturn:
        """Raise TransactionLost, once a connection is there on which all of it can be done again.

        Until the transaction is rolled back, all that is asked in it raises the same: outside of it, it would be written
        at once, and beside others.
        """
        self._transaction = _LOST
        self._take_back()
        if self._db.closed:
            self._connect_again(error)
        raise TransactionLost(
            f"{self.place} ended a transaction ({str(error).strip().partition(chr(10))[0]}); nothing of it was written:"
            " try again"
        ) from error

    def _connect_again(self, reason: psycopg.Error) -> None:
        self._db.close()
        if not self._is_away:
            logger.warning("%s was lost (%s); connecting again", self.place, explain(reason, self.place))
        patience = 0.0 if self._is_away else PATIENCE
        self._is_away = True
        self._session = persist(self._connect, patience)
        self._is_away = False
        logger.info("%s is there again", self.place)

    def _was_committed(self) -> bool:
        """Ask the server that came back about the transaction during whose commit it went away."""
        transaction, self._transaction = self._transaction, None
        assert transaction
        self._connect_again(psycopg.OperationalError("during a commit"))
        return self._run(lambda: was_committed(self._db, transaction, self._began))

    def _take_back(self) -> None:
        try:
            if not self._db.closed:
                self._db.rollback()
        except psycopg.Error:  # the server has taken it back
            self._db.close()

    def _is_read_only(self) -> bool:
        row: Any = self._run_native(IS_READ_ONLY).fetchone()
        return bool(row[0])

    def _run_native(self, sql: str) -> psycopg.Cursor[Any]:
        """Run a statement that is in PostgreSQL's own words."""
        return self._run(lambda: self._db.execute(cast(Any, sql)))
