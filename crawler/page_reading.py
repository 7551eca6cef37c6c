"""Read the pages of an article: in the crawl's own process where that is quick, and by a worker where it may take long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import SelectolaxError

from xabar.article import Article
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.page import FallbackNeeded
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected
from xabar.site import Site
from xabar.workers.cost import is_costly
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TimeLimit
from xabar.workers.turns import own_turn


@dataclass(frozen=True, slots=True)
class FetchedArticle:
    """The page of an article as it was fetched, with what `Site.read_article` takes beside it."""

    page: HttpResponse
    fetched_at: datetime
    printed: str | None = None
    parts: tuple[HttpResponse, ...] = ()
    learned: tuple[LearnedLayout, ...] = ()

    def read(self, site: type[Site], *, fallback: bool = True) -> Article:
        """Return what `site.read_article` makes of it."""
        return site.read_article(
            self.page,
            fetched_at=self.fetched_at,
            printed=self.printed,
            learned=self.learned,
            parts=self.parts,
            fallback=fallback,
        )


class PageReader:
    """Reads the articles of one site.

    `find_workers` is asked only for an article that this process should not read. `announce` is told the addresses of
    the others, each when it is going to be read.
    """

    def __init__(
        self, site: type[Site], own_limit: TimeLimit, find_workers: Callable[[], WorkerPool]
    ) -> None:
        self._site = site
        self._own_limit = own_limit
        self._find_workers = find_workers
        self.announce: Callable[[str], object] | None = None

    async def read(self, fetched: FetchedArticle) -> Article:
        """Return the article. Raise Rejected if the page is no article, and TooCostly if it takes too long."""
        if not is_costly(b"".join(each.body for each in (fetched.page, *fetched.parts))):
            try:
                async with own_turn():
                    if self.announce is not None:
                        self.announce(fetched.page.url)
                    with self._own_limit:
                        return fetched.read(self._site, fallback=False)
            except FallbackNeeded:
                pass
        elif fetched.page.status == 200 and (problem := self._site.find_problem(fetched.page)):
            raise Rejected(problem)  # a large file that is not a page
        return await self.read_apart(fetched)

    async def read_apart(self, fetched: FetchedArticle) -> Article:
        """Return the article as a worker reads it, with the fallback layers. Raise as `read` does."""
        return await self._find_workers().run(read_fetched, self._site, fetched)


def read_fetched(site: type[Site], fetched: FetchedArticle) -> Article:
    """Return what `site.read_article` makes of an article. This is what a worker is asked to do."""
    try:
        return fetched.read(site)
    except SelectolaxError as error:  # it reads any text; only the memory may be too small for it
        raise Rejected("too-costly") from error
