"""What to try where a search finds nothing: the author or tag that the words are, the address, the words of a phrase."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from xabar.app.opening import with_index, with_index_only
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine, SearchRequest
from xabar.search.query import parse_query
from xabar.search.query_parts import QueryError
from xabar.search.query_tree import And, Phrase, Query, Word

_ADDRESS: Final = re.compile(r"https?://\S+|[\w.-]+\.[a-z]{2,}/\S*")


def advise(config: Config, request: SearchRequest) -> str | None:
    """Return in a line what would find something where a query finds nothing; None if nothing is known.

    It asks the index for three counts at most. Raise what a search raises.
    """
    text = request.query.strip()
    if _ADDRESS.fullmatch(text):
        return f"to read the article at an address: xabar show {shlex.quote(text)}"
    attempts = list(_attempts(request, parse_query(text, request.today)))

    async def first_that_finds(records: RecordStore, engine: SearchEngine) -> str | None:
        for words, attempt in attempts:
            if total := (await engine.search(attempt)).total:
                return f"to find {total:,}: xabar search {words}"
        return None

    opened = with_index_only if config.search_url else with_index
    return opened(config, first_that_finds) if attempts else None


def _attempts(request: SearchRequest, query: Query) -> Iterator[tuple[str, SearchRequest]]:
    """Yield what may be typed instead, for the shell, and the search that it is."""
    match query:
        case Word(text, None) | Phrase(text, None):
            words = text
        case And(clauses, ()) if all(isinstance(each, Word) and each.field is None for each in clauses):
            words = request.query.strip()
        case _:
            return
    asked = replace(request, sort="relevance", offset=0, size=0, facets=(), cursor=None, as_asked=True)
    typed = shlex.quote(words)
    if not request.authors:
        yield f"--author {typed}", replace(asked, query="*", authors=(words,))
    if not request.tags:
        yield f"--tag {typed}", replace(asked, query="*", tags=(words,))
    if isinstance(query, Phrase) and _can_be_read(words):
        yield typed, replace(asked, query=words)


def _can_be_read(text: str) -> bool:
    try:
        parse_query(text)
    except QueryError:
        return False
    return True
