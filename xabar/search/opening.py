"""Opening the engine that an address means, and no other: each is imported where it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xabar.search.engine import SearchEngine

if TYPE_CHECKING:  # a search from the shell reads articles alone
    from xabar.records.articles import Articles
    from xabar.records.store import RecordStore
    from xabar.search.embedded.reader import IndexReader

INDEX: Final = "index"  # the folder of the embedded index, in that of the data


def open_engine(
    address: str | None,
    *,
    data: Path,
    api_key: str | Path | None,
    records: RecordStore,
    trust: str | None = None,
    shards: int | None = None,
    replicas: int | None = None,
) -> SearchEngine:
    """Return the embedded engine in `data`/index, or if there is an address, http(s)://host:9200, that server's.

    Several addresses of one cluster stand with commas between them.

    `api_key` is the server's API key or a file that holds it. `trust` is the PEM file of the authority that signed the
    server's certificate, or the SHA-256 of that certificate. `shards` and `replicas` are those of the indexes that the
    engine makes; None leaves them to the size and to the number of nodes. Nothing is created or contacted yet. Raise an
    EngineUnavailable that is a ValueError too if the settings are wrong.
    """
    if not address:
        from xabar.search.embedded.engine import EmbeddedEngine

        return EmbeddedEngine(data / INDEX, records)
    from xabar.search.elastic.connection import Connection
    from xabar.search.elastic.engine import ElasticsearchEngine
    from xabar.search.elastic.shape import IndexShape

    connection = Connection(address, api_key=api_key, trust=trust)
    return ElasticsearchEngine(connection, shape=IndexShape(shards, replicas))


def has_whole_articles(address: str | None) -> bool:
    """Return whether the index of an address can be searched where there are no records, because it has the texts too."""
    return bool(address)


def open_reader(address: str | None, *, data: Path, records: Articles) -> IndexReader | None:
    """Return what answers searches at once, without an event loop; None for an engine that must be waited for."""
    if address:
        return None
    from xabar.search.embedded.open_indexes import OpenIndexes
    from xabar.search.embedded.reader import IndexReader

    return IndexReader(OpenIndexes(data / INDEX), records)
