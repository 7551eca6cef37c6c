"""One crawl of a site at a time, whichever process and machine it runs on: the crawl holds the site's lease."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.extensions.workspace import workspace_of
from xabar.crawl_stats import LEASE_LOST
from xabar.records.errors import RecordsError
from xabar.records.leases import LeaseLost
from xabar.site_leases import RENEWED

logger = logging.getLogger(__name__)

# Seconds between two looks at whether the lease is to be renewed. The event loop does not count the time for which a
# machine is suspended, so one long sleep would let a crawl fetch on after another one has taken its site.
LOOK: Final = 1.0


class SiteLease:
    """Takes the lease of a site when its crawl begins, renews it in the event loop, and gives it back at the end.

    A crawl whose event loop stands still for longer than the lease lasts may lose it. It is closed when it notices,
    and `IndexPipeline` lets it store nothing before that.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._renewing: asyncio.Task[None] | None = None
        self._site: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the crawler, whose end ends the lease."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def take(self, site: str) -> None:
        """Take the lease and keep it. Raise LeaseHeld, which names the holder, while another crawl has it."""
        workspace_of(self._crawler).site_leases.take(site, datetime.now(UTC))
        self._site = site
        self._renewing = asyncio.ensure_future(self._renew(site))

    async def _renew(self, site: str) -> None:
        renewed = datetime.now(UTC)
        while True:
            await asyncio.sleep(LOOK)
            now = datetime.now(UTC)
            if timedelta(0) <= now - renewed < RENEWED:
                continue
            renewed = now
            try:
                workspace_of(self._crawler).site_leases.renew(site, now)
            except LeaseLost as error:
                logger.error("%s", error)
                assert self._crawler.engine is not None
                self._closing = asyncio.ensure_future(
                    self._crawler.engine.close_spider_async(reason=LEASE_LOST)
                )
                return
            except (
                RecordsError
            ) as error:  # the next try may succeed, and nothing is stored under a lost lease
                logger.warning("the lease of %s was not renewed: %s", site, error)

    def spider_closed(self) -> None:
        """Give the lease back."""
        if self._renewing is not None and self._site is not None:
            self._renewing.cancel()
            try:
                workspace_of(self._crawler).site_leases.end(self._site)
            except RecordsError as error:
                logger.warning(
                    "the lease of %s was not given back, and ends by itself: %s", self._site, error
                )


def hold_site(crawler: Crawler, site: str) -> None:
    """Take the lease of a site for this crawl, unless the extension is switched off. Raise LeaseHeld while another has it."""
    extension = crawler.get_extension(SiteLease)
    if extension is not None:
        extension.take(site)
