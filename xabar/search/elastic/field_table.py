"""The fields of an index as a table for readers, from the fields of `Article`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xabar.article import SHOWN_FIELDS

# What the parts of a field hold, by the part's name in the mapping.
_PARTS: Final = {
    "exact": "the same in any script, but only in the form that you type; for prefixes and wildcards",
    "raw": "the same as it stands, for sorting and counting",
    "folded": "the same in any script",
    "words": "the same by a part of the name",
}
_PARTS_OF: Final = {
    "title": ("exact", "raw"),
    "text": ("exact",),
    "name": ("folded",),
    "person": ("folded", "words"),
}
_ID: Final = ("id", "the article's name in every index, made from its address")
_DERIVED: Final = (
    ("content_hash", "changes when title or text change"),
    ("indexed_at", "when the document was written"),
    (
        "first_of_group",
        "`false` on the later near copies; Kibana cannot collapse a group, so filter by this field",
    ),
    (
        "loose",
        "the words of title and text that have letters which a plain keyboard lacks; type them without these: `koprik`,"
        " `кала`; only searched, never shown",
    ),
    (
        "names",
        "the names in title and text by their sound, alike in all languages: `names: Токаев` finds Tokayev; only"
        " searched, never shown",
    ),
)


def field_table() -> str:
    """Return the table as Markdown: a line for each field, and one for each of its parts."""
    lines = (f"| `{name}` | {about} |" for name, about in _rows())
    return "\n".join(("| field | what it holds |", "|---|---|", *lines)) + "\n"


def _rows() -> Iterator[tuple[str, str]]:
    yield _ID
    for field in SHOWN_FIELDS:
        yield field.name, field.metadata["about"]
        for part in _PARTS_OF.get(field.metadata["kind"], ()):
            yield f"{field.name}.{part}", _PARTS[part]
    yield from _DERIVED
