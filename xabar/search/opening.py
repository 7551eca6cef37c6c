"""Which engine an address means."""

from __future__ import annotations

from pathlib import Path

from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchEngine


def open_engine(
    address: str | None,
    *,
    data: Path,
    api_key: str | Path | None,
    records: RecordStore,
    trust: str | None = None,
) -> SearchEngine:
    """The engine behind XABAR_SEARCH_URL: empty is the embedded one in `data`/index, http(s)://host:9200 a server.

    `api_key` is the server's API key or a file that holds it; `trust` is the PEM file of the authority that signed the
    server's certificate, or that certificate's SHA-256. Nothing is created or contacted yet. EngineUnavailable, which
    then is a ValueError too, when the settings can open neither.
    """
    if not address:
        return EmbeddedEngine(data / "index", records)
    # loaded here, so that only who needs the client pays for it
    from xabar.search.elastic.connection import Connection
    from xabar.search.elastic.engine import ElasticsearchEngine

    return ElasticsearchEngine(Connection(address, api_key=api_key, trust=trust))
