"""Which pages of a site are due: those that are new, and those at which it is time to look again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from xabar.extraction.addresses import article_key_url
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
LASTING_AFTER: Final = timedelta(days=30)


class Revisits:
    """The pages of one site, as the records remember them."""

    def __init__(self, records: RecordStore, site: str) -> None:
        self._records = records
        self._site = site

    def is_due(self, link: Link, now: datetime) -> bool:
        """Return whether a link's page is to be fetched: it is new, or it is time to look for a correction."""
        seen = self._records.page(article_key_url(link.url))
        if seen is None or seen.outcome == OURS:
            return True
        if seen.outcome in PASSING:
            return now - seen.fetched_at >= PASSING_AFTER
        if seen.outcome not in ("stored", "unchanged"):
            return now - seen.fetched_at >= LASTING_AFTER
        return is_revisit_due(self._published(seen), seen.fetched_at, now)

    def refuse(self, url: str, reason: str, at: datetime) -> None:
        """Remember a page that gave no article. If the records cannot take that, the page is fetched once more."""
        try:
            self._records.mark_page(article_key_url(url), self._site, at, reason)
        except RecordsError as error:
            logger.warning("%s is not remembered as %s: %s", url, reason, error)

    def _published(self, seen: PageSeen) -> datetime:
        article = self._records.get_article(seen.article_id) if seen.article_id else None
        return (article.published_at if article else None) or seen.first_fetched_at


def is_revisit_due(published: datetime, fetched: datetime, now: datetime) -> bool:
    """Return whether one of the ages at which an article is looked at again lies between its last fetch and now."""
    return any(fetched < published + age <= now for age in REVISITS)
