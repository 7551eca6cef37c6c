"""An imported entry's way to an article: its origin, its text or its page, then the steps of every article."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Final, ParamSpec

from crawler.page_reading import FetchedArticle, read_fetched
from xabar.app.origins import Origins, check_address
from xabar.app.own_address import own_address
from xabar.article import Article
from xabar.bounded_steps import is_long
from xabar.exchange.entry import Entry, Refusal
from xabar.exchange.reading import Origin, read_text, read_unknown_page
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.page import FallbackNeeded
from xabar.http_response import HttpResponse
from xabar.language.dates.parsed import EARLIEST_DAY
from xabar.processing.layouts import learned_layouts
from xabar.processing.preparation import Prepared, prepare
from xabar.processing.steps import STEPS, Context, load_step, process_article
from xabar.rejection import Rejected
from xabar.site import Site
from xabar.workers.cost import is_costly
from xabar.workers.time_limit import TooCostly
from xabar.workspace import Workspace

logger = logging.getLogger(__name__)
P = ParamSpec("P")

EARLIEST: Final = datetime.combine(EARLIEST_DAY, time(), UTC)  # nothing was fetched before the web
AHEAD: Final = timedelta(days=1)  # a local time that does not say its offset seems to lie some hours ahead


class _Refused(Exception):
    """The entry becomes no article, for this reason of REASONS."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail)
        self.reason = reason


def _check_time(fetched_at: datetime, now: datetime) -> datetime:
    """Return when the entry was fetched. A moment in the future would bar every later fetch of the article."""
    if not EARLIEST <= fetched_at <= now + AHEAD:
        raise _Refused("bad-fetch-time", fetched_at.isoformat())
    return fetched_at


@dataclass(slots=True)
class _Reading:
    """An entry on its way, and what became of it by now."""

    entry: Entry
    url: str | None
    found: Article | Refusal | None = None
    is_short: bool = False

    def take(self, work: Callable[P, Article], *values: P.args, **named: P.kwargs) -> None:
        """Go on with what the work returns, or with a refusal if it raises anything."""
        try:
            self.found = work(*values, **named)
        except _Refused as refused:
            self._refuse(refused.reason, str(refused))
        except Rejected as rejected:
            self._refuse(rejected.reason)
        except TooCostly:
            self._refuse("too-costly")
        except Exception as error:
            logger.exception("%s:%s could not be read", self.entry.place.file, self.entry.place.line)
            self._refuse("parse-error", repr(error)[:200])

    def _refuse(self, reason: str, detail: str = "") -> None:
        self.found = Refusal(self.entry.place, reason, detail, self.url)

    def result(self) -> Article | Refusal:
        """Return what became of the entry in the end."""
        assert self.found is not None
        return self.found


@dataclass(slots=True)
class EntryReader:
    """Makes articles of entries. What the records know of a site is read once, until `renew`."""

    workspace: Workspace
    origins: Origins
    _contexts: dict[str, Context] = field(default_factory=dict)
    _learned: dict[tuple[str, str], tuple[LearnedLayout, ...]] = field(default_factory=dict)

    def renew(self) -> None:
        """Ask the records again for what they know of each site."""
        self._contexts.clear()
        self._learned.clear()

    def is_current(self) -> bool:
        """Return whether the records still know of each site what they knew when they were asked."""
        records = self.workspace.records
        return all(
            context.known_lines == records.line_verdicts(site) for site, context in self._contexts.items()
        )

    def read(self, entry: Entry, now: datetime) -> Article | Refusal:
        """Return what `read_all` does, for one entry."""
        return self.read_all([entry], now)[0]

    def read_all(self, entries: Iterable[Entry], now: datetime) -> list[Article | Refusal]:
        """Return each article after all steps, or why there is none. `now` is its time if the entry gives no time.

        Whatever an entry holds, nothing is raised: the next one may be sound. Each step is taken by all articles before
        the next one: a processor's cache does not hold the tables and patterns of all, so that one article after the
        other takes half as long again.
        """
        readings = [_Reading(entry, entry.url) for entry in entries]
        for reading in readings:
            reading.take(self._begin, reading, now)
        for step in map(load_step, STEPS):
            for reading in readings:
                if reading.is_short and isinstance(article := reading.found, Article):
                    reading.take(step, article, self._context(article.site))
        return [reading.result() for reading in readings]

    def prepare(self, articles: Sequence[Article]) -> list[Prepared | None]:
        """Return what storing each article takes, if it is new, as far as it can be worked out before."""
        known = self.workspace.records.known_ids(article.id for article in articles)
        new = [article for article in articles if article.id not in known]
        prepared = iter(prepare(new, lambda site: self._context(site).known_lines))
        return [None if article.id in known else next(prepared) for article in articles]

    def _begin(self, reading: _Reading, now: datetime) -> Article:
        """Return the article before its steps; a long one after them, since a worker takes them all."""
        entry = reading.entry
        url = reading.url = entry.url or self._find_address(entry)
        article = self._read(entry, url, _check_time(entry.fetched_at or now, now))
        reading.is_short = not is_long(article)
        if reading.is_short:
            return article
        return self.workspace.workers.run_blocking(process_article, article, self._context(article.site))

    def _find_address(self, entry: Entry) -> str:
        """Return the address that a page gives as its own."""
        if entry.page is None:
            raise _Refused("no-url")
        workers = self.workspace.workers
        address = (
            workers.run_blocking(own_address, entry.page)
            if is_costly(entry.page)
            else own_address(entry.page)
        )
        if address is None:
            raise _Refused("no-url", "the page names no canonical address")
        return address

    def _read(self, entry: Entry, url: str, fetched_at: datetime) -> Article:
        try:
            check_address(url)
        except ValueError as error:
            raise _Refused("bad-address", str(error)) from None
        try:
            site = self.origins.site_of(url)
        except ValueError as error:
            raise _Refused("foreign-host", str(error)) from None
        if entry.page is None:
            return self._read_text(entry, url, fetched_at)
        try:
            return self._read_page(entry, entry.page, site, url, fetched_at)
        except Rejected:
            if entry.text is None:
                raise
            return self._read_text(entry, url, fetched_at)

    def _read_text(self, entry: Entry, url: str, fetched_at: datetime) -> Article:
        if entry.text is None:
            raise _Refused("no-text")
        return read_text(entry, self._find_origin(url, entry.title, entry.text), url, fetched_at)

    def _read_page(
        self, entry: Entry, page: bytes, site: type[Site] | None, url: str, fetched_at: datetime
    ) -> Article:
        response = HttpResponse(url, page, entry.status, entry.content_type)
        workers = self.workspace.workers
        if site is None:  # only the fallback layers can read it, which may take long
            article = workers.run_blocking(read_unknown_page, response, fetched_at, entry.date)
            origin = self._find_origin(article.url, article.title, article.body)
            article.site, article.zone, article.declared_language = origin.site, origin.zone, origin.language
            return article
        fetched = FetchedArticle(response, fetched_at, entry.date, learned=self._layouts(site, url))
        if not is_costly(page):
            try:
                return fetched.read(site, fallback=False)
            except FallbackNeeded:
                pass
        return workers.run_blocking(read_fetched, site, fetched)

    def _layouts(self, site: type[Site], url: str) -> tuple[LearnedLayout, ...]:
        """Return what was worked out for the site, with the layouts of earlier days: what is imported is old."""
        key = (site.name, site.edition_of(url).prefix)
        if key not in self._learned:
            self._learned[key] = learned_layouts(self.workspace.records, *key, retired=True)
        return self._learned[key]

    def _find_origin(self, url: str, title: str, text: str) -> Origin:
        origin = self.origins.find(url, title, text)
        if origin is None:
            raise _Refused("unknown-zone")
        return origin

    def _context(self, site: str) -> Context:
        context = self._contexts.get(site)
        if context is None:
            context = self._contexts[site] = self.workspace.context(site, for_many=True)
        return context
