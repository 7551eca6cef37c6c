"""Answering a search from the language indexes of one generation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import tantivy

from xabar.search.analysis import analyze_terms
from xabar.search.cursor import CursorPlace, next_cursor, read_cursor
from xabar.search.embedded.by_time import TimeOrder
from xabar.search.embedded.filters import filter_query
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.near import ReadArticles, read_near
from xabar.search.embedded.queries import compile_query
from xabar.search.engine import SearchRequest, index_language
from xabar.search.facets import facet_size, sorted_values
from xabar.search.loose_terms import loose_terms
from xabar.search.query_tree import Loose, LooserOnly, Query, positive_leaves


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: the article's id and the language of the index that holds it."""

    id: str
    language: str
    score: float  # 0.0 where hits are sorted by time


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit whose id was not read yet. The smallest comes first."""

    rank: tuple[float, ...]
    index: LanguageIndex
    searcher: tantivy.Searcher
    address: tantivy.DocAddress
    score: float = 0.0
    published: int | None = None


@dataclass(slots=True)
class Answer:
    """What the indexes answer: how many hits, one page of them, the cursor after it, and the facets over all."""

    total: int = 0
    hits: list[Found] = field(default_factory=list)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    next_cursor: str | None = None


def search_indexes(
    indexes: Mapping[str, LanguageIndex], query: Query, request: SearchRequest, read: ReadArticles
) -> Answer:
    """Ask every index that can hold a hit and merge the answers by score or by date.

    `read` gives articles of the records by their ids.
    """
    answer = Answer()
    ranked: list[Ranked] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in request.facets}
    for index in _asked(indexes, request):
        searcher = index.searcher()
        filtered = _compile_for(index, searcher, query, request, read)
        if filtered is None:
            continue
        total, hits = _top(index, searcher, filtered, request)
        answer.total += total
        ranked.extend(hits)
        for name, values in _facets(searcher, filtered, request).items():
            counts[name].update(values)
    ranked.sort(key=lambda hit: hit.rank)
    page = ranked[request.offset : request.offset + request.size]
    answer.hits = [
        Found(hit.searcher.doc(hit.address)["id"][0], hit.index.language, hit.score) for hit in page
    ]
    places = [CursorPlace(hit.published, found.id) for hit, found in zip(page, answer.hits, strict=True)]
    answer.next_cursor = next_cursor(request, places)
    answer.facets = {name: sorted_values(name, values) for name, values in counts.items()}
    return answer


def _asked(indexes: Mapping[str, LanguageIndex], request: SearchRequest) -> Iterable[LanguageIndex]:
    if not request.languages:
        return indexes.values()
    return [indexes[name] for name in dict.fromkeys(index_language(each) for each in request.languages)]


def _compile_for(
    index: LanguageIndex,
    searcher: tantivy.Searcher,
    query: Query,
    request: SearchRequest,
    read: ReadArticles,
) -> tantivy.Query | None:
    """Return the query and the filters for an index; None if it can have no hit."""
    if not searcher.num_docs:
        return None
    if isinstance(query, LooserOnly) and not _has_loose_terms(query, searcher, index.language):
        return None
    settled = read_near(query, index, request, read)
    compiled = compile_query(settled, index.language, index.schema)
    return None if compiled is None else filter_query(compiled, request, index.language, index.schema)


def _has_loose_terms(query: LooserOnly, searcher: tantivy.Searcher, language: str) -> bool:
    """Return whether the index has a term that only the loosened query looks for; of most queries it has none."""
    loosened = (leaf for leaf in positive_leaves(query) if leaf not in positive_leaves(query.typed))
    return any(
        any(searcher.doc_freq(each.field, each.term) for each in loose_terms(leaf.text, language))
        if isinstance(leaf, Loose)
        else _has_words(leaf.text, searcher, language)
        for leaf in loosened
    )


def _has_words(phrase: str, searcher: tantivy.Searcher, language: str) -> bool:
    """Return whether the index has all the words of a phrase, wherever they stand."""
    return all(
        searcher.doc_freq("body", term) or searcher.doc_freq("title", term)
        for term in analyze_terms(phrase, language)
    )


def _top(
    index: LanguageIndex, searcher: tantivy.Searcher, query: tantivy.Query, request: SearchRequest
) -> tuple[int, list[Ranked]]:
    """Return how many match, and the best or the newest, as many as a page may need."""
    wanted = max(request.offset + request.size, 1)
    if request.sort != "relevance":
        hits = TimeOrder(searcher, index.schema, query, newest_first=request.sort == "newest").first(
            wanted, read_cursor(request)
        )
        found = searcher.search(query, 1, count=True)
        ranked = [Ranked(hit[:2], index, searcher, hit.address, published=hit.published) for hit in hits]
    else:
        found = searcher.search(query, wanted, count=True)
        ranked = [Ranked((-score,), index, searcher, address, score=score) for score, address in found.hits]
    total: int = found.count  # type: ignore[attr-defined]  # there, but missing from the stub of tantivy 0.27
    return total, ranked


def _facets(
    searcher: tantivy.Searcher, query: tantivy.Query, request: SearchRequest
) -> dict[str, dict[str, int]]:
    names = request.facets
    if not names:
        return {}
    asked = {name: {"terms": {"field": name, "size": facet_size(name, request)}} for name in names}
    buckets = searcher.aggregate(query, asked)
    return {
        name: {_facet_value(name, bucket["key"]): bucket["doc_count"] for bucket in buckets[name]["buckets"]}
        for name in names
    }


def _facet_value(name: str, key: str | float) -> str:
    return _print_day(key) if name == "day" else str(key)


@lru_cache(maxsize=1 << 14)  # every facet of days has the same ones
def _print_day(key: str | float) -> str:
    digits = f"{int(key):08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
