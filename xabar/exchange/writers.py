"""Write rows to a file that only grows, so that what an interrupted export has written is gone on with."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, Protocol, TypeAlias

import orjson

from xabar.exchange.columns import COLUMN_NAMES, Row

Format: TypeAlias = Literal["jsonl", "csv", "parquet"]
FORMATS: Final[tuple[Format, ...]] = ("jsonl", "csv", "parquet")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of what a spreadsheet takes for a formula."""


class RowWriter(Protocol):
    """Writes rows to the end of a file, and makes the file what it must be in the end."""

    def begin(self, file: BinaryIO) -> None:
        """Write what stands before all rows."""

    def write(self, file: BinaryIO, rows: Iterable[Row]) -> None:
        """Add rows."""

    def finish(self, written: Path, made: Path) -> None:
        """Make the file `made` of the one that was written, which is gone or of no use then."""


@dataclass(frozen=True, slots=True)
class JsonLinesWriter:
    """An object in each line. Empty columns are left out, and so is `removed` where it is false."""

    columns: Sequence[str] = COLUMN_NAMES

    def begin(self, file: BinaryIO) -> None:
        """Write nothing."""

    def write(self, file: BinaryIO, rows: Iterable[Row]) -> None:
        """Add a line for each row."""
        for row in rows:
            full = {name: row[name] for name in self.columns if _is_given(row[name])}
            file.write(orjson.dumps(full, option=orjson.OPT_APPEND_NEWLINE))

    def finish(self, written: Path, made: Path) -> None:
        """Give the file its name."""
        written.replace(made)


@dataclass(frozen=True, slots=True)
class CsvWriter:
    """A row for each article with all its columns (RFC 4180). A list has one text in each line of its cell.

    The file begins with the mark U+FEFF, without which Excel does not read it as UTF-8. A spreadsheet takes a text that
    begins with one of FORMULA for a formula, which may do harm. With `escaped` such a text begins with an apostrophe;
    without it all texts are as they are stored.
    """

    columns: Sequence[str] = COLUMN_NAMES
    escaped: bool = False

    def begin(self, file: BinaryIO) -> None:
        """Write the names of the columns."""
        file.write(codecs.BOM_UTF8)
        self._write(file, [self.columns])

    def write(self, file: BinaryIO, rows: Iterable[Row]) -> None:
        """Add rows."""
        cell = _escaped_cell if self.escaped else _cell
        self._write(file, ([cell(row[name]) for name in self.columns] for row in rows))

    def finish(self, written: Path, made: Path) -> None:
        """Give the file its name."""
        written.replace(made)

    def _write(self, file: BinaryIO, rows: Iterable[Iterable[Any]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        file.write(text.getvalue().encode())


def open_writer(format: Format, columns: Sequence[str] = COLUMN_NAMES, *, escaped: bool = False) -> RowWriter:
    """Return the writer of a format, which writes these columns of each row; `escaped` concerns CSV alone.

    Raise ImportError where Parquet's library is not installed.
    """
    if format == "parquet":
        from xabar.exchange.parquet import ParquetWriter  # an optional dependency

        return ParquetWriter(columns)
    return JsonLinesWriter(columns) if format == "jsonl" else CsvWriter(columns, escaped)


def _is_given(value: Any) -> bool:
    return value is not None and value is not False and value != []


def _escaped_cell(value: Any) -> Any:
    cell = _cell(value)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "\n".join(value) if isinstance(value, list) else value
