"""What to try where no article has the words of a search: the author or tag that the words are, the address, the words of a phrase."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from xabar.app.searching import with_searcher
from xabar.config import Config
from xabar.records.articles import Articles
from xabar.search.engine import FILTERS, Searcher, SearchRequest
from xabar.search.query import parse_query
from xabar.search.query_parts import QueryError
from xabar.search.query_tree import And, Phrase, Word

_ADDRESS: Final = re.compile(r"https?://\S+|[\w.-]+\.[a-z]{2,}/\S*")


class Attempt(NamedTuple):
    """Another reading of the words of a query, and the search that it is."""

    kind: Literal["author", "tag", "words"]
    words: str
    request: SearchRequest


def advise(config: Config, request: SearchRequest) -> str | None:
    """Return in a line what would find something where no article has the words of a query; None if nothing is known.

    Raise what a search raises.
    """
    text = request.query.strip()
    if is_address(text):
        return f"to read the article at an address: xabar show {shlex.quote(text)}"

    async def ask(records: Articles, index: Searcher) -> str | None:
        if found := await first_that_finds(index, request):
            attempt, total = found
            option = "" if attempt.kind == "words" else f"--{attempt.kind} "
            return f"to find {total:,}: xabar search {option}{shlex.quote(attempt.words)}"
        if unfiltered and (total := (await index.search(unfiltered)).total):
            return f"to find {total:,} without filters: xabar search {shlex.quote(text)}"
        return None

    unfiltered = _without_filters(request)
    return with_searcher(config, ask) if unfiltered or _attempts(request) else None


def is_address(text: str) -> bool:
    """Return whether a query is the address of a page rather than words."""
    return _ADDRESS.fullmatch(text.strip()) is not None


async def first_that_finds(index: Searcher, request: SearchRequest) -> tuple[Attempt, int] | None:
    """Return the first other reading of a query that finds something, and how many articles; None if none does.

    It asks the index for three counts at most.
    """
    for attempt in _attempts(request):
        if total := (await index.search(attempt.request)).total:
            return attempt, total
    return None


def _without_filters(request: SearchRequest) -> SearchRequest | None:
    """Return the count of what the words alone find; None without words or without filters."""
    free = SearchRequest(request.query, today=request.today, exact=request.exact, size=0, as_asked=True)
    filtered = any(getattr(request, name) != getattr(free, name) for name in FILTERS)
    return free if filtered and request.query.strip() != "*" else None


def _attempts(request: SearchRequest) -> list[Attempt]:
    """Return what may be typed instead."""
    query = parse_query(request.query, request.today)
    match query:
        case Word(text, None) | Phrase(text, None):
            words = text
        case And(clauses, ()) if all(isinstance(each, Word) and each.field is None for each in clauses):
            words = request.query.strip()
        case _:
            return []
    asked = replace(request, sort="relevance", offset=0, size=0, facets=(), cursor=None, as_asked=True)
    found: list[Attempt] = []
    if not request.authors:
        found.append(Attempt("author", words, replace(asked, query="*", authors=(words,))))
    if not request.tags:
        found.append(Attempt("tag", words, replace(asked, query="*", tags=(words,))))
    if isinstance(query, Phrase) and _can_be_read(words):
        found.append(Attempt("words", words, replace(asked, query=words)))
    return found


def _can_be_read(text: str) -> bool:
    try:
        parse_query(text)
    except QueryError:
        return False
    return True
