"""How the tables of a PostgreSQL database are brought up to date, by a user who owns them, and their numbers settled."""

from __future__ import annotations

from collections.abc import Callable

from xabar.records.connection import Connection
from xabar.records.dialect import translate_definition
from xabar.records.errors import RecordsForbidden
from xabar.records.schema import MIGRATIONS, require_known, statements

Define = Callable[[str], object]
"""Runs a statement that is in PostgreSQL's own words."""


def count_migrations(db: Connection) -> int:
    """Return how many of the migrations have been made."""
    (is_there,) = db.execute("SELECT to_regclass('schema_version') IS NOT NULL").fetchone()
    row = db.execute("SELECT version FROM schema_version").fetchone() if is_there else None
    return row[0] if row else 0


def bring_up_to_date(db: Connection, define: Define) -> None:
    """Make the migrations that are missing.

    Raise RecordsForbidden if this user may only read, RecordsError if a newer version has written the tables.
    """
    present = count_migrations(db)
    require_known(db.place, present)
    if present == len(MIGRATIONS):
        return
    if db.read_only:
        raise RecordsForbidden(
            f"{db.place} has schema {present}, this program needs {len(MIGRATIONS)}, and this user may only read:"
            " run `xabar doctor` once as a user that owns the tables"
        )
    db.begin()
    try:
        _migrate(db, define)
        db.commit()
    except BaseException:
        db.rollback()
        raise


def _migrate(db: Connection, define: Define) -> None:
    present = count_migrations(db)  # another process may have migrated it meanwhile
    require_known(db.place, present)
    if present == 0:
        define("CREATE TABLE schema_version (version BIGINT NOT NULL)")
        define("INSERT INTO schema_version VALUES (0)")
    for statement in statements(present):
        for definition in translate_definition(statement):
            define(definition)
    db.execute("UPDATE schema_version SET version = ?", (len(MIGRATIONS),))


def settle_numbers(db: Connection) -> None:
    """Let numbers that the database gives by itself go on after the highest that is there."""
    for table, column in db.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_identity = 'YES'"
    ).fetchall():
        db.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 0) + 1, false)"
            f" FROM {table}"
        )
