"""Searching the embedded index. What only writes to it is not loaded, so that a search from the shell begins at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xabar.records.articles import Articles
from xabar.search.analysis_hash import read_hash
from xabar.search.embedded.folder import IndexFolder
from xabar.search.embedded.language_index import LanguageIndex, explain_damage
from xabar.search.embedded.panics import panics_unprinted
from xabar.search.embedded.searcher import Found, IndexView
from xabar.search.engine import (
    FACETS,
    INDEX_LANGUAGES,
    TIME,
    EngineUnavailable,
    Hit,
    IndexOutdated,
    NoActiveIndex,
    SearchPage,
    SearchRequest,
)
from xabar.search.forgiving import search_in_steps
from xabar.search.highlight import Highlighter
from xabar.search.query_tree import Everything, Query


class IndexReader:
    """The language indexes of a folder, opened when they are asked for. The articles of a hit come from `records`.

    Its coroutines never wait: they end at their first step, with or without an event loop.
    """

    def __init__(self, path: Path, records: Articles, *, analysis_hash: str | None = None) -> None:
        """Read indexes that were made with these analysis tables; by default with today's."""
        path = path.resolve()  # the records know the index by this path, wherever a command was started
        self.address = str(path)
        self.folder = IndexFolder(path)
        self.opened: dict[str, dict[str, LanguageIndex]] = {}  # generation -> language -> index
        self._records = records
        self._analysis_hash = analysis_hash
        self._hashes: dict[str, str] = {}  # generation -> the analysis tables it was made with

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer from the active generation."""
        unknown = set(request.facets) - {*FACETS, TIME}
        if unknown:
            raise ValueError(f"no facet {sorted(unknown)}; there are {', '.join(FACETS)}")
        while True:
            active = self.folder.active()
            if active is None:
                raise NoActiveIndex(f"there is no index in {self.address}; run `xabar index setup`")
            try:
                with panics_unprinted():
                    return await self._search(active, request)
            except EngineUnavailable:
                if self.folder.active() == active:
                    raise  # it was not replaced and removed meanwhile

    async def _search(self, generation: str, request: SearchRequest) -> SearchPage:
        with explain_damage(self.address):
            view = IndexView(self.current(generation), self._records.get_articles)

        async def ask(query: Query, request: SearchRequest) -> SearchPage:
            with explain_damage(self.address):
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

    def indexes(self, generation: str) -> dict[str, LanguageIndex]:
        """Return a generation's indexes, whatever tables they were made with."""
        if generation not in self.opened:
            folder = self.folder.path / generation
            self.opened[generation] = {name: LanguageIndex(folder / name) for name in INDEX_LANGUAGES}
        return self.opened[generation]

    def current(self, generation: str) -> dict[str, LanguageIndex]:
        """Return a generation's indexes. Raise IndexOutdated if its terms are not comparable."""
        if generation not in self._hashes:
            self._hashes[generation] = self.folder.info(generation).analysis_hash
        if self._analysis_hash is None:
            self._analysis_hash = read_hash(self.folder.path)
        if self._hashes[generation] != self._analysis_hash:
            raise IndexOutdated(
                f"generation {generation} in {self.address} was made with other analysis tables"
                f" ({self._hashes[generation]}, today's are {self._analysis_hash}); run `xabar index rebuild`"
            )
        return self.indexes(generation)

    def close_generation(self, generation: str) -> None:
        """Let go of a generation's indexes."""
        self._hashes.pop(generation, None)
        for index in self.opened.pop(generation, {}).values():
            index.close()

    def close(self) -> None:
        """Let go of every index."""
        for generation in list(self.opened):
            self.close_generation(generation)
