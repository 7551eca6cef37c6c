"""What a run ends with: one outcome for every article page fetched, and a sum that must come out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

# Why a fetched page did not become a stored article. The key goes into statistics and records,
# the text is shown to people. A reason that is not here raises: the list is the vocabulary.
REJECTIONS = {
    "not-article": "the page is no article",
    "empty-page": "the page is empty",
    "no-title": "no title was found",
    "no-body": "no text was found, or too little of it",
    "no-date": "no date of publication could be read",
    "future-date": "the date of publication lies in the future",
    "too-large": "the answer, or the article in it, is larger than the limit",
    "too-costly": "reading the page takes more time or memory than the limit",
    "bad-compression": "the answer unpacks to more than the limit, or not at all",
    "bad-encoding": "the text is not readable in any likely encoding",
    "not-html": "the answer is no HTML",
    "challenge": "the site answered with a challenge page",
    "home-page": "the site answered with its home page",
    "redirect-loop": "the redirects never end",
    "private-address": "the address leads into a private network",
    "robots": "robots.txt forbids the address",
    "http-error": "the site answered with an error",
    "no-answer": "the site did not answer",
    "template": "the page is a template without its text",
    "parse-error": "the page could not be read; the log has the details",
    "store-error": "the record store refused the article; the log has the details",
}


@dataclass(slots=True)
class SiteStats:
    """The sum of one site's run.

    `fetched` counts article pages asked for and answered, or refused; feeds, sitemaps and lists are `discovery`.
    """

    site: str
    fetched: int = 0
    stored: int = 0  # new articles and new versions
    unchanged: int = 0
    duplicate: int = 0  # the same article under another address
    rejected: Counter[str] = field(default_factory=Counter)  # reason -> pages
    known: int = 0  # addresses that were found again and left alone, as it is not time to look at them
    discovery: int = 0
    errors: Counter[str] = field(default_factory=Counter)  # discovery pages that failed, by reason

    @property
    def balanced(self) -> bool:
        """fetched = stored + unchanged + duplicate + rejected."""
        return self.fetched == self.stored + self.unchanged + self.duplicate + self.rejected.total()


@dataclass(slots=True)
class IndexStats:
    """What became of everything that was stored and not yet confirmed: stored = confirmed + waiting + dead."""

    stored: int = 0  # changes the feed had to carry during this run
    confirmed: int = 0
    waiting: int = 0
    dead: int = 0
    problem: str | None = None  # why something waits, in words

    @property
    def balanced(self) -> bool:
        """stored = confirmed + waiting + dead."""
        return self.stored == self.confirmed + self.waiting + self.dead


@dataclass(slots=True)
class CrawlStats:
    """The sum of a run over all its sites, and of its index."""

    sites: list[SiteStats] = field(default_factory=list)
    index: IndexStats = field(default_factory=IndexStats)

    @property
    def exit_code(self) -> int:
        """0: all well. 1: a site gave nothing, an article was not stored or is dead, or the sum does not come out."""
        gave_nothing = any(
            site.stored + site.unchanged + site.duplicate + site.known == 0 for site in self.sites
        )
        uneven = not self.index.balanced or not all(site.balanced for site in self.sites)
        not_stored = any(site.rejected["store-error"] for site in self.sites)
        return int(gave_nothing or not_stored or uneven or self.index.dead > 0)
