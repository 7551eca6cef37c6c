"""Searching in steps: first what is spelled as typed, then what is spelled more loosely. The same for every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

from xabar.search.engine import INDEX_LANGUAGES, SearchPage, SearchRequest
from xabar.search.facets import sorted_values
from xabar.search.loose_terms import loose_terms
from xabar.search.query import parse_query
from xabar.search.query_tree import And, Loose, LooserOnly, Query, Word, change_parts

Ask = Callable[[Query, SearchRequest], Awaitable[SearchPage]]
"""How an engine answers one query with the filters, the order and the page of a request."""


def loosen_query(query: Query) -> Query:
    """Return the query with its words loosely spelled; equal to it if none of them can be meant otherwise.

    Phrases, prefixes, words of one field and what is excluded stay as they are typed.
    """
    match query:
        case Word(text, None) if any(loose_terms(text, language) for language in INDEX_LANGUAGES):
            return Loose(text)
        case And(clauses, excluded):
            return And(tuple(map(loosen_query, clauses)), excluded)
    return change_parts(query, loosen_query)


async def search_in_steps(ask: Ask, request: SearchRequest) -> SearchPage:
    """Return the page of an answer in which everything that is spelled as typed comes first, in an order of its own."""
    query = parse_query(request.query, request.today)
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
        facets={
            name: sorted_values(name, Counter(dict(values)) + Counter(dict(looser.facets.get(name, ()))))
            for name, values in page.facets.items()
        },
        looser=looser.total,
    )
