"""News crawler and news search for Uzbek and Kazakh: `xabar.open` is the interface for programs (docs/python.ipynb)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # each is imported when it is first asked for: `import xabar` loads nothing else
    from os import PathLike
    from pathlib import Path

    from xabar.archive import Added, Archive
    from xabar.article import Article
    from xabar.records.change import Change
    from xabar.search.engine import Hit, SearchPage

__all__ = ["Added", "Archive", "Article", "Change", "Hit", "SearchPage", "open"]

_HOMES: Final = {
    "__version__": "xabar.version",
    "Added": "xabar.archive",
    "Archive": "xabar.archive",
    "Article": "xabar.article",
    "Change": "xabar.records.change",
    "Hit": "xabar.search.engine",
    "SearchPage": "xabar.search.engine",
}


def open(
    data: str | PathLike[str] | None = None,
    *,
    records: str | None = None,
    search_url: str | None = None,
    search_api_key: str | Path | None = None,
    search_ca: str | None = None,
    create: bool = False,
) -> Archive:
    """Open the archive in a data folder. What is not given comes from the environment: XABAR_DATA, XABAR_SEARCH_URL, …

    `records` is the address of a PostgreSQL database, or "" for the file in `data`. Where only `data` is given, the
    records are that file.
    `search_url` is the address of an Elasticsearch server, "" for the embedded index; `search_api_key` its API key, or
    the path of a file that holds it; `search_ca` its authority's PEM file or its fingerprint. Raise NoRecords
    (`xabar.app.errors`) if there are no records, unless the archive is to be created.
    """
    from xabar.app.configuration import project_config
    from xabar.archive import Archive

    given = {
        "XABAR_DATA": data,
        "XABAR_RECORDS": "" if records is None and data is not None else records,
        "XABAR_SEARCH_URL": search_url,
        "XABAR_SEARCH_API_KEY": search_api_key,
        "XABAR_SEARCH_CA": search_ca,
    }
    config = project_config({name: value for name, value in given.items() if value is not None})
    return Archive(config, create=create)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'xabar' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
