"""The interface for programs: an archive of articles, opened with `xabar.open` and asked by five calls."""

from __future__ import annotations

import warnings
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, Self, Unpack

from xabar.app.errors import NoRecords
from xabar.app.importing import add_article
from xabar.app.lookup import UnknownArticle, find_article
from xabar.app.loop_thread import LoopThread
from xabar.app.origins import Given, Origins
from xabar.app.request import Filters, make_request
from xabar.app.searched_sites import unknown_sites
from xabar.app.site_names import explain_unknown_site, known_sites
from xabar.article import Article
from xabar.config import Config
from xabar.exchange.entry import REASONS, Refusal
from xabar.records.change import Change
from xabar.records.place import absence, is_there
from xabar.search.cursor import BATCH, every_hit
from xabar.search.engine import Hit, SearchEngine, SearchPage, SearchRequest, Sort
from xabar.search.feed import Feeder
from xabar.site import Site
from xabar.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that was added: as it is stored now, or of a duplicate the one that was there."""

    outcome: Literal["stored", "unchanged", "duplicate", "rejected"]
    article: Article | None  # None if it was rejected
    reason: str | None = None  # why it was rejected, in words


class Archive:
    """The records and the index of one data folder. Close it, or use it in a `with` statement.

    It may be used from several threads, and where an event loop runs, as in a notebook: the work is done in a thread of
    its own, one call after another. Every call may raise RecordsError (`xabar.records.errors`), and those that search,
    EngineUnavailable (`xabar.search.engine`); misuse raises WrongUse (`xabar.app.errors`). A site that nobody knows is a
    warning, since its articles may still come.
    """

    def __init__(self, config: Config, *, create: bool = False) -> None:
        if not create and not is_there(config.records_place):
            raise NoRecords(
                f"{absence(config.records_place)}; give the folder that holds records.sqlite, or create=True to begin"
                " one"
            )
        self._thread = LoopThread()
        try:
            self._workspace, self._engine = self._thread.call(_open, config)
        except BaseException:
            self._thread.close()
            raise
        self._is_behind = create  # the index may lack what was stored here
        self._is_open = True
        self._sites: Mapping[str, type[Site]] | None = None

    def search(
        self,
        query: str,
        *,
        sort: Sort = "relevance",
        size: int = 10,
        offset: int = 0,
        cursor: str | None = None,
        facets: Sequence[str] = (),
        **filters: Unpack[Filters],
    ) -> SearchPage:
        """Return one page of what a query finds; `*` finds every article.

        The page has `total`, `hits` with `article`, `score`, and `title` and `snippet` whose hits stand between U+E000
        and U+E001, `facets`, and in an order of time `next_cursor`, which leads to the next page however many there are.
        """
        request = self._request(
            query, filters, sort=sort, size=size, offset=offset, cursor=cursor, facets=facets
        )
        return self._thread.run(self._search(request))

    def get(self, wanted: str) -> Article | None:
        """Return the article of an id, the unique beginning of one, or any address; None if there is none."""
        try:
            return self._thread.call(find_article, self._workspace.records, wanted)
        except UnknownArticle:
            return None

    def articles(self, query: str | None = None, **filters: Unpack[Filters]) -> Iterator[Article]:
        """Yield all articles in the order in which they were stored last, or what a query or filters find, the newest first.

        Memory holds a batch of them. What cannot be read any more is left out; `changes` names it.
        """
        if query is not None or filters:
            return self._found(self._request("*" if query is None else query, filters))
        return (change.article for change in self.changes() if change.article is not None)

    def add(
        self,
        values: Mapping[str, Any],
        *,
        site: str | None = None,
        language: str | None = None,
        zone: str | None = None,
    ) -> Added:
        """Store one article as `xabar import` does, and return what became of it. Searches find it from then on.

        `values` has the keys `url`, `title`, `text` (one paragraph a line) or `html`, and `date` as it was printed or as
        a datetime; it may have `authors`, `tags`, `section`, `image` and `fetched_at`. What is not said of the site's
        name, its language (uz) and its zone (Asia/Tashkent) is known from the address, or guessed.
        """
        given = Given(site=site, language=language, zone=zone)
        return self._thread.call(self._add, values, given)

    def changes(self, after: int = 0) -> Iterator[Change]:
        """Yield the changes of the feed that follow a number, in order, until there is none.

        Each article comes once, at its latest change, with the `sequence` to go on from another time. Of a removed one
        `article` is None; of one that cannot be read any more `damage` says why.
        """
        while changes := self._thread.call(self._workspace.records.changes_after, after, BATCH):
            yield from changes
            after = changes[-1].sequence

    def close(self) -> None:
        """Let the index follow what was added, then let go of everything. It may be closed twice."""
        if self._is_open:
            self._is_open = False
            try:
                self._thread.run(self._close())
            finally:
                self._thread.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _request(self, query: str, filters: Mapping[str, Any], **more: Any) -> SearchRequest:
        known = [*known_sites(), *self._thread.call(self._workspace.records.article_sites)]
        request = make_request(query, filters, known, **more)
        named = [site for site in request.sites if site not in known]
        for name in dict.fromkeys([*named, *unknown_sites(request, known)]):
            warnings.warn(explain_unknown_site(name, known), stacklevel=3)  # the line of the caller
        return request

    def _add(self, values: Mapping[str, Any], given: Given) -> Added:
        if self._sites is None:
            from xabar.app.project import all_sites, project_settings  # Scrapy is loaded only for this

            self._sites = all_sites(project_settings())
        plain = {name: _plain(value) for name, value in values.items()}
        found = add_article(self._workspace, plain, Origins(given, self._sites), now=datetime.now(UTC))
        if isinstance(found, Refusal):
            words = f"{REASONS[found.reason]} ({found.detail})" if found.detail else REASONS[found.reason]
            return Added("rejected", None, words)
        article, ingested = found
        self._is_behind = True
        return Added(ingested.outcome, ingested.original or article)

    async def _search(self, request: SearchRequest) -> SearchPage:
        await self._catch_up()
        return await self._engine.search(request)

    def _found(self, request: SearchRequest) -> Iterator[Article]:
        hits = every_hit(self._engine, request)  # holds nothing open, so nobody need close it
        self._thread.run(self._catch_up())
        while batch := self._thread.run(_take(hits, BATCH)):
            yield from (hit.article for hit in batch)

    async def _catch_up(self) -> None:
        """Carry into the index what was added. What it does not take waits in the records, and the log says why."""
        if self._is_behind:
            feeder = Feeder(self._workspace.records, self._engine)
            self._is_behind = (await feeder.feed_until_done(attempts=1)).waiting > 0
            await feeder.show()

    async def _close(self) -> None:
        try:
            await self._catch_up()
        finally:
            await self._engine.close()
            self._workspace.close()


def _open(config: Config) -> tuple[Workspace, SearchEngine]:
    workspace = Workspace(config)
    try:
        return workspace, workspace.open_engine()
    except BaseException:
        workspace.close()
        raise


async def _take(hits: AsyncGenerator[Hit, None], count: int) -> list[Hit]:
    taken: list[Hit] = []
    async for hit in hits:
        taken.append(hit)
        if len(taken) == count:
            break
    return taken


def _plain(value: Any) -> Any:
    """Return a value as a line of JSON would hold it."""
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
