"""Record stores for the tests of the contract: a SQLite file, or the tables of the session's PostgreSQL, emptied."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest

from tests.postgres_server import PostgresServer
from xabar.crawl_stats import SiteStats
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine

KINDS: Final = ("sqlite", "postgres")
_KEPT: Final = ("store", "milestone", "schema_version")  # rows that are made with the tables


class EmptyDatabases:
    """Databases of one server, given out empty: one for tests one after another, more where a test asks for them.

    To make a database and its tables takes .4 s of CPU. What empties it stays connected: a new connection takes 10 ms.
    """

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self._connections: dict[str, psycopg.Connection[Any]] = {}

    def empty(self, name: str = "records") -> str:
        """Return the address of an empty database of this name."""
        if name not in self._connections:
            self.server.admin(f"CREATE DATABASE {name}")
            self._connect(name)
            return self.server.url(name)
        try:
            _delete_rows(self._connections[name])
        except psycopg.OperationalError:  # a test has stopped the server
            _delete_rows(self._connect(name))
        return self.server.url(name)

    def close(self) -> None:
        """Leave the server."""
        for connection in self._connections.values():
            connection.close()

    def _connect(self, name: str) -> psycopg.Connection[Any]:
        self._connections[name] = psycopg.connect(self.server.url(name), autocommit=True)
        return self._connections[name]


def _delete_rows(connection: psycopg.Connection[Any]) -> None:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    if names := [name for (name,) in tables if name not in _KEPT]:
        connection.execute("; ".join(f"DELETE FROM {name}" for name in names).encode())


@cache
def _empty_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.sqlite"
        RecordStore(path).close()
        return path.read_bytes()


def lay_empty_store(folder: Path) -> Path:
    """Put an empty record store into a folder and return its path.

    To make its tables takes 10 ms of CPU, so they are made once and copied: all these stores have one id.
    """
    path = folder / "records.sqlite"
    path.touch(mode=0o600)
    path.write_bytes(_empty_file())
    return path


def records_place(request: pytest.FixtureRequest, kind: str) -> str:
    """Return the place of an empty record store of this kind."""
    if kind == "sqlite":
        return str(request.getfixturevalue("tmp_path") / "records.sqlite")
    databases: EmptyDatabases = request.getfixturevalue("empty_databases")
    return databases.empty()


@cache
def _empty_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="xabar-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with RecordStore(lay_empty_store(folder)) as records:
        asyncio.run(EmbeddedEngine(folder / "index", records).setup(records.mark()))
    return folder


def lay_empty_folder(folder: Path) -> None:
    """Put an empty record store into a data folder, and its index: to make both takes a crawl 20 ms of CPU."""
    lay_empty_store(folder)
    shutil.copytree(_empty_folder() / "index", folder / "index")


def record_run(
    records: RecordStore,
    stats: SiteStats,
    *,
    started_at: datetime,
    finished_at: datetime,
    reason: str = "finished",
) -> str:
    """Remember a run that has ended, and return its id."""
    run_id = records.begin_run(stats.site, started_at)
    records.end_run(run_id, stats, finished_at=finished_at, reason=reason)
    return run_id


def add_paragraphs(records: RecordStore, site: str, article_id: str, hashes: Iterable[int]) -> set[int]:
    """Remember that an article has these lines. Return those that are new to it."""
    with records.transaction():
        return records.add_paragraphs_later(site, article_id, hashes)().new
