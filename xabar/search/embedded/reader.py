"""Searching the embedded index. What only writes to it is not loaded, so that a search from the shell begins at once."""

from __future__ import annotations

from collections.abc import Sequence

from xabar.records.articles import Articles
from xabar.search.embedded.language_index import explain_damage
from xabar.search.embedded.open_indexes import OpenIndexes
from xabar.search.embedded.panics import panics_unprinted
from xabar.search.embedded.searcher import Found, IndexView
from xabar.search.engine import (
    FACETS,
    TIME,
    EngineUnavailable,
    Hit,
    NoActiveIndex,
    SearchPage,
    SearchRequest,
)
from xabar.search.forgiving import search_in_steps
from xabar.search.highlight import Highlighter
from xabar.search.query_tree import Everything, Query


class IndexReader:
    """What answers searches from the indexes of a folder. The articles of a hit come from `records`.

    Its coroutines never wait: they end at their first step, with or without an event loop.
    """

    def __init__(self, indexes: OpenIndexes, records: Articles) -> None:
        self._indexes = indexes
        self._records = records

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer from the active generation."""
        unknown = set(request.facets) - {*FACETS, TIME}
        if unknown:
            raise ValueError(f"no facet {sorted(unknown)}; there are {', '.join(FACETS)}")
        while True:
            active = self._indexes.folder.active()
            if active is None:
                raise NoActiveIndex(f"there is no index in {self._indexes.address}; run `xabar index setup`")
            try:
                with panics_unprinted():
                    return await self._search(active, request)
            except EngineUnavailable:
                if self._indexes.folder.active() == active:
                    raise  # it was not replaced and removed meanwhile

    async def _search(self, generation: str, request: SearchRequest) -> SearchPage:
        with explain_damage(self._indexes.address):
            view = IndexView(self._indexes.current(generation), self._records.get_articles)

        async def ask(query: Query, request: SearchRequest) -> SearchPage:
            with explain_damage(self._indexes.address):
                answer = view.answer(query, request)
                hits = self._hits(answer.hits, query if request.marked else Everything())
            return SearchPage(answer.total, hits, answer.facets, next_cursor=answer.next_cursor)

        return await search_in_steps(ask, request)

    def _hits(self, found: Sequence[Found], query: Query) -> tuple[Hit, ...]:
        articles = self._records.get_articles(each.id for each in found)
        highlighters = {
            language: Highlighter(query, language) for language in {each.language for each in found}
        }
        hits = []
        for each in found:
            if (article := articles.get(each.id)) is None:
                continue  # removed a moment ago; the feed has not carried it yet
            highlighter = highlighters[each.language]
            hits.append(
                Hit(
                    article=article,
                    score=each.score,
                    snippet=highlighter.snippet(article.body),
                    title=highlighter.mark(article.title),
                )
            )
        return tuple(hits)

    def close(self) -> None:
        """Let go of every index."""
        self._indexes.close()
