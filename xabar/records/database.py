"""The connection to the SQLite file: WAL mode, short transactions, errors that say what to do."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from xabar.records.access import connect_to_read, connect_to_write, copy_to_read, is_there, may_write
from xabar.records.article_copy import unpack_payload
from xabar.records.errors import DiskFull, RecordsError, RecordsForbidden, RecordsLocked
from xabar.records.schema import MIGRATIONS

logger = logging.getLogger(__name__)

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FULL = {sqlite3.SQLITE_FULL}
_FORBIDDEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Database:
    """An open record file. The classes that build on this one have the methods of the tables.

    When a method that writes has returned, what it wrote is committed, and a kill -9 loses nothing of it. A power cut
    may lose the commits of the last moments, but never damages the file (WAL with `synchronous=NORMAL`, sqlite.org,
    "Write-Ahead Logging"). That is enough, and no commit waits for the disk: pages seen and feeds confirmed are in the
    same file, so that what is lost is fetched again. Several processes may write at once. Each waits up to
    `busy_timeout` seconds for its turn, then raises RecordsLocked. Reading never waits.

    Where the file or its folder cannot be written, it is opened to be read (`read_only`), and what writes raises
    RecordsForbidden. One that an earlier version wrote is then read from a private copy, which is brought up to date.
    """

    def __init__(self, path: Path, *, busy_timeout: float = 10.0) -> None:
        self.path = path
        self.busy_timeout = busy_timeout
        self.read_only = is_there(path) and not may_write(path)
        if not self.read_only:
            _make_folder(path.parent)
            _make_private(path)
        connect = connect_to_read if self.read_only else connect_to_write
        with self._explained_errors():
            self._db = connect(path, busy_timeout)
            self._inode = path.stat().st_ino
            try:
                if self.read_only:
                    self._prepare_to_read()
                else:
                    self._prepare()
            except BaseException:
                self._db.close()
                raise

    def require_writable(self) -> None:
        """Raise RecordsForbidden if the file was opened only to be read."""
        if self.read_only:
            raise RecordsForbidden(
                f"{self.path} cannot be written: give this user the right to, or set XABAR_DATA to a folder that it may"
                " write to"
            )

    def _check_schema(self) -> None:
        present = self._schema()
        if present > len(MIGRATIONS):
            raise RecordsError(
                f"{self.path} has schema {present}, this program knows {len(MIGRATIONS)}: it was written"
                " by a newer version; use that one"
            )

    def _prepare_to_read(self) -> None:
        self._check_schema()
        if self._schema() < len(MIGRATIONS):
            logger.info("%s was written by an earlier version: a copy that is up to date is read", self.path)
            self._db = copy_to_read(self._db, self.busy_timeout)
            self._migrate()
            self._db.execute("PRAGMA query_only=ON")

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "PRAGMA wal_autocheckpoint=8192"
        )  # 32 MB; a page that changes often is then copied once
        self._db.execute("PRAGMA journal_size_limit=67108864")
        self._db.execute("PRAGMA temp_store=MEMORY")  # some statements would else make a file each time
        if self._schema() != len(MIGRATIONS):
            self._migrate()

    def _migrate(self) -> None:
        self._db.create_function("unpack_payload", 1, unpack_payload, deterministic=True)
        with self._committed():
            present = self._schema()  # another process may have migrated it meanwhile
            self._check_schema()
            for script in MIGRATIONS[present:]:
                for statement in script.split(";\n"):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={len(MIGRATIONS)}")

    def enlarge_cache(self, size: int) -> None:
        """Let the connection keep so many bytes of the file in memory, for work that writes thousands of articles.

        Signatures and lines go to random places: with SQLite's 2 MB, each article reads and writes dozens of pages.
        """
        self._db.execute(f"PRAGMA cache_size={-size // 1024}")

    def _schema(self) -> int:
        found: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside together, or nothing. A transaction inside another one is part of it."""
        if self._db.in_transaction:
            yield
            return
        self.require_writable()
        self._check_place()
        with self._committed():
            yield

    @contextmanager
    def _committed(self) -> Iterator[None]:
        with self._explained_errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has already rolled back
                    self._db.execute("ROLLBACK")
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

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error

    def _row(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        try:
            return self._db.execute(sql, values).fetchone()
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error

    @contextmanager
    def _explained_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error

    def _explain(self, error: sqlite3.DatabaseError) -> RecordsError:
        """Return an error that says what to do next."""
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _BUSY:
            return RecordsLocked(
                f"{self.path} is locked: another process has been writing for more than"
                f" {self.busy_timeout:g} s; wait for it, or end it"
            )
        if code in _FORBIDDEN:
            return RecordsForbidden(
                f"{self.path} cannot be {'written' if code == sqlite3.SQLITE_READONLY else 'opened'} ({error}): give this"
                " user the right to, or set XABAR_DATA to a folder that it may write to"
            )
        if code in _FULL:
            return DiskFull(f"{self.path}: the disk is full; make room, then start again")
        return RecordsError(f"{self.path}: {error}")

    def log_size(self) -> int:
        """Return the bytes of the write-ahead log. SQLite empties it unless somebody reads on from an old state."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return log.stat().st_size if log.exists() else 0

    def close(self) -> None:
        """Close the file. It may be closed twice."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RecordsForbidden(
            f"the data folder {folder} cannot be made ({error.strerror}); set XABAR_DATA to a folder you may write to"
        ) from error


def to_milliseconds(moment: datetime) -> int:
    """Return milliseconds since 1970. Raise ValueError for a datetime without a zone, which is not a moment."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; give an aware datetime")
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(value: int) -> datetime:
    """Return the moment in UTC."""
    return _EPOCH + timedelta(milliseconds=value)


def _make_private(path: Path) -> None:
    """Make the file for its owner alone, unless it is there; SQLite gives the files beside it the same rights."""
    with suppress(OSError):  # what is wrong with the folder, SQLite is about to say
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
