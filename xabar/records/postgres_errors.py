"""What PostgreSQL refuses, in our words: what happened, and what to do next."""

from __future__ import annotations

from typing import Final

import psycopg

from xabar.records.errors import DiskFull, RecordsError, RecordsForbidden, RecordsLocked, RecordsUnreachable

# SQLSTATE, or the beginning of one -> the error and what to do; appendix A of PostgreSQL's manual.
_KNOWN: Final[tuple[tuple[str, type[RecordsError], str], ...]] = (
    ("28", RecordsForbidden, "correct user and password in XABAR_RECORDS, or what pg_hba.conf allows"),
    ("3D000", RecordsError, "make the database (createdb), or correct its name in XABAR_RECORDS"),
    ("42501", RecordsForbidden, "grant this user what docs/postgresql.md lists"),
    (
        "25006",
        RecordsForbidden,
        "the server only lets it be read; give XABAR_RECORDS the address of the primary",
    ),
    ("53100", DiskFull, "the server's disk is full; make room, then start again"),
    ("53300", RecordsUnreachable, "raise max_connections there, or run fewer processes"),
    ("53", RecordsUnreachable, "the server lacks room or memory; look at its log"),
    ("55P03", RecordsLocked, "another process has been writing for so long; wait for it, or end it"),
    ("57014", RecordsError, "raise statement_timeout of this user, or wait until the server is less busy"),
    ("57P03", RecordsUnreachable, "the server is starting or shutting down; try again in a moment"),
    ("42P01", RecordsError, "somebody removed it: restore the database from a copy"),
    ("54000", RecordsError, "a value is longer than the server can keep"),
)
# The session is gone, or the server has chosen this transaction to end for the sake of another one.
_PASSING: Final = ("08", "57P01", "57P02", "57P05", "25P03", "25P04", "40")


def is_passing(error: psycopg.Error) -> bool:
    """Return whether the same statements may succeed in a new transaction, and perhaps on a new connection."""
    if error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return error.sqlstate.startswith(_PASSING)


def is_taken_back(error: psycopg.Error) -> bool:
    """Return whether the server has said that nothing of the transaction was made: another one was preferred."""
    return (error.sqlstate or "").startswith("40")


def explain(error: psycopg.Error, place: str) -> RecordsError:
    """Return our error for one of PostgreSQL's."""
    said = " ".join((error.diag.message_primary or _first_line(error)).split())
    for state, kind, advice in _KNOWN:
        if (error.sqlstate or "").startswith(state):
            return kind(f"{place}: {said}; {advice}")
    if error.sqlstate is None and "password" in said:
        return RecordsForbidden(f"{place}: {said}; {_KNOWN[0][2]}")
    if error.sqlstate is None and isinstance(error, psycopg.OperationalError):
        return _explain_refused(said, place)
    if is_passing(error):
        return RecordsUnreachable(f"{place}: {said}; look at the server, then start again")
    return RecordsError(f"{place}: {said}")


def _explain_refused(said: str, place: str) -> RecordsError:
    """Explain that no connection was made. The server's words then carry no SQLSTATE, only text."""
    if "does not exist" in said and "database" in said:
        return RecordsError(f"{place}: {said}; {_KNOWN[1][2]}")
    if "does not exist" in said or "pg_hba.conf" in said:
        return RecordsForbidden(f"{place}: {said}; {_KNOWN[0][2]}")
    return RecordsUnreachable(
        f"{place} does not answer ({said}); start the server, or correct host and port in XABAR_RECORDS"
    )


def _first_line(error: psycopg.Error) -> str:
    return str(error).strip().partition("\n")[0]
