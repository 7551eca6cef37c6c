"""The statistics of a crawl: one outcome for every article page that was fetched, so that the counts balance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from xabar.run_measures import RunMeasures

# Why a fetched page did not become a stored article. The key goes into the statistics and the records, the text is
# shown to people. There are no other reasons.
REJECTIONS = {
    "not-article": "the page is not an article",
    "empty-page": "the page is empty",
    "no-title": "no title was found",
    "no-body": "no text was found, or too little of it",
    "no-date": "no date of publication could be read",
    "future-date": "the date of publication lies in the future",
    "too-large": "the answer, or the article in it, is larger than the limit",
    "too-costly": "reading the page takes more time or memory than the limit",
    "bad-compression": "the answer unpacks to more than the limit, or not at all",
    "bad-encoding": "the text is not readable in any likely encoding",
    "not-html": "the answer is not HTML",
    "challenge": "the site answered with a challenge page",
    "home-page": "the site answered with its home page",
    "redirect-loop": "the redirects never end",
    "bad-redirect": "the page redirects to what is no address",
    "private-address": "the address leads into a private network",
    "bad-certificate": "the server could not prove that it is the site's: its certificate is not valid",
    "robots": "robots.txt forbids the address",
    "busy": "the site asked to be left alone for a while",
    "gone": "the site says that the page is gone: 404 or 410",
    "http-error": "the site answered with an error",
    "no-answer": "the site did not answer",
    "incomplete": "the article goes on at an address that was not to be had",
    "template": "the page is a template without its text",
    "dropped": "a pipeline that is not ours dropped the article",
    "parse-error": "the page could not be read; the log has the details",
    "store-error": "the record store refused the article; the log has the details",
}

# What is to be said of pages that are no rejections.
NOTES = {
    "postponed": "not asked for, because the host asked to be left alone; the next run asks for it",
    "removed": "removed from the index: the site has said for days that the page is gone; `xabar restore` gives it back",
    "filled": "what a feed had dropped since it was last read was looked for in the site's sitemaps",
    "none-known": "no known page was to be asked for again",
    "cut-short": "goes on at an address that is gone or forbidden, and was kept as far as it goes",
    "not-kept": "read, but not kept in a WARC file; the log has the reason",
    "canonical-ignored": "names another page's address as its own, and was kept under the one that it was fetched from",
}

OF_THE_RUN: Final = frozenset(("none-known",))  # notes that are said of a whole run, and of no pages

# Why a discovery page gave nothing, where REJECTIONS does not say it already.
DISCOVERY_ERRORS = {
    "unreadable": "the page is not the feed, list or sitemap that it should be",
    "entity-bomb": "the file's entities unfold to more than the limit",
}

# Why articles may be missing although no page failed.
DISCOVERY_GAPS = {
    "catch-up": "read completely longer ago than XABAR_CATCH_UP days; the days between take a run with `since`",
    "overflow": "a feed names nothing that it named when it was last read, and no sitemap says what came between",
    "short-list": "goes back less far than the day to which it was read before",
    "last-page": "its last page is newer than the days that were asked for",
    "max-pages": "has more pages than one run reads",
    "foreign-host": "a discovery page on a host that is not the site's",
    "bad-address": "a link that is no address",
}
FINISHED: Final = "finished"
ENOUGH: Final = frozenset(
    {FINISHED, "closespider_itemcount", "closespider_pagecount"}
)  # it did what was asked for
INTERRUPTED: Final = "shutdown"
HELD: Final = "held"
LEASE_LOST: Final = "lease-lost"
# Why a run ended, where that was not the end of its work. The key is Scrapy's reason, the text is shown to people.
ENDINGS: Final = {
    INTERRUPTED: "interrupted; the next run goes on where it stopped",
    "start_error": "ended by a fault in asking for pages; the log has the details",
    "store-error": "ended because the records could not take more; the log has the details",
    HELD: "not crawled, because another process crawls it; the log says which",
    LEASE_LOST: "ended because another process has taken over the site; the log says which",
    "closespider_timeout": "ended by its deadline (CLOSESPIDER_TIMEOUT); the next run goes on",
}
INTERRUPTED_CODE: Final = 130  # the shell's exit code for a program that Ctrl-C ended
HELD_CODE: Final = 75  # EX_TEMPFAIL of sysexits.h: nothing is wrong, try again later


@dataclass(slots=True)
class SiteStats:
    """The outcomes of the pages of one site's run.

    `fetched` counts the article pages that were asked for, whether they were answered or refused. Feeds, sitemaps
    and lists are counted as `discovery`.
    """

    site: str
    fetched: int = 0
    stored: int = 0  # new articles and new versions
    unchanged: int = 0
    duplicate: int = 0  # the same article under another address
    rejected: Counter[str] = field(default_factory=Counter)  # reason -> pages
    known: int = 0  # addresses that were found again and not fetched, because they are not due
    discovery: int = 0
    errors: Counter[str] = field(default_factory=Counter)  # discovery pages that failed, by reason
    notes: Counter[str] = field(default_factory=Counter)  # key of NOTES -> pages; not kept in the records
    gaps: Counter[str] = field(default_factory=Counter)  # what discovery left out, by a key of DISCOVERY_GAPS
    next_due: datetime | None = (
        None  # when the first of the known pages is due again; not kept in the records
    )
    ended: str = FINISHED  # why the run ended, in Scrapy's words
    measures: RunMeasures | None = None  # None: a run from before they were kept

    @property
    def gave_nothing(self) -> bool:
        """True if no page became an article, and none was left alone because it is one already or was not meant."""
        return (
            not self.notes["none-known"] and self.stored + self.unchanged + self.duplicate + self.known == 0
        )

    @property
    def balanced(self) -> bool:
        """True if fetched = stored + unchanged + duplicate + rejected."""
        return self.fetched == self.stored + self.unchanged + self.duplicate + self.rejected.total()


@dataclass(slots=True)
class IndexStats:
    """The outcomes of the changes that the feed had to carry into the index."""

    stored: int = 0  # changes that the feed had to carry during this run
    confirmed: int = 0
    waiting: int = 0
    dead: int = 0
    problem: str | None = None  # why something waits, or what the index has lost, in words
    older_confirmed: int = 0  # of the changes that former runs had left waiting
    older_waiting: int = 0
    older_dead: int = 0

    @property
    def older(self) -> int:
        """How many changes waited when the run began."""
        return self.older_confirmed + self.older_waiting + self.older_dead

    @property
    def balanced(self) -> bool:
        """True if stored = confirmed + waiting + dead."""
        return self.stored == self.confirmed + self.waiting + self.dead


@dataclass(slots=True)
class CrawlStats:
    """The statistics of a run over several sites, and of its index."""

    sites: list[SiteStats] = field(default_factory=list)
    index: IndexStats = field(default_factory=IndexStats)

    @property
    def interrupted(self) -> bool:
        """True if Ctrl-C or SIGTERM ended the run."""
        return any(site.ended == INTERRUPTED for site in self.sites)

    @property
    def exit_code(self) -> int:
        """130 if the run was interrupted, 75 if all that is wrong is that others crawl a site, 0 if all is well, otherwise 1.

        1: a site gave nothing or its run did not finish, an article was not stored or is dead, the index did not take
        what waits or has lost something, or counts do not balance.
        """
        if self.interrupted:
            return INTERRUPTED_CODE
        index = self.index
        index_failed = index.dead + index.older_dead > 0 or index.problem is not None or not index.balanced
        if index_failed or any(_failed(site) for site in self.sites if site.ended != HELD):
            return 1
        return HELD_CODE if any(site.ended == HELD for site in self.sites) else 0


def _failed(site: SiteStats) -> bool:
    unfinished = site.ended not in ENOUGH or site.rejected["store-error"] > 0
    return unfinished or site.gave_nothing or not site.balanced
