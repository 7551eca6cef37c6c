"""How a connection to a PostgreSQL server is made, when it is given up, and what became of a commit when one is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, cast

import psycopg
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from xabar.records.errors import RecordsError, RecordsUnreachable

T = TypeVar("T")

_CONNECT_SECONDS: Final = 10
_IDLE_SECONDS: Final = 20  # a process that stands still in a transaction loses it, and the others go on
_PROBE_SECONDS: Final = 30  # of silence, after which the network is asked whether the other side is there
_DECIDED: Final = 10.0  # seconds in which a commit that is under way is made, or never will be
TIME: Final = "SELECT extract(epoch FROM clock_timestamp())::float8"
IS_READ_ONLY: Final = """
SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'
    OR (to_regclass('article') IS NOT NULL AND NOT has_table_privilege('article', 'INSERT'))
"""
_CHECKPOINT: Final = "SELECT next_xid, extract(epoch FROM clock_timestamp() - checkpoint_time)::float8 FROM pg_control_checkpoint()"
# Commits do not wait for the disk. A crash of the server loses those of the last moment, in the order in which they
# were made, as a power cut does with SQLite; nothing is damaged.
_SESSION: Final = {
    "synchronous_commit": "off",
    "default_transaction_isolation": "read\\ committed",  # who has waited for his turn must see what was written meanwhile
    "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS}s",
    "timezone": "UTC",
    "tcp_keepalives_idle": str(_PROBE_SECONDS),
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "client_encoding": "UTF8",
}


def connect(parts: Mapping[str, str], busy_timeout: float) -> psycopg.Connection[Any]:
    """Return a new connection to the database whose address has these parts. Raise psycopg's error.

    Its statements wait for locks for `busy_timeout` seconds at most.
    """
    options = [f"-c {name}={value}" for name, value in _SESSION.items()]
    options += [f"-c lock_timeout={busy_timeout * 1000:.0f}"]
    options += [parts.get("options", "")]  # the last one holds
    given = {
        "connect_timeout": _CONNECT_SECONDS,
        "application_name": "xabar",
        "keepalives_idle": _PROBE_SECONDS,
        "tcp_user_timeout": _PROBE_SECONDS * 1000,
    } | dict(parts)
    given["options"] = " ".join(options).strip()
    db = psycopg.connect(autocommit=True, **cast(Any, given))
    db.adapters.register_dumper(int, Int8Dumper)
    db.adapters.register_dumper(int, Int8BinaryDumper)
    return db


def require_unicode(db: psycopg.Connection[Any], place: str) -> None:
    """Raise RecordsError if the database cannot hold every letter: articles would be refused one by one."""
    encoding = db.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        db.close()
        raise RecordsError(
            f"{place} is encoded in {encoding} and cannot hold every letter: give XABAR_RECORDS a database in UTF8"
            " (CREATE DATABASE xabar OWNER xabar ENCODING 'UTF8' TEMPLATE template0)"
        )


def was_committed(db: psycopg.Connection[Any], transaction: str, began: float) -> bool:
    """Return whether a transaction was committed that began at a moment of the monotonic clock. One under way is waited for."""
    deadline = time.monotonic() + _DECIDED
    while True:
        status = ask_status(db, transaction, time.monotonic() - began)
        if status != "in progress" or time.monotonic() > deadline:
            return status == "committed"
        time.sleep(0.05)  # the server still works for the connection that is gone


def ask_status(db: psycopg.Connection[Any], transaction: str, seconds: float) -> str | None:
    """Return what became of a transaction that began so long ago: committed, aborted, in progress; None if it is lost.

    A crash takes back the ids of transactions of which nothing had come to the disk. Such an id lies in the future, or is
    another transaction's by now. The server's recovery ends with a checkpoint, which says what the next id was: an id from
    before that checkpoint which it did not know was taken back.
    """
    if _was_taken_back(db, int(transaction), seconds):
        return None
    try:
        row: Any = db.execute("SELECT pg_xact_status(%s::xid8)", (transaction,)).fetchone()
    except psycopg.errors.InvalidParameterValue:  # it lies in the future
        return None
    return cast(str | None, row[0])


def _was_taken_back(db: psycopg.Connection[Any], transaction: int, seconds: float) -> bool:
    try:
        row: Any = db.execute(_CHECKPOINT).fetchone()
    except psycopg.errors.InsufficientPrivilege:  # everybody may ask, unless somebody has forbidden it
        return False
    return bool(row[1] < seconds and transaction >= _read_id(row[0]))


def _read_id(text: str) -> int:
    """Return the id that a checkpoint has, such as 0:3336: how often ids began anew, and the id."""
    epoch, _, number = text.partition(":")
    return (int(epoch) << 32) + int(number)


def persist(connect: Callable[[], T], seconds: float) -> T:
    """Return what `connect` returns, tried again for so long while the server does not answer."""
    trials = Retrying(
        retry=retry_if_exception_type(RecordsUnreachable),
        wait=wait_random_exponential(multiplier=0.1, max=5),
        stop=stop_after_delay(seconds),
        reraise=True,
    )
    return trials(connect)
