"""The statistics of a crawl: one outcome for every article page that was fetched, so that the counts balance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

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
    "private-address": "the address leads into a private network",
    "robots": "robots.txt forbids the address",
    "busy": "the site asked to be left alone for a while",
    "http-error": "the site answered with an error",
    "no-answer": "the site did not answer",
    "template": "the page is a template without its text",
    "parse-error": "the page could not be read; the log has the details",
    "store-error": "the record store refused the article; the log has the details",
}


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

    @property
    def balanced(self) -> bool:
        """True if fetched = stored + unchanged + duplicate + rejected."""
        return self.fetched == self.stored + self.unchanged + self.duplicate + self.rejected.total()

    @property
    def gave_nothing(self) -> bool:
        """True if the run found no article of the site, neither a new one nor a known one."""
        return self.stored + self.unchanged + self.duplicate + self.known == 0


@dataclass(slots=True)
class IndexStats:
    """The outcomes of the changes that the feed had to carry into the index."""

    stored: int = 0  # changes that the feed had to carry during this run
    confirmed: int = 0
    waiting: int = 0
    dead: int = 0
    problem: str | None = None  # why something waits, in words

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
    def exit_code(self) -> int:
        """0 if all is well; 1 if a site gave nothing, an article was not stored or is dead, or the counts do not balance."""
        gave_nothing = any(site.gave_nothing for site in self.sites)
        uneven = not self.index.balanced or not all(site.balanced for site in self.sites)
        not_stored = any(site.rejected["store-error"] for site in self.sites)
        return int(gave_nothing or not_stored or uneven or self.index.dead > 0)
