"""Which pages of a site are due: new ones, those that were not settled, and those at which it is time to look again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from crawler.conditional import write_conditions
from crawler.departures import Departures
from crawler.reading_rules import mark_learned
from xabar.article import Article
from xabar.extraction.addresses import article_key_url
from xabar.extraction.learned_layout import LearnedLayout
from xabar.language.dates import ParsedDate
from xabar.processing.dates import read_printed
from xabar.records.discovery import DuePage
from xabar.records.errors import RecordsError
from xabar.records.moments import AHEAD
from xabar.records.pages import PageSeen
from xabar.records.store import RecordStore
from xabar.source import Link, Window

logger = logging.getLogger(__name__)
T = TypeVar("T")

# Ages of an article at which a correction is looked for. Most corrections come within hours.
REVISITS: Final = tuple(timedelta(hours=hours) for hours in (2, 8, 24, 72, 168, 720))
# From this age on the page is fetched whole: some servers say for ever that nothing has changed.
WHOLE_FROM: Final = timedelta(hours=168)
READ: Final = ("stored", "unchanged")  # outcomes of a page that is an article's own
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
    "gone": PASSING_AFTER,  # some sites list an article before its page is there
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
    """The pages of one site, as the records remember them. `rules` is a hash of those by which its pages are read.

    `learned` gives the learned layouts that are in use for a page's edition. Articles that no source lists any more are
    looked at again up to the age `oldest`. `fence` is asked inside each transaction that writes, and raises LeaseLost
    when the site is another crawl's by now.
    """

    def __init__(
        self,
        records: RecordStore,
        site: str,
        rules: str | None = None,
        learned: Callable[[str], Sequence[LearnedLayout]] = lambda url: (),
        oldest: timedelta = REVISITS[-1],
        fence: Callable[[], object] = lambda: None,
    ) -> None:
        self._records = records
        self._site = site
        self._rules = rules
        self._learned = learned
        self._fence = fence
        self._ages = tuple(age for age in REVISITS if age <= oldest)
        self._departures = Departures(records, site)
        self._new: set[str] = set()  # keys of the pages last looked up that were never asked for

    def look_up(self, links: Iterable[Link]) -> None:
        """Look up together which links are new, before they are asked about and asked for, one by one."""
        self._new = self._records.unknown_pages(article_key_url(link.url) for link in links)

    def is_due(self, link: Link, now: datetime) -> bool:
        """Return whether a link's page is to be fetched: it is new, or it is time to look for a correction."""
        due = self.due_at(link.url, now)
        return due is not None and due <= now

    def due_at(self, url: str, now: datetime) -> datetime | None:
        """Return when a page is to be fetched, which may be long ago; None if it is never asked for again by itself."""
        key = article_key_url(url)
        seen = None if key in self._new else self._records.page(key)
        if seen is None or seen.fetched_at > now + AHEAD:
            return now
        if seen.outcome in READ:
            if self._is_damaged(seen) or self._records.due_page(key) is not None:
                return now  # a page that is due although its article is here has not been kept
            return next_revisit(self._published(seen), seen.fetched_at)
        if seen.outcome == "gone" and (check := self._departures.next_check(seen)) is not None:
            return check
        again = seen.fetched_at + self._patience(key, seen.outcome)
        revisit = next_revisit(seen.first_fetched_at, seen.fetched_at) if seen.outcome in INCOMPLETE else None
        return min(again, revisit) if revisit else again

    def expect(self, links: Iterable[Link], now: datetime) -> None:
        """Remember links that are going to be asked for: they stay due, in this run or another, until settled."""
        if pages := list(map(_due_page, links)):
            self._write(lambda: self._records.add_due_pages(self._site, pages, now))

    def add_dates(self, links: Iterable[Link]) -> None:
        """Remember the dates that a second source gives for pages that are due, and the first did not date."""
        if pages := list(map(_due_page, links)):
            self._write(lambda: self._records.add_due_dates(pages))

    def given_date(self, url: str) -> str | None:
        """Return the date that a source gave for a page that is due."""
        due = self._records.due_page(article_key_url(url))
        return None if due is None else due.printed

    def unsettled(self) -> Iterator[Link]:
        """Yield the links that some run was to ask for and that are not settled, whether a source still lists them or not."""
        for page in self._records.due_pages(self._site):
            yield Link(page.url, page.day, page.printed)

    def to_look_at_again(self, window: Window) -> Iterator[Link]:
        """Yield the articles at which it is time to look again, whether a source still lists them or not.

        Those that are older than `oldest` are left to another run.
        """
        zone = ZoneInfo(window.zone)
        pages = (
            self._records.pages_of_age(self._site, self._ages, window.now, LASTING_AFTER)
            if self._ages
            else ()
        )
        for seen in pages:
            if seen.outcome != "gone":
                day = self._published(seen).astimezone(zone).date()
                yield Link(seen.asked_url, day, self._listed_date(seen, window.now))
        for gone in self._departures.due(window.now):
            published = self._records.published_at(gone.article_id)
            of_day = published.astimezone(zone).date() if published else None
            yield Link(gone.url, of_day, self._date_of(gone.article_id, window.now))

    def known(self, window: Window, reason: str | None = None) -> Iterator[Link]:
        """Yield the pages of the window's days that were fetched before, or those refused for a reason.

        The page that was fetched longest ago comes first, so that one run after another gets through all of them. A
        page without an article is of the day on which it was first fetched.
        """
        for seen in self._records.pages_fetched_before(self._site, window.now, reason):
            day = self._published(seen).astimezone(ZoneInfo(window.zone)).date()
            if window.holds(day):
                yield Link(seen.asked_url, day, self._listed_date(seen, window.now))

    def refuse(self, url: str, reason: str, at: datetime) -> bool:
        """Remember a page that gave no article. Return whether that removed the one that it gave before.

        If the records cannot take it, the page is fetched once more.
        """
        key = article_key_url(url)
        try:
            return self._write(lambda: self._note_refusal(key, url, reason, at))
        except RecordsError as error:
            logger.warning("%s is not remembered as %s: %s", url, reason, error)
            return False

    def _note_refusal(self, key: str, url: str, reason: str, at: datetime) -> bool:
        settled = self._is_lasting(key, reason)
        removed = reason == "gone" and self._departures.note(key, url, at)
        self._records.mark_page(key, self._site, at, reason, asked_url=url, settled=settled, now=at)
        if RETRIES.get(reason) != AT_ONCE:
            self._records.count_refusal(key)
        return removed

    def _write(self, work: Callable[[], T]) -> T:
        """Do work in one transaction, while the site is ours."""

        def fenced() -> T:
            with self._records.transaction():
                self._fence()
                return work()

        return self._records.repeat(fenced)

    def conditions(self, url: str, now: datetime) -> dict[str, str]:
        """Return the headers that ask for a page only if it has changed; none if it must come whole.

        It must if its article is not here, damaged or was read by other rules, or if it is time to doubt the server.
        """
        key = article_key_url(url)
        if key in self._new:
            self._new.discard(key)  # it is asked for now
            return {}
        seen = self._records.page(key)
        if seen is None or seen.outcome not in READ or seen.asked_url != url or not self._is_read_so(seen):
            return {}
        if seen.article_id is None or not self._records.is_intact(seen.article_id):
            return {}
        whole = (age for age in REVISITS if age >= WHOLE_FROM)
        if is_revisit_due(self._published(seen), seen.fetched_at, now, tuple(whole)):
            return {}
        return write_conditions(seen.etag, seen.last_modified)

    def _is_read_so(self, seen: PageSeen) -> bool:
        """Return whether a page was read by the rules of today, and by the learned layouts if one of them read it."""
        if self._rules is None or seen.rules == self._rules:
            return seen.rules == self._rules
        return seen.rules == mark_learned(self._rules, self._learned(seen.asked_url))

    def confirm(self, url: str, at: datetime) -> None:
        """Remember that a page has not changed, and its article's own page with it."""
        key = article_key_url(url)
        seen = self._records.page(key)
        article = self._records.get_article(seen.article_id) if seen and seen.article_id else None
        self._write(lambda: self._records.confirm_pages({key, article.url} if article else {key}, at))

    def published_day(self, url: str, zone: str) -> date | None:
        """Return the local day of a page that was fetched before; None if it was not."""
        seen = self._records.page(article_key_url(url))
        return None if seen is None else self._published(seen).astimezone(ZoneInfo(zone)).date()

    def _published(self, seen: PageSeen) -> datetime:
        published = self._records.published_at(seen.article_id) if seen.article_id else None
        return published or seen.first_fetched_at

    def _listed_date(self, seen: PageSeen, now: datetime) -> str | None:
        if seen.article_id is None or seen.outcome not in (*READ, "gone"):
            return None
        return self._date_of(seen.article_id, now)

    def _date_of(self, article_id: str, now: datetime) -> str | None:
        """Return the date that a list gave for an article, which may have been removed: then its last text says it."""
        article = self._records.get_article(article_id)
        article = article or next(iter(self._records.versions(article_id)[-1:]), None)
        return listed_date(article, now) if article else None

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


def _due_page(link: Link) -> DuePage:
    return DuePage(article_key_url(link.url), link.url, link.day, link.printed)


def listed_date(article: Article, now: datetime) -> str | None:
    """Return the date that a feed or list gave an article, as it must be printed `now` to mean the same; None if none did.

    The page may have no date of its own, and no source may list it any more. «Kecha, 09:10» becomes a moment.
    """
    printed = next((each for each in article.printed_dates if each.source == "feed"), None)
    if printed is None:
        return None
    then, today = read_printed(printed, article), read_printed(printed, replace(article, fetched_at=now))
    if then == today or not isinstance(then, ParsedDate):
        return printed.text
    return (then.at or then.day).isoformat()


def next_revisit(published: datetime, fetched: datetime) -> datetime | None:
    """Return when an article first reaches, after its last fetch, one of the ages at which it is looked at again."""
    return next((published + age for age in REVISITS if published + age > fetched), None)


def is_revisit_due(
    published: datetime, fetched: datetime, now: datetime, ages: tuple[timedelta, ...] = REVISITS
) -> bool:
    """Return whether one of the ages at which an article is looked at again lies between its last fetch and now."""
    return any(fetched < published + age <= now for age in ages)
