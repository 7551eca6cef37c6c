"""One language's index as it was when a search began. What one step of the search has compiled or counted the next knows."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

import tantivy

from xabar.search.cursor import read_cursor
from xabar.search.embedded.by_time import TimeOrder
from xabar.search.embedded.facet_counts import FacetCounts, count_matches
from xabar.search.embedded.filters import filter_query
from xabar.search.embedded.known_words import KnownWords
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.leaves import NOTHING, all_of, find_articles
from xabar.search.embedded.near import ReadArticles, read_near
from xabar.search.embedded.queries import compile_query
from xabar.search.engine import SearchRequest
from xabar.search.filters import request_filters
from xabar.search.query_tree import Days, Filter, LooserOnly, Query, is_any_of

_Asked: TypeAlias = tuple[Query, tuple[Filter | Days, ...]]


class Ranked(NamedTuple):
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


TIMES_AS_LONG: Final = 20  # it takes to look at one of a few articles than at one of many
_NOTHING: Final = Part(0, [], {})


class LanguageView:
    """The answers of one index. `read` gives articles of the records by their ids."""

    def __init__(self, index: LanguageIndex, read: ReadArticles) -> None:
        self._index = index
        self._searcher = index.searcher()
        self._words = KnownWords(index, self._searcher)
        self._read = read
        self._settled: dict[_Asked, Query] = {}
        self._compiled: dict[tuple[_Asked, bool], tantivy.Query | None] = {}
        self._totals: dict[_Asked, int] = {}

    def answer(self, query: Query, request: SearchRequest) -> Part:
        """Return how many match, the best or the newest of them, as many as a page may need, and their facets (see `Ask`)."""
        if not self._searcher.num_docs:
            return _NOTHING
        if isinstance(query, LooserOnly):
            return self._answer_looser(query, request)
        total, hits = self._top(query, request)
        facets: FacetCounts = {}
        if total is None or request.facets:
            total, facets = self._count(query, request)
        self._totals[_asked(query, request)] = total
        return Part(total, hits, facets)

    def _answer_looser(self, query: LooserOnly, request: SearchRequest) -> Part:
        added = self._words.added(query)
        if added == []:
            return Part(0, [], self._count(query.typed, request)[1]) if request.facets else _NOTHING
        total, hits = self._top(query, request)
        facets: FacetCounts = {}
        if request.facets:
            every, facets = self._count(query.loosened, request)
            total = every - self._total(query.typed, request)
        elif total is None:
            total = self._count_looser(query, added, request)
        return Part(total, hits, facets)

    def _count_looser(self, query: LooserOnly, added: list[str] | None, request: SearchRequest) -> int:
        """Count those of a few articles that may be `added`; or what is found in any spelling, without what is typed."""
        if is_any_of(query.loosened):
            return self._count_compiled(self._words.compile_looser(query), request)[0]
        typed = self._total(query.typed, request)
        if added is not None and len(added) * TIMES_AS_LONG < typed:
            few = find_articles(added, self._index.schema)
            return self._count_compiled(self._compile_looser(query, request, few), request)[0]
        return self._count(query.loosened, request)[0] - typed

    def _compile(self, query: Query, request: SearchRequest, *, scored: bool) -> tantivy.Query | None:
        """Return the query without the request's filters; None if the language's rules leave nothing of it."""
        if isinstance(query, LooserOnly):
            return self._compile_looser(query, request, scored=scored)
        asked = _asked(query, request)
        if (key := (asked, scored)) not in self._compiled:
            if asked not in self._settled:
                self._settled[asked] = read_near(query, self._index, request, self._read)
            self._compiled[key] = compile_query(
                self._settled[asked],
                self._index.language,
                self._index.schema,
                scored=scored,
                known=self._words.for_query(scored=scored),
            )
        return self._compiled[key]

    def _compile_looser(
        self, query: LooserOnly, request: SearchRequest, *among: tantivy.Query, scored: bool = False
    ) -> tantivy.Query | None:
        """Return the query for what looser spellings alone find, and all queries `among` which it is looked for.

        Those stand beside the excluded query: inside of one of them, tantivy would go through all that is excluded.
        """
        loosened = self._compile(query.loosened, request, scored=scored)
        typed = self._compile(query.typed, request, scored=False)
        if loosened is None or typed is None:
            return loosened
        return all_of([loosened, *among], [typed])

    def _filter(self, query: tantivy.Query, request: SearchRequest) -> tantivy.Query:
        return filter_query(query, request, self._index.language, self._index.schema)

    def _top(self, query: Query, request: SearchRequest) -> tuple[int | None, list[Ranked]]:
        """Return the hits up to the end of the page, and how many match if that was counted on the way."""
        if not request.size:
            return None, []
        compiled = self._compile(query, request, scored=request.sort == "relevance")
        if compiled is None or compiled is NOTHING:
            return 0, []
        wanted = request.offset + request.size
        filtered, language = self._filter(compiled, request), self._index.language
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

    def _count(self, query: Query, request: SearchRequest) -> tuple[int, FacetCounts]:
        return self._count_compiled(self._compile(query, request, scored=False), request)

    def _count_compiled(
        self, compiled: tantivy.Query | None, request: SearchRequest
    ) -> tuple[int, FacetCounts]:
        if compiled is None or compiled is NOTHING:
            return 0, {}
        return count_matches(self._searcher, self._filter(compiled, request), request)

    def _total(self, query: Query, request: SearchRequest) -> int:
        """Return how many articles a query finds, which an earlier step mostly knows."""
        asked = _asked(query, request)
        if asked not in self._totals:
            self._totals[asked] = self._count(query, request)[0]
        return self._totals[asked]


def _asked(query: Query, request: SearchRequest) -> _Asked:
    return query, tuple(request_filters(request))
