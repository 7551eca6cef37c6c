"""An article as a row for other programs: flat columns, named and ordered like the fields of `Article`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias, get_type_hints

from xabar.article import SHOWN_FIELDS, Article, PrintedDate
from xabar.records.change import Change

ColumnType = Literal["text", "texts", "number", "flag", "moment", "day"]
Row: TypeAlias = Mapping[str, Any]
"""An article's value of each column, by its name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its values are, and what it holds, in words for the people who read the file."""

    name: str
    type: ColumnType
    about: str


def to_columns(article: Article) -> dict[str, Any]:
    """Return every column of an article: None, a number, a text or a list of texts. Times are in ISO 8601.

    `printed_dates` becomes two columns of the same length, `printed_dates_text` and `printed_dates_source`.
    """
    values = article.to_dict()
    columns: dict[str, Any] = {}
    for name in _NAMES:
        if name == "printed_dates":
            for part in _DATE_PARTS:
                columns[f"{name}_{part}"] = [printed[part] for printed in values.get(name, ())]
        else:
            columns[name] = values.get(name)
    return columns


def to_row(change: Change) -> Row:
    """Return the columns of an article in the feed, with its number there; of a tombstone, little else than its id."""
    place = {"id": change.id, "sequence": change.sequence, "removed": change.article is None}
    if change.article is None:
        return dict.fromkeys(COLUMN_NAMES) | place
    return place | to_columns(change.article)


def column_table() -> str:
    """Return the columns as a table in Markdown."""
    lines = (f"| `{column.name}` | {column.type} | {column.about} |" for column in COLUMNS)
    return "\n".join(("| column | type | what it holds |", "|---|---|---|", *lines)) + "\n"


_NAMES: Final = ("id", *(each.name for each in SHOWN_FIELDS))
_DATE_PARTS: Final = tuple(part.name for part in fields(PrintedDate))
_TYPES: Final = get_type_hints(Article)
_TYPE_OF: Final[dict[Any, ColumnType]] = {
    tuple[str, ...]: "texts",
    int | None: "number",
    datetime: "moment",
    datetime | None: "moment",
    date | None: "day",
}


def _columns() -> Iterator[Column]:
    yield Column("id", "text", "the article's name in the records and in every index, made from its address")
    yield Column("sequence", "number", "its number in the feed of changes: a later one is newer")
    yield Column("removed", "flag", "true for a tombstone: the article was removed, and all else is empty")
    for each in SHOWN_FIELDS:
        about = each.metadata["about"]
        if each.name == "printed_dates":
            yield Column("printed_dates_text", "texts", about)
            yield Column("printed_dates_source", "texts", "where each of them stood")
        else:
            yield Column(each.name, _TYPE_OF.get(_TYPES[each.name], "text"), about)


COLUMNS: Final = tuple(_columns())
"""The columns of an export, in their order."""

COLUMN_NAMES: Final = tuple(column.name for column in COLUMNS)
