"""Searching in steps: first what is spelled as typed, then what is spelled more loosely. The same for every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from xabar.search.engine import INDEX_LANGUAGES, SearchPage, SearchRequest
from xabar.search.loose_terms import loose_terms
from xabar.search.other_names import name_places, split_name
from xabar.search.query import And, Loose, LooserOnly, Or, Query, Word, parse_query

Ask = Callable[[Query, SearchRequest], Awaitable[SearchPage]]
"""How an engine answers one query with the filters, the order and the page of a request."""

Facets = Mapping[str, Sequence[tuple[str, int]]]


def loosen_query(query: Query) -> Query:
    """Return the query with its words loosely spelled; equal to it if none of them can be meant otherwise.

    Phrases, prefixes and what is excluded stay as they are typed.
    """
    match query:
        case Word():
            (named,) = name_places((query,))
            return _loosen(named)
        case And(clauses, excluded):
            return And(tuple(map(_loosen, name_places(clauses))), excluded)
        case Or(clauses):
            return Or(tuple(map(loosen_query, clauses)))
    return query


def _loosen(query: Query) -> Query:
    """Return the query, in which places have their other names already, with its words loosely spelled."""
    match query:
        case Word(text):
            if len(parts := split_name(query)) > 1:
                return And(tuple(map(_loosen, parts)))
            meant = any(loose_terms(text, language) for language in INDEX_LANGUAGES)
            return Loose(text) if meant else query
        case And(clauses, excluded):
            return And(tuple(map(_loosen, clauses)), excluded)
        case Or(clauses):
            return Or(tuple(map(_loosen, clauses)))
    return query


async def search_in_steps(ask: Ask, request: SearchRequest) -> SearchPage:
    """Return the page of an answer in which everything that is spelled as typed comes first, in an order of its own."""
    query = parse_query(request.query)
    page = await ask(query, request)
    loosened = loosen_query(query)
    if request.exact or loosened == query:
        return page
    rest = replace(request, offset=max(0, request.offset - page.total), size=request.size - len(page.hits))
    return _join(page, await ask(LooserOnly(loosened, query), rest))


def _join(page: SearchPage, looser: SearchPage) -> SearchPage:
    """Return both pages as one. No article is on both."""
    return SearchPage(
        total=page.total + looser.total,
        hits=page.hits + looser.hits,
        facets={name: _sum(values, looser.facets.get(name, ())) for name, values in page.facets.items()},
        looser=looser.total,
    )


def _sum(*counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    summed: Counter[str] = Counter()
    for values in counts:
        summed.update(dict(values))
    return sorted(summed.items(), key=lambda value: (-value[1], value[0]))
