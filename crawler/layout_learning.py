"""Work out the layouts of a crawl's site as its articles come, and check those that are known."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler.page_reading import FetchedArticle
from xabar.article import Article
from xabar.extraction.learned_layout import SHORT, LearnedLayout
from xabar.http_response import HttpResponse
from xabar.processing.layouts import (
    NumberedLayout,
    agree,
    keep_lesson,
    learn_pages,
    note_check,
    numbered_layouts,
    store_layouts,
)
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.rejection import Rejected
from xabar.site import Edition, Site
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly

logger = logging.getLogger(__name__)

Read = Callable[[FetchedArticle], Awaitable[Article]]
"""Reads an article by the generic layer."""


class LayoutLearning:
    """The layouts that are worked out for one site, edition by edition.

    Every page is read without it when the records fail: then nothing is learned, and the storing of articles says so.
    """

    def __init__(
        self, records: RecordStore, site: type[Site], workers: WorkerPool, read_generic: Read
    ) -> None:
        self._records = records
        self._site = site
        self._workers = workers
        self._read = read_generic
        self._known: dict[str, tuple[NumberedLayout, ...]] = {}
        self._unchecked: Counter[str] = Counter()  # articles of an edition since its last check
        self._at_work: set[str] = set()  # editions that are being learned

    def layouts(self, url: str) -> tuple[LearnedLayout, ...]:
        """Return the layouts in use for a page's edition, the newest first."""
        return tuple(known.layout for known in self._in_use(self._site.edition_of(url)))

    async def follow(
        self, article: Article, response: HttpResponse, printed: str | None, *, was_list: bool = False
    ) -> Article:
        """Learn from an article that was just read. Return it, or what the generic layer reads on its page instead.

        The latter is returned if a check was due and the two do not agree. Raise Rejected if it is no article then.
        `was_list` says that the generic layer took the page for a list before its layout was known.
        """
        edition = self._site.edition_of(response.url)
        try:
            if article.body_layer == "learned":
                return await self._check(article, response, printed, edition, was_list)
            if article.body_layer != "selectors":
                await self._learn(article, response, edition)
        except (RecordsError, TooCostly, RuntimeError) as error:
            logger.info("%s: nothing is learned from %s: %s", self._site.name, response.url, error)
        return article

    def _in_use(self, edition: Edition) -> tuple[NumberedLayout, ...]:
        if edition.prefix not in self._known:
            self._known[edition.prefix] = numbered_layouts(self._records, self._site.name, edition.prefix)
        return self._known[edition.prefix]

    async def _learn(self, article: Article, response: HttpResponse, edition: Edition) -> None:
        """Keep the page, and when there are enough of them, work the layouts out."""
        site, prefix = self._site, edition.prefix
        if not keep_lesson(self._records, article, prefix, response.html or "") or prefix in self._at_work:
            return
        pages = self._records.lessons(site.name, prefix)
        self._at_work.add(prefix)
        try:
            found = await self._workers.run(learn_pages, pages, edition.language, site.zone)
        except Exception as error:
            # kept pages that end a worker, or raise, would do so again with the next article: they teach nothing
            logger.info("%s: nothing is learned from %d articles: %r", site.name, len(pages), error)
            found = ()
        finally:
            self._at_work.discard(prefix)
        usable = [layout for layout in found if is_usable(layout)]
        # Pages that came while a worker was at it are read without the layouts: they are in use from now on.
        store_layouts(self._records, site.name, prefix, usable, datetime.now(UTC))
        self._known.pop(prefix, None)
        for layout in usable:
            logger.info("%s: learned from %d articles: %s", site.name, layout.pages, layout.layout)

    async def _check(
        self,
        article: Article,
        response: HttpResponse,
        printed: str | None,
        edition: Edition,
        was_list: bool,
    ) -> Article:
        """Return the article, or what the generic layer reads if it was due for a check and they do not agree."""
        prefix = edition.prefix
        used = await self._layout_to_check(article, response.html or "", edition, was_list)
        if used is None:
            return article
        articles, self._unchecked[prefix] = self._unchecked[prefix] + 1, 0
        self._count(edition, used, articles)
        other = await self._read_generic(response, article.fetched_at, printed)
        if other is None:
            return article
        agreed = agree(article, other)
        self._note_check(prefix, used, articles, agreed=agreed)
        if agreed:
            return article
        await self._learn(other, response, edition)
        return other

    async def _layout_to_check(
        self, article: Article, html: str, edition: Edition, was_list: bool
    ) -> NumberedLayout | None:
        """Return the layout that read the article if a check of it is due. Raise Rejected for a page that is a list.

        Beside a short text the generic layer finds a longer one, or a list. So a short text is no check, and believed
        where title and date stand in their places, too; and so is a page that seemed to be a list before.
        """
        known, since = self._in_use(edition), self._unchecked[edition.prefix]
        is_short = len(article.body) < SHORT
        is_due = any(each.is_due(since) for each in known)
        fitting = await self._fitting(known, html) if is_due or was_list else None
        if fitting is not None and (was_list or is_short) and fitting.shows_article:
            return None
        if was_list:
            raise Rejected("not-article")
        used = known[fitting.number] if fitting is not None else None
        if used is None or not used.is_due(since):
            self._unchecked[edition.prefix] += 1
            return None
        return used

    def _note_check(self, prefix: str, used: NumberedLayout, articles: int, *, agreed: bool) -> None:
        now, name = datetime.now(UTC), self._site.name
        if not note_check(
            self._records, name, prefix, used.number, agreed=agreed, articles=articles, now=now
        ):
            logger.info(
                "%s: a learned layout no longer agrees with its pages: %s", prefix, used.layout.layout
            )
            self._known.pop(prefix, None)

    async def _fitting(self, known: Sequence[NumberedLayout], html: str) -> Fitting | None:
        return await self._workers.run(find_fitting, tuple(each.layout for each in known), html)

    def _count(self, edition: Edition, used: NumberedLayout, articles: int) -> None:
        self._known[edition.prefix] = tuple(
            replace(each, articles=each.articles + articles) if each.number == used.number else each
            for each in self._in_use(edition)  # others may have been learned meanwhile
        )

    async def _read_generic(
        self, response: HttpResponse, fetched_at: datetime, printed: str | None
    ) -> Article | None:
        """Return what the generic layer reads; None if it finds nothing. Raise Rejected for a page that it takes for a list."""
        try:
            return await self._read(FetchedArticle(response, fetched_at, printed))
        except Rejected as rejected:
            if rejected.reason == "not-article":
                raise
            return None


class Fitting(NamedTuple):
    """The layout that reads a page, by its number among those in use, and whether the page looks like an article by it."""

    number: int
    shows_article: bool


def find_fitting(layouts: Sequence[LearnedLayout], html: str) -> Fitting | None:
    """Return the first layout that fits a page. This is what a worker is asked to do: the page may be large."""
    tree = LexborHTMLParser(html)
    found = ((at, layout) for at, layout in enumerate(layouts) if layout.fit(tree) is not None)
    return next((Fitting(at, layout.shows_article(tree)) for at, layout in found), None)


def is_usable(layout: LearnedLayout) -> bool:
    """Return whether all selectors can be read: a worker that a hostile page has taken over may answer anything."""
    places = layout.layout
    selectors = (places.title, places.body, places.date, places.lead, places.authors, *places.cut)
    tree = LexborHTMLParser("<p></p>")
    try:
        return all(tree.css(selector) is not None for selector in selectors if selector)
    except (SelectolaxError, TypeError):
        return False
