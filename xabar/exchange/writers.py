"""Write rows to a file that only grows, so that what an interrupted export has written is gone on with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, Protocol, TypeAlias

import orjson

from xabar.exchange.columns import COLUMN_NAMES

Format: TypeAlias = Literal["jsonl", "csv", "parquet"]
FORMATS: Final[tuple[Format, ...]] = ("jsonl", "csv", "parquet")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of what a spreadsheet takes for a formula."""
Row: TypeAlias = Mapping[str, Any]


class RowWriter(Protocol):
    """Writes rows to the end of a file, and makes the file what it must be in the end."""

    def begin(self, file: BinaryIO) -> None:
        """Write what stands before all rows."""

    def write(self, file: BinaryIO, rows: Iterable[Row]) -> None:
        """Add rows."""

    def finish(self, written: Path, made: Path) -> None:
        """Make the file `made` of the one that was written, which is gone or of no use then."""


class JsonLinesWriter:
    """An object in each line. Empty columns are left out, and so is `removed` where it is false."""

    def begin(self, file: BinaryIO) -> None:
        """Write nothing."""

    def write(self, file: BinaryIO, rows: Iterable[Row]) -> None:
        """Add a line for each row."""
        for row in rows:
            full = {name: value for name, value in row.items() if _is_given(value)}
            file.write(orjson.dumps(full, option=orjson.OPT_APPEND_NEWLINE))

    def finish(self, written: Path, made: Path) -> None:
        """Give the file its name."""
        written.replace(made)


class CsvWriter:
    """A row for each article with all columns (RFC 4180). A list has one text in each line of its cell.

    A spreadsheet takes a text that begins with one of FORMULA for a formula, which may do harm. With `escaped` such a
    text begins with an apostrophe; without it all texts are as they are stored.
    """

    def __init__(self, *, escaped: bool = False) -> None:
        self._cell = _escaped_cell if escaped else _cell

    def begin(self, file: BinaryIO) -> None:
        """Write the names of the columns."""
        self._write(file, [COLUMN_NAMES])

    def write(self, file: BinaryIO, rows: Iterable[Row]) -> None:
        """Add rows."""
        self._write(file, ([self._cell(row[name]) for name in COLUMN_NAMES] for row in rows))

    def finish(self, written: Path, made: Path) -> None:
        """Give the file its name."""
        written.replace(made)

    def _write(self, file: BinaryIO, rows: Iterable[Iterable[Any]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        file.write(text.getvalue().encode())


def open_writer(format: Format, *, escaped: bool = False) -> RowWriter:
    """Return the writer of a format; `escaped` concerns CSV alone. Raise ImportError where Parquet's library is not installed."""
    if format == "parquet":
        from xabar.exchange.parquet import ParquetWriter  # an optional dependency

        return ParquetWriter()
    return JsonLinesWriter() if format == "jsonl" else CsvWriter(escaped=escaped)


def _is_given(value: Any) -> bool:
    return value is not None and value is not False and value != []


def _escaped_cell(value: Any) -> Any:
    cell = _cell(value)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "\n".join(value) if isinstance(value, list) else value
