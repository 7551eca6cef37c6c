"""What the crawler remembers of the pages it has fetched: which to skip, and when to look again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.http import Request

from crawler.discovery import Link
from xabar.article import Article
from xabar.extraction.addresses import article_key_url
from xabar.records.errors import RecordsError
from xabar.records.pages import PageSeen
from xabar.records.store import RecordStore

logger = logging.getLogger(__name__)

# Ages of an article at which a correction is looked for. Most corrections come within hours.
REVISITS: Final = tuple(timedelta(hours=hours) for hours in (2, 8, 24, 72, 168, 720))
# What may be otherwise the next time, and when to try. Every other refusal is tried again after a month.
PASSING: Final = frozenset(
    (
        "http-error",
        "no-answer",
        "challenge",
        "home-page",
        "empty-page",
        "template",
        "parse-error",
    )
)
OURS: Final = "store-error"  # the records refused the article: the next run tries at once
PASSING_AFTER: Final = timedelta(hours=2)
LASTING_AFTER: Final = timedelta(days=30)
_BATCH: Final = 64  # marks a commit; a kill loses at most these, and then a page is fetched once more


class PageMemory:
    """The pages of one site's run, on the record store. Marks are written in batches and at the end."""

    _of: ClassVar[WeakKeyDictionary[Crawler, PageMemory]] = WeakKeyDictionary()

    def __init__(self, records: RecordStore, site: str) -> None:
        self.records = records
        self._site = site
        self._marks: list[tuple[str, datetime, str, str | None]] = []

    @classmethod
    def of(cls, crawler: Crawler) -> PageMemory:
        """The one memory of a crawl; opened when it is first asked for."""
        if crawler not in cls._of:
            path = Path(crawler.settings["XABAR_DATA"]) / "records.sqlite"
            assert crawler.spider is not None
            cls._of[crawler] = cls(RecordStore(path), crawler.spider.name)
        return cls._of[crawler]

    @classmethod
    def close(cls, crawler: Crawler) -> None:
        """Write what is left and let go of the records, if they were ever opened."""
        memory = cls._of.pop(crawler, None)
        if memory is not None:
            memory.write()
            memory.records.close()

    def is_due(self, link: Link, now: datetime) -> bool:
        """Whether a link's page is to be fetched: it is new, or it is time to look for a correction."""
        seen = self.records.page(article_key_url(link.url))
        if seen is None or seen.outcome == OURS:
            return True
        if seen.outcome in PASSING:
            return now - seen.fetched_at >= PASSING_AFTER
        if seen.outcome not in ("stored", "unchanged"):
            return now - seen.fetched_at >= LASTING_AFTER
        return is_revisit_due(self._published(seen), seen.fetched_at, now)

    def mark(self, request: Request, outcome: str, article: Article | None = None) -> None:
        """Remember what came of a page, under the address that discovery found and the article's own."""
        asked = article_key_url(request.meta.get("redirect_urls", [request.url])[0])
        for url in {asked, article.url if article else asked}:
            self._marks.append((url, datetime.now(UTC), outcome, article.id if article else None))
        if len(self._marks) >= _BATCH:
            self.write()

    def write(self) -> None:
        """Commit the marks. Marks that the store refuses are let go: their pages are fetched once more."""
        marks, self._marks = self._marks, []
        try:
            with self.records.transaction():
                for url, at, outcome, article_id in marks:
                    self.records.mark_page(url, self._site, at, outcome, article_id)
        except RecordsError as error:
            logger.warning("%d pages are not remembered: %s", len(marks), error)

    def _published(self, seen: PageSeen) -> datetime:
        article = self.records.get_article(seen.article_id) if seen.article_id else None
        return (article.published_at if article else None) or seen.first_fetched_at


def is_revisit_due(published: datetime, fetched: datetime, now: datetime) -> bool:
    """Whether one of the ages at which an article is looked at again lies between its last fetch and now."""
    return any(fetched < published + age <= now for age in REVISITS)
