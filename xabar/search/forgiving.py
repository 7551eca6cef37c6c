"""Searching in steps: what is spelled as typed, what is spelled more loosely, what may have been meant, most words.

The same for every engine, which only answers one query after the other.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

from xabar.search.cursor import read_cursor
from xabar.search.engine import Ask, Correction, SearchPage, SearchRequest
from xabar.search.loose_terms import MOST_WORDS, loosen_query
from xabar.search.most_words import is_sentence, most_of, with_missing
from xabar.search.other_names import capitalize_names, name_places
from xabar.search.query import parse_query
from xabar.search.query_tree import And, LooserOnly, Or, Query, positive_leaves
from xabar.search.reranking import reranking
from xabar.search.suggestions import LITTLE, CountEach, correct_query, count_in_turn
from xabar.search.time_facet import counting_time


async def search_in_steps(
    ask: Ask, request: SearchRequest, count_each: CountEach = count_in_turn
) -> SearchPage:
    """Return the page of an answer in which everything that is spelled as typed comes first, in an order of its own.

    In the order of time all articles stand together, however they are spelled. A query without words, whose hits are all
    equally good, is answered in that order, the newest first.

    Behind the few articles that have every word of a sentence come those that lack some.

    Where nothing is found, return what another spelling of the query finds, or the articles with most of its words;
    or nothing, if only what was asked is wanted. A word that a slip explains is then no name either.
    """
    ask = reranking(counting_time(ask))
    query = parse_query(request.query, request.today)
    if request.sort == "relevance" and not positive_leaves(query):
        request = replace(request, sort="newest")
    read_cursor(request)  # a wrong one is refused before an index is asked
    if request.exact:
        return await ask(query, request)
    typed, meant = await _ask_typed(ask, query, request), capitalize_names(query)
    page = None
    if typed.total <= LITTLE:
        page = await _in_any_spelling(ask, typed, query, query, request)
        if (
            page.total <= LITTLE
            and (better := await _corrected(ask, page, query, request, count_each)) is not None
        ):
            if request.as_asked or not page.total:
                return page if request.as_asked else better
            return await _with_fewer_words(ask, better, query, query, request)
    if page is None or in_any_spelling(meant) != in_any_spelling(query):
        page = await _in_any_spelling(ask, typed, query, meant, request)
    if page.total > LITTLE or request.as_asked:
        return page
    if page.total:
        return await _with_fewer_words(ask, page, query, meant, request)
    return await _with_most_words(ask, page, query, request)


@lru_cache(maxsize=1 << 8)  # the steps of a search ask for the same ones
def in_any_spelling(query: Query) -> Query:
    """Return the query with its words loosely spelled, and with the other names of places beside those it has."""
    loosened = loosen_query(query)
    return name_places(loosened) if len(positive_leaves(query)) <= MOST_WORDS else loosened


async def _ask_typed(ask: Ask, query: Query, request: SearchRequest) -> SearchPage:
    """Return what a query finds as typed: the page without facets, or only the count in an order of time.

    Facets count every spelling, so they are asked for with the last of them, once; here only if there is no other.
    """
    if request.sort != "relevance":
        return await ask(query, replace(request, size=0, facets=(), cursor=None))
    last = in_any_spelling(capitalize_names(query)) == query
    return await ask(query, request if last else replace(request, facets=()))


async def _in_any_spelling(
    ask: Ask, typed: SearchPage, query: Query, meant: Query, request: SearchRequest
) -> SearchPage:
    """Return what a query finds as typed, and after it what loose spellings and other names find as it is meant.

    In an order of time both stand among each other; of `typed` only the count is used.
    """
    loosened = in_any_spelling(meant)
    if request.sort != "relevance":
        every = await ask(loosened, request)
        return replace(every, looser=every.total - typed.total)
    if loosened == query:
        if len(typed.facets) < len(request.facets):  # they were left for a looser spelling
            counted = await ask(query, replace(request, size=0))
            return replace(typed, facets=counted.facets)
        return typed
    offset, size = max(0, request.offset - typed.total), request.size - len(typed.hits)
    rest = replace(request, offset=offset, size=size)
    return _join(typed, await ask(LooserOnly(loosened, query), rest))


async def _corrected(
    ask: Ask, page: SearchPage, query: Query, request: SearchRequest, count_each: CountEach
) -> SearchPage | None:
    """Return the page of the corrected query if the typed one finds nothing, otherwise the page and the offer.

    Return None if there is nothing better.
    """
    text = await correct_query(ask, query, request.query, count_each)
    if text is None:
        return None
    corrected = parse_query(text, request.today)
    found = await _ask_typed(ask, corrected, request)
    better = await _in_any_spelling(ask, found, corrected, corrected, request)
    if page.total:
        offer = Correction(text, better.total, used=False)
        return replace(page, correction=offer) if better.total > page.total else None
    if not better.total:
        if not await _has_use(ask, corrected, query, request):
            return None
        better = await _with_most_words(ask, better, corrected, request)
    return replace(better, correction=Correction(text, better.total, used=True)) if better.total else None


async def _has_use(ask: Ask, corrected: Query, query: Query, request: SearchRequest) -> bool:
    """Return whether a good article lacks fewer words of the corrected query than all good ones lack of the typed one."""
    best = replace(request, sort="relevance", cursor=None, offset=0, size=10, facets=(), marked=False)
    pages = [await _with_most_words(ask, SearchPage(0, ()), each, best) for each in (corrected, query)]
    better, typed = [min([len(hit.missing) for hit in page.hits], default=math.inf) for page in pages]
    return better < typed


async def _with_most_words(ask: Ask, page: SearchPage, query: Query, request: SearchRequest) -> SearchPage:
    """Return the articles that have most of the words, or the empty page if there are none."""
    most = most_of(query)
    if most is None:
        return page
    found = await ask(most, replace(request, marked=False))
    if not found.total:
        return page
    return replace(found, hits=with_missing(found.hits, most, marked=request.marked), partial=True)


async def _with_fewer_words(
    ask: Ask, page: SearchPage, query: Query, meant: Query, request: SearchRequest
) -> SearchPage:
    """Return the page with the articles that lack words of a sentence behind the few that have all of them.

    Somebody asked something, and the few may be others than those that answer it. `meant` is what the page shows.
    """
    most = most_of(query) if is_sentence(query, request.query) and request.sort == "relevance" else None
    if most is None:
        return page
    shown = in_any_spelling(meant)
    lacking = And(most.clauses, (*most.excluded, shown))
    offset, size = max(0, request.offset - page.total), request.size - len(page.hits)
    more = await ask(lacking, replace(request, offset=offset, size=size, facets=(), marked=False))
    if not more.total:
        return page
    counted = await ask(Or((shown, most)), replace(request, size=0)) if request.facets else page
    return replace(
        page,
        total=page.total + more.total,
        hits=page.hits + with_missing(more.hits, lacking, marked=request.marked),
        facets=counted.facets,
        looser=page.looser + more.total,
        lacking=more.total,
    )


def _join(page: SearchPage, looser: SearchPage) -> SearchPage:
    """Return both pages as one. No article is on both; the facets of the second one count the first one's too."""
    return SearchPage(
        total=page.total + looser.total,
        hits=page.hits + looser.hits,
        facets=looser.facets,
        looser=looser.total,
    )
