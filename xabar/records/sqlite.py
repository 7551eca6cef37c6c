"""Records in a SQLite file: WAL mode, short transactions, errors that say what to do."""

from __future__ import annotations

import logging
import os
import platform
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from xabar.records.access import connect_to_read, connect_to_write, copy_to_read, is_there, may_write
from xabar.records.article_copy import unpack_payload
from xabar.records.connection import Later, Turn, Values
from xabar.records.errors import DiskFull, RecordsDamaged, RecordsError, RecordsForbidden, RecordsLocked
from xabar.records.schema import MIGRATIONS, require_known, statements

logger = logging.getLogger(__name__)

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FULL = {sqlite3.SQLITE_FULL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_RESTORE = "restore it from a copy, or move it away and crawl anew"
_FORBIDDEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


class SqliteConnection:
    """An open record file.

    When a method that writes has returned, what it wrote is committed, and a kill -9 loses nothing of it. A power cut
    may lose the commits of the last moments, but never damages the file (WAL with `synchronous=NORMAL`, sqlite.org,
    "Write-Ahead Logging"). That is enough, and no commit waits for the disk: pages seen and feeds confirmed are in the
    same file, so that what is lost is fetched again. Several processes may write at once. Each waits up to
    `busy_timeout` seconds for its turn, then raises RecordsLocked. Reading never waits.

    Where the file or its folder cannot be written, it is opened to be read (`read_only`), and what writes raises
    RecordsForbidden. One that an earlier version wrote is then read from a private copy, which is brought up to date.
    """

    def __init__(self, path: Path, busy_timeout: float) -> None:
        self.path = path
        self.place = str(path)
        self._busy_timeout = busy_timeout
        self._gathers = False
        self._late: dict[str, list[Values]] = {}  # rows that wait, by the statement that writes them
        self.read_only = is_there(path) and not may_write(path)
        if not self.read_only:
            _make_folder(path.parent)
            _make_private(path)
        connect = connect_to_read if self.read_only else connect_to_write
        try:
            self._db = connect(path, busy_timeout)
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error
        try:
            self._inode = path.stat().st_ino
            if self.read_only:
                self._prepare_to_read()
            else:
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    @property
    def machine_place(self) -> str:
        """The path and the name of the machine."""
        return f"{self.path.resolve()} on {platform.node() or 'this machine'}"

    @property
    def in_transaction(self) -> bool:
        """True inside a transaction."""
        return self._db.in_transaction

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement."""
        self._write_late_rows()
        try:
            return self._db.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error

    def write(self, sql: str, values: Values = ()) -> None:
        """Run one statement whose answer nobody needs."""
        self.execute(sql, values)

    def write_late(self, sql: str, values: Values) -> None:
        """Run one statement, inside `gather` together with others in the same words: that takes half of the time.

        Any other statement writes what waits first, and so does the end of the block. Whoever reads finds everything.
        """
        if self._gathers:
            self._late.setdefault(sql, []).append(values)
        else:
            self.execute(sql, values)

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Let the rows of `write_late` wait for each other inside the block."""
        self._gathers = True
        try:
            yield
            self._write_late_rows()
        finally:
            self._gathers = False
            self._late.clear()

    def _write_late_rows(self) -> None:
        if self._late:
            waiting, self._late = self._late, {}
            for sql, rows in waiting.items():
                self._execute_many(sql, rows)

    def _execute_many(self, sql: str, rows: Iterable[Values]) -> sqlite3.Cursor:
        try:
            return self._db.executemany(sql, rows)
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error

    def ask(self, sql: str, values: Values = ()) -> Later[list[Any]]:
        """Run one statement at once, whenever its rows are wanted."""
        cursor = self.execute(sql, values)
        try:
            rows = cursor.fetchall()
        except sqlite3.DatabaseError as error:  # from a page that the first row did not need
            raise self._explain(error) from error
        return lambda: rows

    def executemany(self, sql: str, rows: Iterable[Values]) -> sqlite3.Cursor:
        """Run one statement for each of the rows."""
        self._write_late_rows()
        return self._execute_many(sql, rows)

    def require_writable(self) -> None:
        """Raise RecordsForbidden if the file was opened only to be read."""
        if self.read_only:
            raise RecordsForbidden(
                f"{self.path} cannot be written: give this user the right to, or set XABAR_DATA to a folder that it may"
                " write to"
            )

    def begin(self, turn: Turn = "writer", *, late: bool = False) -> None:
        """Begin a transaction that writes, as soon as no other process writes. Raise if the file is not where it was.

        One that reads of a single moment sees the records as they are at its first statement.
        """
        if turn == "moment":
            self.execute("BEGIN")
            return
        self.require_writable()
        self._check_place()
        self.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make what was written last."""
        self.execute("COMMIT")

    def rollback(self) -> None:
        """Take back what was written, unless a full disk has already done so."""
        if self._db.in_transaction:
            self.execute("ROLLBACK")

    def clock_ahead(self) -> timedelta:
        """Return nothing: all who use the file have one clock."""
        return timedelta(0)

    def make_durable(self) -> None:
        """Do nothing: what a power cut takes back, it takes from this machine's processes too."""

    def enlarge_cache(self, size: int) -> None:
        """Let the connection keep so many bytes of the file in memory, for work that writes thousands of articles.

        Signatures and lines go to random places: with SQLite's 2 MB, each article reads and writes dozens of pages.
        """
        self.execute(f"PRAGMA cache_size={-size // 1024}")

    def log_size(self) -> int:
        """Return the bytes of the write-ahead log. SQLite empties it unless somebody reads on from an old state."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return log.stat().st_size if log.exists() else 0

    def require_whole(self) -> None:
        """Raise RecordsDamaged if a page of the file is not as SQLite wrote it. All of the file is read for that."""
        [(found,)] = self.ask("PRAGMA quick_check(1)")()
        if found != "ok":
            fault = found.splitlines()[-1]  # the first line is a heading
            raise RecordsDamaged(f"{self.path}: {fault}", _RESTORE)

    def size(self) -> int:
        """Return the bytes of the file and its write-ahead log."""
        return self.path.stat().st_size + self.log_size()

    def settle_numbers(self) -> None:
        """Do nothing: SQLite gives the number after the highest by itself."""

    def schema(self) -> int:
        """Return how many of the migrations have been made."""
        found: int = self.execute("PRAGMA user_version").fetchone()[0]
        return found

    def close(self) -> None:
        """Close the file. It may be closed twice."""
        self._db.close()

    def _prepare_to_read(self) -> None:
        require_known(self.place, self.schema())
        if self.schema() < len(MIGRATIONS):
            logger.info("%s was written by an earlier version: a copy that is up to date is read", self.path)
            try:
                self._db = copy_to_read(self._db, self._busy_timeout)
            except sqlite3.DatabaseError as error:
                raise self._explain(error) from error
            self._migrate()
            self.execute("PRAGMA query_only=ON")

    def _prepare(self) -> None:
        self._write_ahead()
        self.execute("PRAGMA synchronous=NORMAL")
        # 32 MB; a page that changes often is then copied once
        self.execute("PRAGMA wal_autocheckpoint=8192")
        self.execute("PRAGMA journal_size_limit=67108864")
        self.execute("PRAGMA temp_store=MEMORY")  # some statements would else make a file each time
        if self.schema() != len(MIGRATIONS):
            self._migrate()

    def _write_ahead(self) -> None:
        """Have the file written by way of a log. If somebody writes to one that has none yet, wait for that.

        SQLite itself refuses the change at once then, as when two processes make the same file.
        """
        end = time.monotonic() + self._busy_timeout
        while True:
            try:
                return self.write("PRAGMA journal_mode=WAL")
            except RecordsLocked:
                if time.monotonic() >= end:
                    raise
            self.execute("BEGIN IMMEDIATE")  # which waits for its turn
            self.commit()

    def _migrate(self) -> None:
        self._db.create_function("unpack_payload", 1, unpack_payload, deterministic=True)
        self.execute("BEGIN IMMEDIATE")
        try:
            present = self.schema()  # another process may have migrated it meanwhile
            require_known(self.place, present)
            for statement in statements(present):
                self.execute(statement)
            self.execute(f"PRAGMA user_version={len(MIGRATIONS)}")
            self.commit()
        except BaseException:
            self.rollback()
            raise

    def _check_place(self) -> None:
        """Raise RecordsError if the file is no longer where it was: what is written to it would be gone."""
        try:
            if self.path.stat().st_ino == self._inode:
                return
        except FileNotFoundError:
            pass
        raise RecordsError(
            f"{self.path} was removed or replaced while it was in use, and nothing is stored any more; start again"
        )

    def _explain(self, error: sqlite3.DatabaseError) -> RecordsError:
        """Return an error that says what to do next."""
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _BUSY:
            return RecordsLocked(
                f"{self.path} is locked: another process has been writing for more than"
                f" {self._busy_timeout:g} s; wait for it, or end it"
            )
        if code in _FORBIDDEN:
            return RecordsForbidden(
                f"{self.path} cannot be {'written' if code == sqlite3.SQLITE_READONLY else 'opened'} ({error}): give this"
                " user the right to, or set XABAR_DATA to a folder that it may write to"
            )
        if code in _FULL:
            return DiskFull(f"{self.path}: the disk is full; make room, then start again")
        if code in _DAMAGED:
            return RecordsDamaged(f"{self.path}: {error}", _RESTORE)
        return RecordsError(f"{self.path}: {error}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RecordsForbidden(
            f"the data folder {folder} cannot be made ({error.strerror}); set XABAR_DATA to a folder you may write to"
        ) from error


def _make_private(path: Path) -> None:
    """Make the file for its owner alone, unless it is there; SQLite gives the files beside it the same rights."""
    with suppress(OSError):  # what is wrong with the folder, SQLite is about to say
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
