"""One language's index as it was when a search began. What one step of the search has compiled or counted the next knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import tantivy
from tantivy import Occur

from xabar.search.analysis import analyze_terms
from xabar.search.cursor import read_cursor
from xabar.search.embedded.by_time import TimeOrder
from xabar.search.embedded.facet_counts import FacetCounts, count_matches
from xabar.search.embedded.filters import filter_query
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.near import ReadArticles, read_near
from xabar.search.embedded.queries import compile_query
from xabar.search.engine import SearchRequest
from xabar.search.filters import request_filters
from xabar.search.loose_terms import loose_terms
from xabar.search.query_tree import And, Days, Filter, Loose, LooserOnly, Query, positive_leaves

_Asked: TypeAlias = tuple[Query, tuple[Filter | Days, ...]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit whose id was not read yet. The smallest comes first."""

    rank: tuple[float, ...]
    language: str
    searcher: tantivy.Searcher
    address: tantivy.DocAddress
    score: float = 0.0
    published: int | None = None


class Part(NamedTuple):
    """What one index adds to an answer."""

    total: int
    hits: list[Ranked]
    facets: FacetCounts


_NOTHING: Final = Part(0, [], {})


class LanguageView:
    """The answers of one index. `read` gives articles of the records by their ids."""

    def __init__(self, index: LanguageIndex, read: ReadArticles) -> None:
        self._index = index
        self._searcher = index.searcher()
        self._read = read
        self._compiled: dict[_Asked, tantivy.Query | None] = {}
        self._totals: dict[_Asked, int] = {}

    def answer(self, query: Query, request: SearchRequest) -> Part:
        """Return how many match, the best or the newest of them, as many as a page may need, and their facets (see `Ask`)."""
        if not self._searcher.num_docs:
            return _NOTHING
        if isinstance(query, LooserOnly):
            return self._answer_looser(query, request)
        compiled = self._compile(query, request)
        if compiled is None:
            return _NOTHING
        total, hits = self._top(compiled, request)
        facets: FacetCounts = {}
        if total is None or request.facets:
            total, facets = self._count(compiled, request)
        self._totals[_asked(query, request)] = total
        return Part(total, hits, facets)

    def _answer_looser(self, query: LooserOnly, request: SearchRequest) -> Part:
        typed = self._compile(query.typed, request)
        if not self._has_loose_terms(query):
            if typed is None or not request.facets:
                return _NOTHING
            return Part(0, [], self._count(typed, request)[1])
        loosened = self._compile(And((query.loosened,)), request)
        if loosened is None:
            return _NOTHING
        looser = loosened if typed is None else _without(loosened, typed)
        total, hits = self._top(looser, request)
        facets: FacetCounts = {}
        if total is None or request.facets:
            every, facets = self._count(loosened, request)
            total = every - self._total(query.typed, request) if total is None else total
        return Part(total, hits, facets)

    def _has_loose_terms(self, query: LooserOnly) -> bool:
        """Return whether the index has a term that only the loosened query looks for; of most queries it has none."""
        typed = positive_leaves(query.typed)
        return any(
            any(
                self._searcher.doc_freq(each.field, each.term)
                for each in loose_terms(leaf.text, self._index.language)
            )
            if isinstance(leaf, Loose)
            else self._has_words(leaf.text)
            for leaf in positive_leaves(query)
            if leaf not in typed
        )

    def _has_words(self, phrase: str) -> bool:
        """Return whether the index has all the words of a phrase, wherever they stand."""
        return all(
            self._searcher.doc_freq("body", term) or self._searcher.doc_freq("title", term)
            for term in analyze_terms(phrase, self._index.language)
        )

    def _compile(self, query: Query, request: SearchRequest) -> tantivy.Query | None:
        """Return the query without the request's filters; None if the language's rules leave nothing of it."""
        asked = _asked(query, request)
        if asked not in self._compiled:
            settled = read_near(query, self._index, request, self._read)
            self._compiled[asked] = compile_query(settled, self._index.language, self._index.schema)
        return self._compiled[asked]

    def _filter(self, query: tantivy.Query, request: SearchRequest) -> tantivy.Query:
        return filter_query(query, request, self._index.language, self._index.schema)

    def _top(self, query: tantivy.Query, request: SearchRequest) -> tuple[int | None, list[Ranked]]:
        """Return the hits up to the end of the page, and how many match if that was counted on the way."""
        wanted = request.offset + request.size
        if not request.size:
            return None, []
        filtered, language = self._filter(query, request), self._index.language
        if request.sort != "relevance":
            order = TimeOrder(
                self._searcher, self._index.schema, filtered, newest_first=request.sort == "newest"
            )
            timed = order.first(wanted, read_cursor(request))
            return None, [
                Ranked(hit[:2], language, self._searcher, hit.address, published=hit.published)
                for hit in timed
            ]
        found = self._searcher.search(filtered, wanted, count=True)
        ranked = [
            Ranked((-score,), language, self._searcher, address, score=score) for score, address in found.hits
        ]
        total: int = found.count  # type: ignore[attr-defined]  # there, but missing from the stub of tantivy 0.27
        return total, ranked

    def _count(self, query: tantivy.Query, request: SearchRequest) -> tuple[int, FacetCounts]:
        return count_matches(self._searcher, self._filter(query, request), request)

    def _total(self, query: Query, request: SearchRequest) -> int:
        """Return how many articles a query finds, which an earlier step mostly knows."""
        asked = _asked(query, request)
        if asked not in self._totals:
            compiled = self._compile(query, request)
            self._totals[asked] = 0 if compiled is None else self._count(compiled, request)[0]
        return self._totals[asked]


def _asked(query: Query, request: SearchRequest) -> _Asked:
    return query, tuple(request_filters(request))


def _without(loosened: tantivy.Query, typed: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, loosened), (Occur.MustNot, typed)])
