"""The bare baseline of a search: tantivy alone answers the same compiled query: ten hits with their ids, and the count.

With facets it also counts the values of the fields that a search asks for, as anyone would who has only tantivy: over
the same query.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import tantivy

from bench.search_times import ROUNDS
from xabar.search.embedded.filters import filter_query
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.queries import compile_query
from xabar.search.engine import INDEX_LANGUAGES, SearchRequest, index_language
from xabar.search.facets import FACET_SIZE
from xabar.search.query import parse_query

Compiled = tuple[tantivy.Searcher, tantivy.Query]


def tantivy_times(
    indexes: Sequence[LanguageIndex], requests: list[SearchRequest], *, facets: bool = False
) -> list[float]:
    """Return what `search_times` does, without parsing, marks and records; only the query as it is typed."""
    times = []
    for request in requests:
        compiled = _compile(indexes, request)
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            _answer(compiled, request.facets if facets else ())
            rounds.append((time.perf_counter() - began) * 1000)
        times.append(min(rounds))
    return times


def _compile(indexes: Sequence[LanguageIndex], request: SearchRequest) -> list[Compiled]:
    """Return the query for each index that the engine would ask."""
    query = parse_query(request.query)
    asked = {index_language(language) for language in request.languages or INDEX_LANGUAGES}
    found = []
    for index in indexes:
        compiled = compile_query(query, index.language, index.schema)
        if index.language in asked and compiled is not None:
            filtered = filter_query(compiled, request, index.language, index.schema)
            found.append((index.searcher(), filtered))
    return found


def _answer(compiled: list[Compiled], facets: Sequence[str]) -> list[str]:
    hits = []
    counts = {name: {"terms": {"field": name, "size": FACET_SIZE}} for name in facets}
    for searcher, query in compiled:
        if searcher.num_docs:
            best = searcher.search(query, 10, count=True).hits
            hits += [(score, searcher, address) for score, address in best]
            if counts:
                searcher.aggregate(query, counts)
    hits.sort(key=lambda hit: -hit[0])
    return [searcher.doc(address)["id"][0] for _, searcher, address in hits[:10]]
