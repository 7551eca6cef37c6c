"""Answering the steps of a search from the language indexes of one generation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xabar.search.cursor import CursorPlace, next_cursor
from xabar.search.embedded.facet_counts import add_up
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.language_view import LanguageView
from xabar.search.embedded.near import ReadArticles
from xabar.search.engine import SearchRequest, index_language
from xabar.search.query_tree import Query


class Found(NamedTuple):
    """A hit: the article's id and the language of the index that holds it."""

    id: str
    language: str
    score: float  # 0.0 where hits are sorted by time


@dataclass(slots=True)
class Answer:
    """What the indexes answer: how many hits, one page of them, the cursor after it, and the facets over all."""

    total: int = 0
    hits: list[Found] = field(default_factory=list)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    next_cursor: str | None = None


class IndexView:
    """The indexes as they were when a search began, so that all of its steps see the same articles.

    `read` gives articles of the records by their ids.
    """

    def __init__(self, indexes: Mapping[str, LanguageIndex], read: ReadArticles) -> None:
        self._views = {language: LanguageView(index, read) for language, index in indexes.items()}

    def answer(self, query: Query, request: SearchRequest) -> Answer:
        """Ask every index that can hold a hit and merge the answers by score or by date."""
        parts = [view.answer(query, request) for view in self._asked(request)]
        ranked = sorted((hit for part in parts for hit in part.hits), key=lambda hit: hit.rank)
        page = ranked[request.offset : request.offset + request.size]
        hits = [Found(hit.searcher.doc(hit.address)["id"][0], hit.language, hit.score) for hit in page]
        places = [CursorPlace(hit.published, found.id) for hit, found in zip(page, hits, strict=True)]
        return Answer(
            total=sum(part.total for part in parts),
            hits=hits,
            facets=add_up(request.facets, [part.facets for part in parts]),
            next_cursor=next_cursor(request, places),
        )

    def _asked(self, request: SearchRequest) -> Iterable[LanguageView]:
        if not request.languages:
            return self._views.values()
        return [self._views[name] for name in dict.fromkeys(map(index_language, request.languages))]
