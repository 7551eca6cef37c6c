"""The database under the tables: a SQLite file or a PostgreSQL server, and work that is done together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from functools import cache, wraps
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, Final, ParamSpec, Self, TypeVar

from xabar.records.connection import Connection, Later, Turn
from xabar.records.errors import RecordsError, TransactionLost
from xabar.records.moments import from_milliseconds, to_milliseconds
from xabar.records.postgres_address import is_address
from xabar.records.sqlite import SqliteConnection

__all__ = ["Database", "from_milliseconds", "retried", "to_milliseconds"]

P = ParamSpec("P")
T = TypeVar("T")
D = TypeVar("D", bound="Database")

_INSIDE: Final = nullcontext()  # a transaction inside another one
LOSSES: Final = 5  # of one transaction in a row, after which something ends it each time


class Database:
    """Open records. The classes that build on this one have the methods of the tables.

    When a method that writes has returned, what it wrote is committed. One transaction writes at a time, whoever's it
    is; the others wait up to `busy_timeout` seconds for their turn, then raise RecordsLocked. Reading never waits. On a
    server, leases and schedules do not wait for the writer either (`row_transaction`).
    """

    def __init__(
        self, place: Path | str, *, busy_timeout: float | None = None, unfinished: bool = False
    ) -> None:
        """Open the records, or make them. An unfinished copy is refused unless it is to be gone on with."""
        self._db: Connection
        self._turn: Turn = "writer"  # of the transaction that is open
        self._asked: dict[Any, Later[Any]] = {}  # in it, and not changed by it since
        if isinstance(place, str) and is_address(place):
            from xabar.records.postgres import PostgresConnection  # loads the driver

            self._db = PostgresConnection(place, busy_timeout or 30.0)
        else:
            self.path = Path(place)
            self._db = SqliteConnection(self.path, busy_timeout or 10.0)
        if not unfinished:
            self._refuse_unfinished()

    def _refuse_unfinished(self) -> None:
        row = self._row("SELECT place FROM unfinished_copy")
        if row is not None:
            self.close()
            raise RecordsError(
                f"{self.place} is a copy of {row[0]} that was not ended: run `xabar records copy` again to end it"
            )

    def schema(self) -> int:
        """Return how many of the migrations have been made."""
        return self._db.schema()

    def size(self) -> int:
        """Return the bytes that the records take."""
        return self._db.size()

    @property
    def place(self) -> str:
        """Where the records lie: the path of the file, or the address of the database without its password."""
        return self._db.place

    @property
    def read_only(self) -> bool:
        """True if whoever opened the records may not write to them."""
        return self._db.read_only

    def require_writable(self) -> None:
        """Raise RecordsForbidden if the records were opened only to be read."""
        self._db.require_writable()

    def transaction(self, *, at_once: bool = False) -> AbstractContextManager[None]:
        """Commit everything inside together, or nothing. A transaction inside another one is part of it.

        TransactionLost says that a server ended it in between; `repeat` does the work again then. On a server it waits
        for its turn with its first statement, which costs no message of its own, unless it must have it `at_once`.
        """
        if self._db.in_transaction:
            if self._turn == "rows":
                raise AssertionError("a transaction of rows may not write what only the writer may")
            return _INSIDE
        return self._take_turn("writer", late=not at_once)

    def row_transaction(self) -> AbstractContextManager[None]:
        """Commit changes of leases and schedules together. Their rows are locks, so that it waits for no writer on a server."""
        return self._take_turn("rows")

    def standstill(self) -> AbstractContextManager[None]:
        """Let nobody write anything, leases and schedules included, until the block ends.

        Who may only read cannot keep others from writing, and sees the records of one moment meanwhile.
        """
        return self._take_turn("moment" if self.read_only else "all")

    @contextmanager
    def _take_turn(self, turn: Turn, *, late: bool = False) -> Iterator[None]:
        if self._db.in_transaction:
            yield
            return
        self._db.begin(turn, late=late)
        self._turn = turn
        self._asked.clear()
        try:
            yield
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise

    def gather(self) -> AbstractContextManager[None]:
        """Let rows of new articles wait for each other inside a block of a transaction, until anything else is asked."""
        return self._db.gather()

    def repeat(self, work: Callable[[], T]) -> T:
        """Do work that is one transaction, and do it again if the server ends that before its commit.

        Inside a transaction it is done once: the whole of it has to be repeated by whoever began it.
        """
        if self._db.in_transaction:
            return work()
        for _ in range(LOSSES):
            try:
                return work()
            except TransactionLost:
                continue
        return work()

    def clock_ahead(self) -> timedelta:
        """Return how far the clock of a server is ahead of this machine's; nothing for a file.

        Leases and the schedule go by the server's clock: they are shared by machines whose clocks may differ. Times are
        this machine's on this side of the methods, and the server's in the tables.
        """
        return self._db.clock_ahead()

    def _to_shared(self, moment: datetime) -> int:
        return to_milliseconds(moment + self._db.clock_ahead())

    def _from_shared(self, milliseconds: int) -> datetime:
        return from_milliseconds(milliseconds) - self._db.clock_ahead()

    def enlarge_cache(self, size: int) -> None:
        """Let the connection keep so many bytes in memory, for work that writes thousands of articles."""
        self._db.enlarge_cache(size)

    def log_size(self) -> int:
        """Return the bytes of a write-ahead log that nobody could empty yet."""
        return self._db.log_size()

    def require_whole(self) -> None:
        """Raise RecordsDamaged if a page of the file is not as it was written. All of the file is read for that."""
        self._db.require_whole()

    def close(self) -> None:
        """Close the records. They may be closed twice."""
        self._db.close()

    def _rows(self, sql: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> list[Any]:
        return self._db.ask(sql, values)()

    def _row(self, sql: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> Any:
        return self._db.execute(sql, values).fetchone()

    def _ask(
        self, sql: str, values: tuple[Any, ...] | dict[str, Any], read: Callable[[list[Any]], T]
    ) -> Later[T]:
        """Return what `read` makes of the rows of a statement, when it is called for."""
        rows = self._db.ask(sql, values)
        return lambda: read(rows())

    def _ask_once(self, sql: str, site: str, read: Callable[[list[Any]], T]) -> Later[T]:
        """Ask a question about a site. Inside a transaction it is asked once, until `_forget_answer`.

        It must be of tables that only the writer changes, and nobody may change what is returned.
        """
        if not self._db.in_transaction or self._turn == "rows":
            return self._ask(sql, (site,), read)
        known = self._asked.get((sql, site))
        if known is None:
            known = self._asked[sql, site] = cache(self._ask(sql, (site,), read))
        return known

    def _forget_answer(self, sql: str, site: str) -> None:
        """Ask a site's question again the next time: what was just written changes the answer."""
        self._asked.pop((sql, site), None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def retried(method: Callable[Concatenate[D, P], T]) -> Callable[Concatenate[D, P], T]:
    """Let a method that is one transaction be done again if the server ends that before its commit."""

    @wraps(method)
    def repeat(self: D, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if self._db.in_transaction:
            return method(self, *args, **kwargs)
        return self.repeat(lambda: method(self, *args, **kwargs))

    return repeat
