"""The tables of the records with their columns and keys, read from the one schema."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from xabar.records.article_copy import unpack_payload
from xabar.records.dialect import WITH_ROWID
from xabar.records.schema import statements


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are in order by their key, which no two rows share."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> str:
        """The columns as a statement names them."""
        return _quoted(self.columns)

    @property
    def order(self) -> str:
        """The columns of the key as a statement names them."""
        return _quoted(self.key)

    @property
    def key_places(self) -> tuple[int, ...]:
        """Where in a row the columns of the key stand."""
        return tuple(map(self.columns.index, self.key))


@cache
def all_tables() -> tuple[Table, ...]:
    """Return every table, in the order of their names."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.create_function("unpack_payload", 1, unpack_payload, deterministic=True)
        for statement in statements(0):
            db.execute(statement)
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return tuple(_table(db, name) for (name,) in names if not name.startswith("sqlite_"))


def _table(db: sqlite3.Connection, name: str) -> Table:
    rows = db.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    key = [column for column, place in sorted(rows, key=lambda row: row[1]) if place]
    if not key:
        unique = 'SELECT name FROM pragma_index_list(?) WHERE "unique" ORDER BY seq DESC LIMIT 1'
        (index,) = db.execute(unique, (name,)).fetchone()
        key = [column for (column,) in db.execute("SELECT name FROM pragma_index_info(?)", (index,))]
    hidden = ("rowid",) if name in WITH_ROWID else ()
    return Table(name, (*hidden, *(column for column, _ in rows)), tuple(key))


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
