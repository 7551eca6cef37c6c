"""Where the records lie, how large they are, and how they are moved to another place. Does not load Scrapy."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xabar.app.errors import NoRecords, WrongUse
from xabar.app.opening import existing_workspace
from xabar.config import Config
from xabar.records.copying import Progress, TableCopy
from xabar.records.place import absence, is_address, is_there, show_place
from xabar.records.store import RecordStore


@dataclass(frozen=True, slots=True)
class RecordsStatus:
    """What a store holds."""

    place: str
    store: str
    schema: int
    bytes: int
    read_only: bool
    articles: int
    last_change: int  # the number of the feed
    rows: dict[str, int]  # by table

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)


def read_records_status(config: Config) -> RecordsStatus:
    """Return what the records hold. Raise NoRecords if there are none."""
    with existing_workspace(config) as workspace:
        records = workspace.records
        return RecordsStatus(
            place=records.place,
            store=records.mark().id,
            schema=records.schema(),
            bytes=records.size(),
            read_only=records.read_only,
            articles=records.count_articles(),
            last_change=records.last_sequence(),
            rows=records.count_rows(),
        )


def copy_records(source: str, target: str, progress: Progress) -> list[TableCopy]:
    """Copy a store and compare both. Raise NoRecords, WrongUse, CopyRefused or RecordsError."""
    start, end = _place(source), _place(target)
    if start == end:
        raise WrongUse(f"FROM and TO are both {show_place(start)}; name two places")
    if not is_there(start):
        raise NoRecords(f"{absence(start)}; name a folder with records.sqlite, or a PostgreSQL database")
    with RecordStore(start) as old, RecordStore(end, unfinished=True) as new:
        return new.copy_from(old, progress)


def _place(given: str) -> Path | str:
    """Return the place that a person named: a database, a file with its address, a data folder or its file of records."""
    if is_address(given):
        return given
    path = Path(given)
    if path.suffix != ".sqlite" and path.is_file():
        return _read_address(path)
    return path if path.suffix == ".sqlite" else Config(data=path).records_path


def _read_address(path: Path) -> str:
    try:
        address = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path} cannot be read: {error}") from None
    if not is_address(address):
        raise WrongUse(f"{path} holds no address such as postgresql://xabar@db.example.org/xabar")
    return address
