"""Opening the engine that an address means."""

from __future__ import annotations

from pathlib import Path

from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.embedded.folder import INDEX
from xabar.search.engine import SearchEngine


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
        return EmbeddedEngine(data / INDEX, records)
    # Imported here: loading the client takes time that the embedded index does not need.
    from xabar.search.elastic.connection import Connection
    from xabar.search.elastic.engine import ElasticsearchEngine
    from xabar.search.elastic.shape import IndexShape

    connection = Connection(address, api_key=api_key, trust=trust)
    return ElasticsearchEngine(connection, shape=IndexShape(shards, replicas))
