"""Which pages of a site are due: new ones, those that were not settled, and those at which it is time to look again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from xabar.extraction.addresses import article_key_url
from xabar.records.discovery import DuePage
from xabar.records.errors import RecordsError
from xabar.records.pages import PageSeen
from xabar.records.store import RecordStore
from xabar.source import Link

logger = logging.getLogger(__name__)

# Ages of an article at which a correction is looked for. Most corrections come within hours.
REVISITS: Final = tuple(timedelta(hours=hours) for hours in (2, 8, 24, 72, 168, 720))
# Refusals that may be over soon. Every other refusal is tried again after a month.
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
PASSING_AFTER_MANY: Final = timedelta(days=1)  # the time doubles with every refusal, up to this
MAX_REFUSALS: Final = 14  # of a listed page for passing reasons, over ten days or more; then it is given up
LASTING_AFTER: Final = timedelta(days=30)


class Revisits:
    """The pages of one site, as the records remember them."""

    def __init__(self, records: RecordStore, site: str) -> None:
        self._records = records
        self._site = site

    def is_due(self, link: Link, now: datetime) -> bool:
        """Return whether a link's page is to be fetched: it is new, or it is time to look for a correction."""
        key = article_key_url(link.url)
        seen = self._records.page(key)
        if seen is None or seen.outcome == OURS:
            return True
        if seen.outcome in PASSING:
            return now - seen.fetched_at >= self._patience(key)
        if seen.outcome not in ("stored", "unchanged"):
            return now - seen.fetched_at >= LASTING_AFTER
        return is_revisit_due(self._published(seen), seen.fetched_at, now)

    def expect(self, links: Iterable[Link], now: datetime) -> None:
        """Remember links that are going to be asked for: they stay due, in this run or another, until settled."""
        pages = (DuePage(article_key_url(link.url), link.url, link.day, link.printed) for link in links)
        self._records.add_due_pages(self._site, pages, now)

    def unsettled(self) -> Iterator[Link]:
        """Yield the links that some run was to ask for and that are not settled, whether a source still lists them or not."""
        for page in self._records.due_pages(self._site):
            yield Link(page.url, page.day, page.printed)

    def refuse(self, url: str, reason: str, at: datetime) -> None:
        """Remember a page that gave no article. If the records cannot take that, the page is fetched once more."""
        key = article_key_url(url)
        try:
            settled = self._is_lasting(key, reason)
            self._records.mark_page(key, self._site, at, reason, settled=settled)
        except RecordsError as error:
            logger.warning("%s is not remembered as %s: %s", url, reason, error)

    def published_day(self, url: str, zone: str) -> date | None:
        """Return the local day of a page that was fetched before; None if it was not."""
        seen = self._records.page(article_key_url(url))
        return None if seen is None else self._published(seen).astimezone(ZoneInfo(zone)).date()

    def _published(self, seen: PageSeen) -> datetime:
        article = self._records.get_article(seen.article_id) if seen.article_id else None
        return (article.published_at if article else None) or seen.first_fetched_at

    def _is_lasting(self, key: str, reason: str) -> bool:
        if reason not in PASSING:
            return reason != OURS
        due = self._records.due_page(key)
        return due is not None and due.refusals + 1 >= MAX_REFUSALS

    def _patience(self, key: str) -> timedelta:
        """Return the time to wait after a passing refusal. A listed page's first one is tried again by the next run."""
        due = self._records.due_page(key)
        if due is None:
            return PASSING_AFTER
        if due.refusals < 2:
            return timedelta()
        return min(PASSING_AFTER * (1 << due.refusals - 2), PASSING_AFTER_MANY)


def is_revisit_due(published: datetime, fetched: datetime, now: datetime) -> bool:
    """Return whether one of the ages at which an article is looked at again lies between its last fetch and now."""
    return any(fetched < published + age <= now for age in REVISITS)
