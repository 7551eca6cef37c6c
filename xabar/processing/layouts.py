"""The layouts that are worked out for a site: kept in the records, checked as articles come, and worked out anew."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson

from xabar.article import Article
from xabar.extraction.agreement import agreement
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.learning.layouts import LESSONS, learn_layouts
from xabar.extraction.learning.lessons import Lesson, find_sentences
from xabar.records.learned_layouts import LessonPage
from xabar.records.store import RecordStore

logger = logging.getLogger(__name__)

IN_USE: Final = 4  # layouts of an edition that are tried on a page
CHECKED_FIRST: Final = 5  # first articles of a layout that the generic layer reads, too
CHECKED_EACH: Final = 25  # after them, one of so many
AGREES: Final = 0.7  # share of words that two readings of an article have in common
TRUSTED: Final = 0.7  # share of the last checks with which a layout stays in use
LEAST_CHECKS: Final = 5
MAX_HTML: Final = 1_000_000  # characters of a page that is learned from
MAX_FAILURES: Final = 5  # each doubles the articles among which one is learned from


@dataclass(frozen=True, slots=True)
class NumberedLayout:
    """A layout that was worked out, with its number in the records, how many articles it has read, and its time."""

    number: int
    layout: LearnedLayout
    articles: int
    learned_at: datetime
    retired_at: datetime | None = None  # None: it is in use

    def is_due(self, since: int) -> bool:
        """Return whether the next article is to be checked; `since` counts the articles since the last check."""
        return self.articles < CHECKED_FIRST or since + 1 >= CHECKED_EACH

    def was_in_use(self, at: datetime) -> bool:
        """Return whether a crawl read pages by it at that moment."""
        return self.learned_at <= at and (self.retired_at is None or at < self.retired_at)


def learned_layouts(
    store: RecordStore, site: str, edition: str, *, retired: bool = False
) -> tuple[LearnedLayout, ...]:
    """Return the layouts for `Site.read_article`, the newest first; with the retired ones for pages of earlier days.

    `edition` is the prefix of the edition's addresses.
    """
    return tuple(each.layout for each in numbered_layouts(store, site, edition, retired=retired))


def numbered_layouts(
    store: RecordStore, site: str, edition: str, *, retired: bool = False
) -> tuple[NumberedLayout, ...]:
    """Return the layouts in use, or all of them, each with its number, the newest first.

    Warn of one that cannot be read, and leave it out.
    """
    found = []
    for row in store.stored_layouts(site, edition):
        if row.layout is None or (row.retired_at and not retired):
            continue
        try:
            layout = LearnedLayout.from_dict(orjson.loads(row.layout))
        except (ValueError, TypeError, KeyError) as error:
            logger.warning("%s: layout %d of %s is not used: %r", site, row.number, edition, error)
        else:
            found.append(NumberedLayout(row.number, layout, row.articles, row.learned_at, row.retired_at))
    return tuple(found)


def keep_lesson(store: RecordStore, article: Article, edition: str, html: str) -> bool:
    """Keep the page of an article that no selectors read. Return whether there are enough to learn from.

    After articles that had nothing in common, only one of 2, 4, 8 … is kept.
    """
    each: int = 2 ** min(_failures(store, article.site, edition), MAX_FAILURES)
    if len(html) > MAX_HTML or int(article.id[:8], 16) % each:
        return False
    printed = next((date.text for date in article.printed_dates if date.source == "feed"), None)
    page = LessonPage(article.fetched_url or article.url, html, article.fetched_at, printed)
    return store.keep_lesson(article.site, edition, page, most=LESSONS) >= LESSONS


def _failures(store: RecordStore, site: str, edition: str) -> int:
    """Return how often in a row nothing could be worked out."""
    rows = store.stored_layouts(site, edition)
    return next((at for at, row in enumerate(rows) if row.layout is not None), len(rows))


def learn_pages(pages: Iterable[LessonPage], language: str, zone: str) -> tuple[LearnedLayout, ...]:
    """Return the layouts of pages that were kept. This is what a worker is asked to do."""
    return learn_layouts(
        Lesson(page.url, page.html, page.fetched_at, language, zone, page.printed) for page in pages
    )


def store_layouts(
    store: RecordStore, site: str, edition: str, found: Sequence[LearnedLayout], now: datetime
) -> None:
    """Store what was worked out as the newest layouts, and retire those that they replace, in one commit.

    A kill before it leaves the pages to learn from, and the next run goes on with them.
    """
    former = numbered_layouts(store, site, edition)
    layouts = [each.layout for each in found]
    replaced = [each for each in former if each.layout.layout in layouts]
    others = [each for each in former if each not in replaced]
    kept = max(0, IN_USE - len(found))
    rows = [orjson.dumps(each.to_dict()).decode() for each in reversed(found)]

    def replace_all() -> None:
        with store.transaction():
            for old in (*replaced, *others[kept:]):
                store.retire_layout(site, edition, old.number, now)
            store.put_layouts(site, edition, rows or [None], now)

    store.repeat(replace_all)


def agree(article: Article, other: Article) -> bool:
    """Return whether two readings of a page found the same text."""
    one, two = (
        find_sentences(each.body.split("\n"), each.structure, each.title, ()) for each in (article, other)
    )
    return agreement(one, two) >= AGREES


def note_check(
    store: RecordStore, site: str, edition: str, number: int, *, agreed: bool, articles: int, now: datetime
) -> bool:
    """Count a check of a layout. When too few of the last ones agreed, retire it, and return False."""

    def note() -> bool:
        with store.transaction():
            checks = store.note_check(site, edition, number, agreed=agreed, articles=articles)
            if len(checks) < LEAST_CHECKS or checks.count("1") >= TRUSTED * len(checks):
                return True
            store.retire_layout(site, edition, number, now)
        return False

    return store.repeat(note)
