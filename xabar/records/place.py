"""Where records lie: a file, or a database of a server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

from xabar.records.access import is_there as is_file_there
from xabar.records.postgres_address import is_address, show_address

__all__ = ["absence", "how_to_have_records", "is_address", "is_there", "show_place"]

_SECONDS: Final = 10.0


def is_there(place: Path | str) -> bool:
    """Return whether there are records. Raise RecordsError where that cannot be found out."""
    if not isinstance(place, str) or not is_address(place):
        return is_file_there(Path(place))
    from xabar.records.postgres import PostgresConnection  # loads the driver

    with closing(PostgresConnection(place, _SECONDS, prepare=False)) as connection:
        return connection.schema() > 0


def show_place(place: Path | str) -> str:
    """Return the place for people, without any password."""
    return show_address(place) if isinstance(place, str) and is_address(place) else str(place)


def absence(place: Path | str) -> str:
    """Return the words for records that are not there."""
    if isinstance(place, str) and is_address(place):
        return f"there are no records in {show_address(place)}"
    return f"there are no records in {Path(place).parent.resolve()}"


def how_to_have_records(place: Path | str) -> str:
    """Return what to do where there are none."""
    if isinstance(place, str) and is_address(place):
        return "Correct XABAR_RECORDS, run `xabar records copy` or `xabar crawl SITE` first"
    return "Set XABAR_DATA to the folder that holds records.sqlite, or run `xabar crawl SITE` first"
