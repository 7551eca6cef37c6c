"""Write articles to files with `-o`: flat columns with an id, named and ordered like the fields of `Article`."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

from scrapy import exporters

from xabar.article import Article
from xabar.exchange.columns import to_columns

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, "Characters"


def _without_empty(item: Any) -> Any:
    if isinstance(item, Article):
        return {name: value for name, value in to_columns(item).items() if value not in (None, [])}
    return item  # of somebody else's spider


class JsonLinesExporter(exporters.JsonLinesItemExporter):
    """An object in each line. Empty fields are left out."""

    def export_item(self, item: Any) -> None:
        """Write one line."""
        super().export_item(_without_empty(item))


class JsonExporter(exporters.JsonItemExporter):
    """One list of objects. Empty fields are left out."""

    def export_item(self, item: Any) -> None:
        """Write one object."""
        super().export_item(_without_empty(item))


class XmlExporter(exporters.XmlItemExporter):
    """An element for each article, with an element for each field that is not empty. A list consists of <value>s."""

    def export_item(self, item: Any) -> None:
        """Write one element."""
        super().export_item(_without_empty(item))

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        """Return the value without characters that XML cannot hold."""
        value = super().serialize_field(field, name, value)
        if isinstance(value, list):
            return [_NO_XML.sub("", text) for text in value]
        return _NO_XML.sub("", value) if isinstance(value, str) else value


class CsvExporter(exporters.CsvItemExporter):
    """A row for each article with all columns. A list has one text in each line of its cell, as a body its paragraphs."""

    def __init__(self, file: BytesIO, **options: Any) -> None:
        super().__init__(file, **{"join_multivalued": "\n", **options})

    def export_item(self, item: Any) -> None:
        """Write one row, before the first one also the names of the columns."""
        super().export_item(to_columns(item) if isinstance(item, Article) else item)
