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
LASTING_AFTER: Final = timedelta(days=30)
PASSING_AFTER: Final = timedelta(hours=2)
AT_ONCE: Final = timedelta(0)
# Refusals that are tried again earlier than after LASTING_AFTER.
RETRIES: Final[dict[str, timedelta]] = {
    "store-error": AT_ONCE,  # ours: the records were full or locked
    "busy": AT_ONCE,  # the site asked for a pause, which is over
    "http-error": PASSING_AFTER,
    "no-answer": PASSING_AFTER,
    "bad-compression": PASSING_AFTER,  # as an answer that was cut off
    "challenge": PASSING_AFTER,
    "home-page": PASSING_AFTER,
    "empty-page": PASSING_AFTER,
    "template": PASSING_AFTER,
    "parse-error": PASSING_AFTER,
    "future-date": PASSING_AFTER,  # a clock that is wrong, here or there
    "robots": PASSING_AFTER,  # robots.txt may have failed; asking again costs the site nothing
}
# Refusals that a page cut off, or not yet complete, leads to: tried again at the ages of REVISITS, too.
INCOMPLETE: Final = frozenset(("no-title", "no-body", "no-date", "bad-encoding"))


class Revisits:
    """The pages of one site, as the records remember them."""

    def __init__(self, records: RecordStore, site: str) -> None:
        self._records = records
        self._site = site

    def is_due(self, link: Link, now: datetime) -> bool:
        """Return whether a link's page is to be fetched: it is new, or it is time to look for a correction."""
        seen = self._records.page(article_key_url(link.url))
        if seen is None:
            return True
        if seen.outcome in ("stored", "unchanged"):
            return self._is_correction_due(seen, now)
        if seen.outcome in INCOMPLETE and is_revisit_due(seen.first_fetched_at, seen.fetched_at, now):
            return True
        return now - seen.fetched_at >= RETRIES.get(seen.outcome, LASTING_AFTER)

    def refuse(self, url: str, reason: str, at: datetime) -> None:
        """Remember a page that gave no article. If the records cannot take that, the page is fetched once more."""
        try:
            self._records.mark_page(article_key_url(url), self._site, at, reason)
        except RecordsError as error:
            logger.warning("%s is not remembered as %s: %s", url, reason, error)

    def _is_correction_due(self, seen: PageSeen, now: datetime) -> bool:
        article = self._records.get_article(seen.article_id) if seen.article_id else None
        if article is None and seen.article_id and self._records.is_damaged(seen.article_id):
            return True
        published = (article.published_at if article else None) or seen.first_fetched_at
        return is_revisit_due(published, seen.fetched_at, now)


def is_revisit_due(published: datetime, fetched: datetime, now: datetime) -> bool:
    """Return whether one of the ages at which an article is looked at again lies between its last fetch and now."""
    return any(fetched < published + age <= now for age in REVISITS)
