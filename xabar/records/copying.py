"""Copying a whole store from one database to another, row by row, so that a kill costs one batch.

The copy has the id of the store and the numbers of its feed, so that every index goes on with it. Whoever copies a
store stops using the first one: of two that go on with one id, an index would take each for its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from xabar.records.database import Database, retried
from xabar.records.errors import RecordsError
from xabar.records.tables import Table, all_tables

BATCH: Final = 500  # rows of a transaction, at most; articles are some kilobytes each
BATCH_BYTES: Final = (
    8 * 2**20
)  # of text that a batch holds as far as can be foreseen: some articles have megabytes
_FIRST: Final = 10  # rows of the first batch, of which nothing is known
# Leases are of processes, which go on with neither store; the mark of a copy is no part of it.
LEFT_OUT: Final = ("lease", "unfinished_copy")
_MADE_WITH_THE_TABLES: Final = ("milestone", "store")

Progress = Callable[[str, int, int], None]
"""Is told the table, how many of its rows are there, and how many there will be."""


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A table that was compared after it was copied."""

    name: str
    rows: int
    checksum: str  # of all rows in the order of the key; equal in both


class CopyRefused(RecordsError):
    """The target holds other records."""


class Copying(Database):
    """What a copy asks of either store."""

    @retried
    def copy_from(
        self, source: Copying, progress: Progress = lambda name, done, total: None
    ) -> list[TableCopy]:
        """Copy all tables of a store into this one, compare them, and return what was compared.

        Nobody can write to the source meanwhile; where this process may only read it, it is copied as it was at one moment.
        A copy that was cut off goes on where it was. Raise CopyRefused if there are other records here, RecordsError if a
        table differs at the end.
        """
        self._begin_copy(source)
        tables = [table for table in all_tables() if table.name not in LEFT_OUT]
        with source.standstill():
            for table in tables:
                self._fill(source, table, progress)
            compared = [self._compared(source, table, progress) for table in tables]
        with self.transaction():
            self._db.settle_numbers()
            self._db.execute("DELETE FROM unfinished_copy")
        return compared

    def count_rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {table.name: self._count(table) for table in all_tables()}

    @retried
    def _begin_copy(self, source: Copying) -> None:
        (store_id,) = source._row("SELECT id FROM store")
        with self.transaction():
            begun = self._row("SELECT store_id, place FROM unfinished_copy")
            if begun is not None:
                if begun[0] != store_id:
                    raise CopyRefused(
                        f"{self.place} holds an unfinished copy of another store, {begun[1]}: go on with that one, or"
                        " copy into an empty place"
                    )
                return
            rows = {
                name: count for name, count in self.count_rows().items() if name not in _MADE_WITH_THE_TABLES
            }
            if any(rows.values()):
                found = ", ".join(f"{count} rows in {name}" for name, count in rows.items() if count)
                raise CopyRefused(f"{self.place} is not empty ({found}): copy into an empty place")
            for name in _MADE_WITH_THE_TABLES:
                self._db.execute(f"DELETE FROM {name}")
            self._db.execute("INSERT INTO unfinished_copy VALUES (?, ?)", (store_id, source.place))

    @retried
    def _fill(self, source: Copying, table: Table, progress: Progress) -> None:
        """Copy the rows that come after the last one here."""
        total, done = source._count(table), self._count(table)
        marks = ", ".join("?" * len(table.columns))
        insert = f'INSERT INTO "{table.name}" ({table.names}) VALUES ({marks})'
        for rows in source._batches(table, self._last_key(table)):
            with self.transaction():
                self._db.executemany(insert, rows)
            done += len(rows)
            progress(table.name, done, total)

    @retried
    def _compared(self, source: Copying, table: Table, progress: Progress) -> TableCopy:
        """Compare a table; one that changed since a copy that was cut off is copied anew, once."""
        wanted = source._checksum(table)
        if self._checksum(table) != wanted:
            with self.transaction():
                self._db.execute(f'DELETE FROM "{table.name}"')
            self._fill(source, table, progress)
            if self._checksum(table) != wanted:
                raise RecordsError(
                    f"{table.name} differs between {source.place} and {self.place} after the copy: nothing may write to"
                    " either meanwhile; run the same command again"
                )
        return TableCopy(table.name, *wanted)

    def _count(self, table: Table) -> int:
        found: int = self._row(f'SELECT count(*) FROM "{table.name}"')[0]
        return found

    def _last_key(self, table: Table) -> tuple[Any, ...] | None:
        falling = ", ".join(f'"{name}" DESC' for name in table.key)
        row = self._row(f'SELECT {table.order} FROM "{table.name}" ORDER BY {falling} LIMIT 1')
        return None if row is None else tuple(row)

    def _batches(self, table: Table, after: tuple[Any, ...] | None) -> Iterator[list[tuple[Any, ...]]]:
        marks = ", ".join("?" * len(table.key))
        count = min(BATCH, _FIRST)
        while True:
            condition = "" if after is None else f"WHERE ({table.order}) > ({marks})"
            rows = self._rows(
                f'SELECT {table.names} FROM "{table.name}" {condition} ORDER BY {table.order} LIMIT {count}',
                after or (),
            )
            if not rows:
                return
            after = tuple(rows[-1][place] for place in table.key_places)
            count = _fitting(rows)
            yield [tuple(row) for row in rows]

    def _checksum(self, table: Table) -> tuple[int, str]:
        digest, count = hashlib.blake2b(digest_size=8), 0
        for rows in self._batches(table, None):
            count += len(rows)
            for row in rows:
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
        return count, digest.hexdigest()


def _fitting(rows: list[Any]) -> int:
    """Return how many rows like these make a batch."""
    size = sum(len(value) for row in rows for value in row if isinstance(value, str | bytes))
    return max(1, min(BATCH, len(rows) * BATCH_BYTES // max(size, 1)))
