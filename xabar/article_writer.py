"""What a crawl does to store an article: in a commit with its neighbours, and until the records take no more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from xabar.article import Article
from xabar.crawl_stats import LEASE_LOST
from xabar.processing.ingest import Ingested, ingest, remember_values
from xabar.processing.learning import clean_marked
from xabar.records.errors import DiskFull, RecordsError
from xabar.records.leases import LeaseLost
from xabar.rejection import Rejected
from xabar.workers.time_limit import TooCostly
from xabar.workers.turns import own_turn
from xabar.workspace import Workspace

logger = logging.getLogger(__name__)

SLICE: Final = 0.01  # seconds of CPU in which earlier articles are cut again, before the loop has its turn
MAX_REFUSALS: Final = 5  # refusals by the records in a row, after which the crawl ends
# Articles that are committed together at most, and their characters: their turn of the loop takes 20 ms.
GROUP: Final = 16
GROUP_CHARACTERS: Final = 40_000


class ArticleWriter:
    """Stores the articles of a crawl.

    `end_crawl` is called with the reason, perhaps more than once, when the records can take no more, or when another
    process has the site.
    """

    def __init__(self, workspace: Workspace, end_crawl: Callable[[str], None]) -> None:
        self._workspace = workspace
        self._end_crawl = end_crawl
        self._refusals = 0
        self._refusal: RecordsError | None = None  # the last one

    async def store(self, article: Article) -> Ingested:
        """Return what became of the article when that is committed. Raise Rejected when the records refuse it."""
        write = partial(self._ingest, article, remember_values(article))
        load = max(1 / GROUP, len(article.body) / GROUP_CHARACTERS)
        try:
            ingested = await self._workspace.writes.write_in_turn(write, load)
        except TooCostly as error:
            raise Rejected("too-costly") from error
        except RecordsError as error:
            self._note(error)
            raise Rejected("store-error") from error
        self._refusals = 0
        return ingested

    async def clean_earlier(self, site: str) -> None:
        """Cut earlier articles again that have a line which is known by now, in slices with a commit each.

        What a failure or a kill leaves marked is done after the site's next article.
        """
        left = True
        try:
            while left:
                async with own_turn():
                    left = self._workspace.writes.write_now(partial(self._clean_slice, site))
        except TooCostly:
            logger.warning("%s: an earlier article takes too long to be cut again", site)
        except RecordsError as error:
            self._note(error)

    def _ingest(self, article: Article, take_back: Callable[[], None]) -> Ingested:
        take_back()  # what a transaction that was lost has made of it
        with self._workspace.workers.own_limit, self._workspace.records.transaction():
            self._workspace.site_leases.require(article.site)
            return ingest(self._workspace.records, article, now=datetime.now(UTC), clean=False)

    def _clean_slice(self, site: str) -> bool:
        with self._workspace.workers.own_limit, self._workspace.records.transaction():
            self._workspace.site_leases.require(site)
            return clean_marked(self._workspace.records, site, seconds=SLICE)

    def _note(self, error: RecordsError) -> None:
        """Log the first refusal, and end the crawl when more are of no use. One error may refuse a whole group."""
        if error is self._refusal:
            return
        self._refusal = error
        if not self._refusals:
            logger.error("%s", error)
        self._refusals += 1
        if isinstance(error, (DiskFull, LeaseLost)) or self._refusals == MAX_REFUSALS:
            self._end_crawl(LEASE_LOST if isinstance(error, LeaseLost) else "store-error")
