"""Learn the lines that a site repeats from the articles that are stored, and cut them out of those stored before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Final

from xabar.article import Article
from xabar.extraction.line_types import ARTICLES, articles_needed, has_address, is_call, is_fixed_text
from xabar.extraction.repetition import (
    FORGOTTEN,
    WINDOW,
    Split,
    count_different,
    is_outermost,
    split_boilerplate,
)
from xabar.processing.boilerplate import cut_repeated
from xabar.records.store import RecordStore

LOOK_BACK: Final = 10  # articles; after each so many, lines that are no longer met are forgotten
COMPARED: Final = 12  # of the articles that share a line are compared with each other
OUTERMOST: Final = 0.75  # of them must have it where nothing but repeated lines stands outside of it
END: Final = 20  # paragraphs at each end of a long text that are looked through
LAST: Final = 1_000  # characters; a longer paragraph is not boilerplate, but the sentence at its end may be
FEW: Final = (
    20  # articles; a line that more of them had is the boilerplate of a former design, and stays known
)
BEGINNING: Final = 200  # characters of a text that show what it is about
BOXED: Final = 0.9  # share of a line's articles in which it must stand in a box of its own
WEEKS: Final = timedelta(days=14)  # over which a sentence must be repeated that may be text
MOST: Final = 0.6  # share of the site's articles that proves it without that
_BOX: Final = 0x5DEECE66D1234567  # makes another key of 63 bits
_BATCH: Final = 500  # articles read at a time


def learn_lines(store: RecordStore, article: Article, split: Split, *, again: bool = False) -> None:
    """Count what a stored article begins and ends with. When that makes a line boilerplate, clean the earlier articles.

    It runs in the transaction that stores the article. With `again`, lines that were counted before are judged too,
    because what stood outside of them is gone.
    """
    site = article.site
    boxed = [_in_box(end) for end in split.outside & split.ends.keys()]
    added = store.add_paragraphs(site, article.id, [*split.ends, *boxed])
    new = (split.ends.keys() & (split.ends.keys() if again else added)) - store.line_verdicts(site).keys()
    counts = store.paragraph_counts(site, split.ends, last=WINDOW)
    frequent = {end: count for end, count in counts.items() if count >= ARTICLES}
    seen = store.count_site_articles(site)
    boxes = store.paragraph_counts(site, boxed, last=WINDOW)
    often = [
        end
        for end, count in frequent.items()
        if end in new and _is_often(split.ends[end], count, seen, boxes.get(_in_box(end), 0) >= BOXED * count)
    ]
    learned = [end for end in often if _is_boilerplate(store, article, end, frequent, split)]
    for end in learned:
        store.set_verdict(site, end, split.ends[end], "learned")
    forgotten = (
        store.forget_boilerplate(site, last=FORGOTTEN, holders=FEW) if seen % LOOK_BACK == 0 else set()
    )
    holders = [
        holder for end in (*learned, *sorted(forgotten)) for holder in store.paragraph_articles(site, end)
    ]
    clean_articles(store, holders)


def _in_box(end: int) -> int:
    """Return the key under which is counted how often a line stands in a box of its own."""
    return end ^ _BOX


def _is_often(line: str, count: int, articles: int, outside: bool) -> bool:
    """Return whether a line stands in enough of the site's last articles, for a line of its form and place."""
    needed = articles_needed(line, min(WINDOW, articles), outside=outside)
    return needed is not None and count >= needed


def _is_boilerplate(
    store: RecordStore, article: Article, end: int, frequent: Mapping[int, int], split: Split
) -> bool:
    """Return whether a line that stands often enough is boilerplate, by where it stands in different articles."""
    site, line, count = article.site, split.ends[end], frequent[end]
    parent = split.parents.get(end)
    # the last sentence of a paragraph that is itself repeated is background
    if parent is not None and 2 * store.paragraph_counts(site, [parent], last=WINDOW)[parent] > count:
        return False
    must_be_outermost = not is_call(line)
    # this article first: that spares most the reading of the others
    if must_be_outermost and not is_outermost(end, _ends_of(article), frequent):
        return False
    found = store.get_articles(store.paragraph_articles(site, end, COMPARED)).values()
    if must_be_outermost and _count_outermost(store, end, found) < OUTERMOST * len(found):
        return False
    if is_fixed_text(line) and not _is_lasting(found, count, min(WINDOW, store.count_site_articles(site))):
        return False
    different = count_different((other.title, other.body[:BEGINNING]) for other in found)
    return has_address(line) or different >= ARTICLES


def _is_lasting(articles: Collection[Article], count: int, of: int) -> bool:
    """Return whether a sentence that may be text is repeated over weeks, or in most articles, and in different ones."""
    days = [article.published_day for article in articles if article.published_day is not None]
    lasting = not days or max(days) - min(days) >= WEEKS or count >= MOST * of
    beginnings = {article.body[:BEGINNING] for article in articles}
    return lasting and len(beginnings) >= OUTERMOST * len(articles)


def _count_outermost(store: RecordStore, end: int, articles: Iterable[Article]) -> int:
    """Count the articles in which only repeated lines stand outside of the line."""
    found = 0
    for article in articles:
        paragraphs = _ends_of(article)
        counts = store.paragraph_counts(article.site, split_boilerplate(paragraphs, {}).ends, last=WINDOW)
        repeated = {key for key, count in counts.items() if count >= ARTICLES}
        found += is_outermost(end, paragraphs, repeated)
    return found


def _ends_of(article: Article) -> list[str]:
    """Return the paragraphs near both ends, long ones shortened: lines in the middle are not judged, and this must be quick."""
    paragraphs = article.body.split("\n")
    ends = paragraphs if len(paragraphs) <= 2 * END else paragraphs[:END] + paragraphs[-END:]
    return [line[-LAST:] for line in ends]


def clean_articles(store: RecordStore, ids: Iterable[str]) -> int:
    """Cut stored articles again by the verdicts of today. Return how many changed."""
    changed = 0
    for article_id in dict.fromkeys(ids):
        article = store.get_article(article_id)
        changed += article is not None and clean_again(store, article)
    return changed


def clean_site(store: RecordStore, site: str) -> int:
    """Cut all stored articles of a site again by the verdicts of today. Return how many changed."""
    last, changed = store.last_sequence(), 0
    sequence = 0
    while changes := store.changes_after(sequence, _BATCH):
        for change in changes:
            if change.article is not None and change.article.site == site:
                with store.transaction():
                    changed += clean_again(store, change.article)
        sequence = changes[-1].sequence
        if sequence >= last:  # what was cleaned stands behind it
            break
    return changed


def clean_again(store: RecordStore, article: Article) -> bool:
    """Store the article without what its site is known to repeat, and with what it no longer is known to.

    Return whether that changed it. What its publisher printed is the same, so there is no new version.
    """
    before = (article.body, article.cuts)
    split = cut_repeated(article, store.line_verdicts(article.site))
    if (article.body, article.cuts) == before:
        return False
    store.put_article(article, keep_former=False)
    if len(article.cuts) > len(before[1]):
        learn_lines(store, article, split, again=True)  # what stood behind the boilerplate is an end now
    return True
