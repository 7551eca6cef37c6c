"""The address of a PostgreSQL database, and how it is shown without its password."""

from __future__ import annotations

import platform
from typing import Final

from xabar.records.errors import RecordsError

_BEGINNINGS: Final = ("postgresql://", "postgres://")
_ALLOWED: Final = "postgresql://USER:PASSWORD@HOST:PORT/DATABASE"


def is_address(place: str) -> bool:
    """Return whether a place is a database of a PostgreSQL server."""
    return place.startswith(_BEGINNINGS)


def read_address(address: str) -> dict[str, str]:
    """Return the parts of an address by libpq's names for them. Raise RecordsError, which never shows the address.

    What is wrong may be the password, with a character that has to be written as %XX. A second line may be another
    address, whose password nobody would know as one.
    """
    # Imported here, as in all modules that a store in a file loads: the driver takes a tenth of a second.
    from psycopg import ProgrammingError, conninfo

    try:
        if not address.isprintable():
            raise ProgrammingError
        return {name: str(value) for name, value in conninfo.conninfo_to_dict(address).items()}
    except ProgrammingError:
        raise RecordsError(
            f"XABAR_RECORDS is no address of a PostgreSQL database: write {_ALLOWED}, and in a name or password"
            " each of : / ? # [ ] @ % as its code, such as %40 for @"
        ) from None


def show_address(address: str) -> str:
    """Return the address without password and options."""
    parts = read_address(address)
    user = f"{parts['user']}@" if "user" in parts else ""
    return f"postgresql://{user}{_database(parts)}"


def show_machine_place(address: str) -> str:
    """Return the address as every machine knows it, without its user."""
    parts = read_address(address)
    if parts.get("host", "localhost") in ("localhost", "127.0.0.1", "::1") or parts["host"].startswith("/"):
        return f"postgresql://{_database(parts)} on {platform.node() or 'this machine'}"
    return f"postgresql://{_database(parts)}"


def _database(parts: dict[str, str]) -> str:
    host, port = parts.get("host", "localhost"), parts.get("port")
    return f"{host}{f':{port}' if port else ''}/{parts.get('dbname', parts.get('user', ''))}"
