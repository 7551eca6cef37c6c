"""What the tables ask of a database: statements, transactions, and what people are told of the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Literal, Protocol, TypeVar

T = TypeVar("T")
Values = Sequence[Any] | Mapping[str, Any]
Later = Callable[[], T]
"""An answer that comes when it is called for, with those of everything that was asked meanwhile."""
Turn = Literal["writer", "rows", "all", "moment"]
"""What a transaction keeps others from: writing as it does; the rows that it locks; any kind of writing; nothing, as it
reads the records as they were at one moment."""


class Rows(Protocol):
    """What a statement has given."""

    @property
    def rowcount(self) -> int:
        """How many rows it wrote."""

    def fetchone(self) -> Any:
        """Return the next row, or None."""

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""


class Connection(Protocol):
    """An open database. Every method may raise RecordsError, whose message says what to do.

    Statements are written in the SQL that both databases understand, with SQLite's placeholders (`?`, `?1`, `:name`);
    `xabar.records.dialect` names the few words that differ.
    """

    place: str
    """Where the records lie, without any password; for people."""
    read_only: bool

    @property
    def machine_place(self) -> str:
        """The place with the machine on which it lies."""

    @property
    def in_transaction(self) -> bool:
        """True between `begin` and `commit` or `rollback`."""

    def execute(self, sql: str, values: Values = ()) -> Rows:
        """Run one statement."""

    def write(self, sql: str, values: Values = ()) -> None:
        """Run one statement whose answer nobody needs, perhaps only together with the next one or the commit."""

    def write_late(self, sql: str, values: Values) -> None:
        """Run one statement as `write` does. Inside `gather` it waits, with those in the same words, for another statement.

        It adds rows, or deletes some, and finds by a key what it looks up, which is there already. No other statement of
        this kind changes what it adds, deletes or looks up, but those in the same words, which stay in their order.
        """

    def gather(self) -> AbstractContextManager[None]:
        """Let what `write_late` is given wait inside a block of a transaction, until anything else is asked or it ends."""

    def ask(self, sql: str, values: Values = ()) -> Later[list[Any]]:
        """Run one statement before all later ones. Its rows come when they are called for.

        They must be called for before the transaction ends, or never.
        """

    def executemany(self, sql: str, rows: Iterable[Values]) -> Rows:
        """Run one statement for each of the rows."""

    def require_writable(self) -> None:
        """Raise RecordsForbidden if the records were opened only to be read."""

    def begin(self, turn: Turn = "writer", *, late: bool = False) -> None:
        """Begin a transaction that writes, once nobody else is in one: what it reads, nobody changes until it ends.

        A `late` one may begin only with its first statement, and wait for its turn then.

        One of "rows" need not wait for the writer, and others may write beside it, but not to the rows that it has
        locked or written. Of leases and schedules alone it may write. For the time of "all" there is no other of any kind.
        Who may only read may begin one of a "moment".
        """

    def commit(self) -> None:
        """Make what was written last."""

    def rollback(self) -> None:
        """Take back what was written."""

    def clock_ahead(self) -> timedelta:
        """Return how far the clock by which all users of the records go is ahead of this machine's."""

    def make_durable(self) -> None:
        """Wait until all that has been read so far survives a crash of a server."""

    def enlarge_cache(self, size: int) -> None:
        """Let the connection keep so many bytes in memory, where that is for the connection to decide."""

    def log_size(self) -> int:
        """Return the bytes of a write-ahead log that no checkpoint can empty while somebody reads an old state."""

    def require_whole(self) -> None:
        """Read every page of a file that no server looks after. Raise RecordsDamaged if one is not as it was written."""

    def size(self) -> int:
        """Return the bytes that the records take."""

    def schema(self) -> int:
        """Return how many of the migrations have been made."""

    def settle_numbers(self) -> None:
        """Let numbers that the database gives by itself go on after the highest that is there."""

    def close(self) -> None:
        """Close it. It may be closed twice."""
