"""Articles that their site says are gone: when to ask again, and when the article becomes a tombstone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from xabar.extraction.addresses import article_key_url
from xabar.records.gone import GoneArticle
from xabar.records.moments import AHEAD
from xabar.records.pages import PageSeen
from xabar.records.store import RecordStore

logger = logging.getLogger(__name__)

ANSWERS: Final = 3  # of 404 or 410 in a row, after which an article may be removed
OVER: Final = timedelta(days=3)  # between the first of them and the last: a site is seldom broken for so long
AGAIN: Final = timedelta(days=1)  # between two of them
# After the removal: does the page come back?
AFTER_REMOVAL: Final = (timedelta(days=7), timedelta(days=30))
# Between two looks for a page that a person gave back, or that a source still lists after those.
SELDOM: Final = timedelta(days=30)


class Departures:
    """The articles of one site whose pages were answered with 404 or 410.

    Nothing else counts: no error of the server, no answer that did not come, no challenge, no other page.
    """

    def __init__(self, records: RecordStore, site: str) -> None:
        self._records = records
        self._site = site

    def note(self, key: str, url: str, at: datetime) -> bool:
        """Count an answer that a page is gone. Return whether its article was removed for that."""
        seen = self._records.page(key)
        if seen is None or seen.article_id is None or not self._is_own(seen):
            return False
        gone = self._records.note_gone(seen.article_id, self._site, url, at)
        if gone.removed_at or gone.is_kept or gone.answers < ANSWERS or at - gone.since < OVER:
            return False
        gave, were_gone = self._records.answers_since(self._site, gone.since)
        if gave <= were_gone:
            logger.warning(
                "%s is not removed: the site answers for most of its pages that they are gone", url
            )
            return False
        logger.info("%s is removed: the site has said %d times that it is gone", url, gone.answers)
        return self._records.retire_article(seen.article_id, at) is not None

    def next_check(self, seen: PageSeen) -> datetime | None:
        """Return when to ask again for a page that is gone if a source lists it; None if no article was on it."""
        gone = self._records.gone_article(seen.article_id) if seen.article_id else None
        return None if gone is None else _next_check(gone) or gone.checked_at + SELDOM

    def due(self, now: datetime) -> Iterator[GoneArticle]:
        """Yield the articles whose pages are to be asked for again now, listed or not."""
        for gone in self._records.gone_articles(self._site):
            check = _next_check(gone)
            if (check is not None and check <= now) or gone.checked_at > now + AHEAD:
                yield gone

    def _is_own(self, seen: PageSeen) -> bool:
        """Return whether the page is the one that its article was stored from, and not another copy of it."""
        assert seen.article_id is not None
        gone = self._records.gone_article(seen.article_id)
        if gone is not None:
            return article_key_url(gone.url) == seen.url
        article = self._records.get_article(seen.article_id)
        own = self._records.page(article.url) if article else None
        return own is not None and article_key_url(own.asked_url) == seen.url


def _next_check(gone: GoneArticle) -> datetime | None:
    if gone.is_kept:
        return gone.checked_at + SELDOM
    if gone.removed_at is None:
        return gone.checked_at + AGAIN
    later = (gone.removed_at + age for age in AFTER_REMOVAL)
    return next((check for check in later if check > gone.checked_at), None)
