"""Keep a site's run in the records from its beginning to its end, with what its pages are measured by."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.answers import requested_url
from crawler.extensions.workspace import workspace_of
from crawler.held_pages import is_read_again
from crawler.site_counts import read_site_stats
from crawler.spider_signals import address_refused, run_begun
from xabar.article import Article
from xabar.crawl_stats import SiteStats
from xabar.records.errors import RecordsError
from xabar.records.runs import MOST_REJECTIONS, RefusedAddress
from xabar.run_measures import RunMeasures
from xabar.workspace import Workspace

logger = logging.getLogger(__name__)

SIGN_OF_LIFE: Final = 60.0  # seconds between two notes of a run that goes on
MOST_HOSTS: Final = 20  # whose certificates are noted
MOST_LINES: Final = 2000  # first and last lines of articles that are counted
WATCHED: Final = ("authors", "image", "section", "tags")  # fields that a site gives always, or never
MEASURED_LAYERS: Final = ("selectors", "learned")


class RunLog:
    """Writes a row when a run begins, a sign of life each minute, and everything at its end.

    So a run that is killed is seen, with its counts of the last minute. What the records do not take is only a
    warning: the storing of articles says what is wrong with them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._started = datetime.now(UTC)
        self._run_id: str | None = None
        self._measures = RunMeasures(zone=getattr(crawler.spidercls, "zone", None))
        self._lines: Counter[int] = Counter()
        self._refused: list[RefusedAddress] = []
        self._refusals = 0
        self._alive: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to what becomes of each page, and to every answer."""
        log = cls(crawler)
        crawler.signals.connect(log.run_begun, run_begun)
        crawler.signals.connect(log.item_scraped, signals.item_scraped)
        crawler.signals.connect(log.item_dropped, signals.item_dropped)
        crawler.signals.connect(log.response_received, signals.response_received)
        crawler.signals.connect(log.address_refused, address_refused)
        return log

    def run_begun(self) -> None:
        """Write the row of the run. A single page that is parsed has none."""
        try:
            self._run_id = workspace_of(self._crawler).records.begin_run(
                self._crawler.spidercls.name, self._started
            )
        except RecordsError as error:
            logger.warning("the run of %s is not noted: %s", self._crawler.spidercls.name, error)
        else:
            self._alive = asyncio.ensure_future(self._stay_alive())

    def item_scraped(self, item: Any) -> None:
        """Measure an article that was stored, or has not changed."""
        if isinstance(item, Article):
            self._measure(item, "kept")

    def item_dropped(self, item: Any, exception: Exception) -> None:
        """Measure an article that is stored under another address; one that was refused has no measures."""
        if isinstance(item, Article) and getattr(exception, "reason", None) == "duplicate":
            self._measure(item, "duplicate")

    def response_received(self, response: Response, request: Request) -> None:
        """Count an answer, and note when the certificate of its host ends. A page that is read again was counted."""
        if is_read_again(request):
            self._take_back(requested_url(request))
            return
        self._measures.statuses[str(response.status)] += 1
        certificates = self._measures.certificates
        if response.certificate is None or len(certificates) >= MOST_HOSTS:
            return
        host = response.url.split("/", 3)[2]
        if host not in certificates:
            certificates[host] = response.certificate.original.to_cryptography().not_valid_after_utc

    def address_refused(self, reason: str, request: Request, response: Response | None = None) -> None:
        """Keep an address that became no article, the first ones of a run."""
        self._refusals += 1
        if self._refusals <= MOST_REJECTIONS:
            status = response.status if response is not None else None
            self._refused.append(RefusedAddress(requested_url(request), reason, status))

    def _take_back(self, url: str) -> None:
        """Forget that an address was refused: its page is read again, and what comes of it counts."""
        self._refused = [each for each in self._refused if each.url != url]
        self._refusals -= 1
        if self._run_id is None:
            return
        try:
            workspace_of(self._crawler).records.forget_refused(self._run_id, url)
        except RecordsError as error:
            logger.warning("%s stays among the refused addresses of the run: %s", url, error)

    def close(self, stats: SiteStats, reason: str) -> None:
        """Write how the run ended. CrawlStatsExtension calls it with the last counts."""
        if self._alive is not None:
            self._alive.cancel()
        now = datetime.now(UTC)
        stats.measures = self._measures
        try:
            workspace = workspace_of(self._crawler)
            self._note_index(workspace, stats.site, now)
            run_id = self._run_id or workspace.records.begin_run(stats.site, self._started)
            refused, self._refused = self._refused, []
            workspace.records.end_run(run_id, stats, finished_at=now, reason=reason, refused=refused)
        except RecordsError as error:
            logger.error("the counts of %s were not written: %s", stats.site, error)

    def _note_index(self, workspace: Workspace, site: str, now: datetime) -> None:
        state = workspace.records.feed_state()
        self._measures.dead = state.dead.get(site, 0)
        self._measures.lag = round(state.lag(now), 1)

    def _measure(self, article: Article, outcome: str) -> None:
        logger.info("%s: %s, read by %s", article.url, outcome, article.body_layer)
        measures = self._measures
        measures.articles += 1
        measures.layers[article.body_layer] += 1
        measures.missing.update(name for name in WATCHED if not getattr(article, name))
        if article.published_precision == "day":
            measures.missing["time"] += 1
        if article.published_source:
            measures.date_sources[article.published_source] += 1
        if article.body_agreement is not None and article.body_layer in MEASURED_LAYERS:
            measures.agreements[article.body_agreement] += 1
        if outcome == "kept" and article.published_at is not None:
            measures.note_published(_published_by(article, article.published_at), article.fetched_at)
        measures.add_length(len(article.body))
        measures.kept_characters += len(article.body)
        measures.cut_characters += sum(len(cut.text) for cut in article.cuts)
        self._count_lines(article.body)

    def _count_lines(self, body: str) -> None:
        """Count the first and the last line, to see what is at the ends of many articles and is not cut."""
        lines = body.split("\n")
        for line in {hash(lines[0]), hash(lines[-1])}:
            if line in self._lines or len(self._lines) < MOST_LINES:
                self._lines[line] += 1
                self._measures.same_line = max(self._measures.same_line, self._lines[line])

    async def _stay_alive(self) -> None:
        while True:
            await asyncio.sleep(SIGN_OF_LIFE)
            self.note_progress(datetime.now(UTC))

    def note_progress(self, now: datetime) -> None:
        """Write the counts until now and the addresses that were refused since the last note."""
        assert self._crawler.stats is not None
        assert self._run_id is not None
        stats = read_site_stats(self._crawler.stats, self._crawler.spidercls.name)
        stats.measures = self._measures
        try:
            workspace_of(self._crawler).records.note_progress(self._run_id, stats, now, self._refused)
            self._refused = []
        except RecordsError as error:
            logger.warning("the run of %s goes on, but that was not noted: %s", stats.site, error)


def _published_by(article: Article, at: datetime) -> datetime:
    """Return by when an article was published. Where no time was printed, it is the end of the day, or the fetch if that was earlier."""
    if article.published_precision != "day":
        return at
    return min(at + timedelta(days=1), article.fetched_at)
