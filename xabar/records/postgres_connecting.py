"""How a connection to a PostgreSQL server is made: for how long it waits, and when it is given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, cast

import psycopg
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from xabar.records.errors import RecordsUnreachable

T = TypeVar("T")

_CONNECT_SECONDS: Final = 10
_IDLE_SECONDS: Final = 20  # a process that stands still in a transaction loses it, and the others go on
_PROBE_SECONDS: Final = 30  # of silence, after which the network is asked whether the other side is there
# Commits do not wait for the disk. A crash of the server loses those of the last moment, in the order in which they
# were made, as a power cut does with SQLite; nothing is damaged.
_SESSION: Final = {
    "synchronous_commit": "off",
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


def ask_status(db: psycopg.Connection[Any], transaction: str) -> str | None:
    """Return what became of a transaction: committed, aborted, in progress; None if the server does not know it.

    A crash takes the ids back of transactions that had not come to the disk, and then one may lie in the future.
    """
    try:
        row: Any = db.execute("SELECT pg_xact_status(%s::xid8)", (transaction,)).fetchone()
    except psycopg.errors.InvalidParameterValue:
        return None
    return cast(str | None, row[0])


def persist(connect: Callable[[], T], seconds: float) -> T:
    """Return what `connect` returns, tried again for so long while the server does not answer."""
    trials = Retrying(
        retry=retry_if_exception_type(RecordsUnreachable),
        wait=wait_random_exponential(multiplier=0.1, max=5),
        stop=stop_after_delay(seconds),
        reraise=True,
    )
    return trials(connect)
