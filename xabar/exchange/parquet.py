"""Write rows as Parquet. A Parquet file cannot be gone on with, so rows wait in Arrow streams, one behind the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyarrow as arrow  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from xabar.exchange.columns import COLUMN_NAMES, COLUMNS, Column, ColumnType, Row

ROW_GROUP: Final = 10_000  # articles that are compressed together, and all that is in memory

_TYPES: Final[dict[ColumnType, Any]] = {
    "text": arrow.string(),
    "texts": arrow.list_(arrow.string()),
    "number": arrow.int64(),
    "flag": arrow.bool_(),
    "moment": arrow.timestamp("ms", tz="UTC"),
    "day": arrow.date32(),
}
_COLUMNS: Final = {column.name: column for column in COLUMNS}


class ParquetWriter:
    """Columns with their types: times are UTC timestamps, days are dates, lists are lists."""

    def __init__(self, columns: Sequence[str] = COLUMN_NAMES) -> None:
        self._schema = arrow.schema([_field(_COLUMNS[name]) for name in columns])

    def begin(self, file: BinaryIO) -> None:
        """Write nothing."""

    def write(self, file: BinaryIO, rows: Iterable[Row]) -> None:
        """Add the rows as an Arrow stream."""
        batch = to_table(list(rows), self._schema)
        with arrow.ipc.new_stream(file, self._schema) as stream:
            stream.write_table(batch)

    def finish(self, written: Path, made: Path) -> None:
        """Read the streams one after the other, and write them as one Parquet file."""
        compressed = written.with_name(f"{written.name}.parquet")
        with written.open("rb") as file, self._open(compressed) as out:
            for table in _row_groups(file):
                out.write_table(table, row_group_size=ROW_GROUP)
        compressed.replace(made)
        written.unlink()

    def _open(self, path: Path) -> Any:
        return parquet.ParquetWriter(path, self._schema, compression="zstd")


def _field(column: Column) -> Any:
    return arrow.field(column.name, _TYPES[column.type], metadata={"about": column.about})


def to_table(rows: list[Row], schema: Any) -> Any:
    """Return rows as an Arrow table. Moments and days, which are texts in a row, get their types."""
    columns = []
    for field in schema:
        values = [row[field.name] for row in rows]
        written = arrow.string() if _COLUMNS[field.name].type in ("moment", "day") else field.type
        columns.append(arrow.array(values, type=written).cast(field.type))
    return arrow.table(columns, schema=schema)


def _row_groups(file: BinaryIO) -> Iterator[Any]:
    """Yield tables of about ROW_GROUP rows."""
    waiting: list[Any] = []
    rows = 0
    while file.peek(1):  # type: ignore[attr-defined]  # every buffered reader has it
        table = arrow.ipc.open_stream(file).read_all()
        waiting.append(table)
        rows += len(table)
        if rows >= ROW_GROUP:
            yield arrow.concat_tables(waiting)
            waiting, rows = [], 0
    if waiting:
        yield arrow.concat_tables(waiting)
