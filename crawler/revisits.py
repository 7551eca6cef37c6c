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
LASTING_AFTER: Final = timedelta(days=30)
PASSING_AFTER: Final = timedelta(hours=2)
RARELY: Final = timedelta(days=1)  # the time between two tries of a listed page doubles up to this
# of a listed page, for reasons that may pass; then it is given up, after about ten days
MAX_REFUSALS: Final = 14
AT_ONCE: Final = timedelta(0)
# Refusals that are tried again earlier than after LASTING_AFTER.
RETRIES: Final[dict[str, timedelta]] = {
    "store-error": AT_ONCE,  # ours: the records were full or locked
    "busy": AT_ONCE,  # the site asked for a pause, which is over
    "http-error": PASSING_AFTER,
    "no-answer": PASSING_AFTER,
    "bad-redirect": PASSING_AFTER,
    "bad-certificate": PASSING_AFTER,  # it may have run out
    "bad-compression": PASSING_AFTER,  # as an answer that was cut off
    "challenge": PASSING_AFTER,
    "home-page": PASSING_AFTER,
    "empty-page": PASSING_AFTER,
    "template": PASSING_AFTER,
    "incomplete": PASSING_AFTER,  # rather nothing than half an article
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
        key = article_key_url(link.url)
        seen = self._records.page(key)
        if seen is None:
            return True
        if seen.outcome in ("stored", "unchanged"):
            return self._is_correction_due(seen, now)
        if seen.outcome in INCOMPLETE and is_revisit_due(seen.first_fetched_at, seen.fetched_at, now):
            return True
        return now - seen.fetched_at >= self._patience(key, seen.outcome)

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
            with self._records.transaction():
                self._records.mark_page(key, self._site, at, reason, settled=settled)
                if RETRIES.get(reason) != AT_ONCE:
                    self._records.count_refusal(key)
        except RecordsError as error:
            logger.warning("%s is not remembered as %s: %s", url, reason, error)

    def published_day(self, url: str, zone: str) -> date | None:
        """Return the local day of a page that was fetched before; None if it was not."""
        seen = self._records.page(article_key_url(url))
        return None if seen is None else self._published(seen).astimezone(ZoneInfo(zone)).date()

    def _is_correction_due(self, seen: PageSeen, now: datetime) -> bool:
        return is_revisit_due(self._published(seen), seen.fetched_at, now) or self._is_damaged(seen)

    def _published(self, seen: PageSeen) -> datetime:
        published = self._records.published_at(seen.article_id) if seen.article_id else None
        return published or seen.first_fetched_at

    def _is_damaged(self, seen: PageSeen) -> bool:
        return seen.article_id is not None and self._records.is_damaged(seen.article_id)

    def _is_lasting(self, key: str, reason: str) -> bool:
        """Return whether a refusal settles a page that was listed: for its reason, or after so many of them."""
        if RETRIES.get(reason) == AT_ONCE:
            return False
        due = self._records.due_page(key)
        refusals = 1 if due is None else due.refusals + 1
        return refusals >= (
            MAX_REFUSALS if reason in RETRIES else len(REVISITS) + 1 if reason in INCOMPLETE else 1
        )

    def _patience(self, key: str, outcome: str) -> timedelta:
        """Return the time to wait after a refusal. The first one of a listed page is tried again by the next run."""
        after = RETRIES.get(outcome, LASTING_AFTER)
        due = self._records.due_page(key) if after == PASSING_AFTER else None
        if due is None:
            return after
        return min(after * (1 << due.refusals >> 2), RARELY) if due.refusals > 1 else AT_ONCE


def is_revisit_due(published: datetime, fetched: datetime, now: datetime) -> bool:
    """Return whether one of the ages at which an article is looked at again lies between its last fetch and now."""
    return any(fetched < published + age <= now for age in REVISITS)
