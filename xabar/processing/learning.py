"""Learn the lines that a site repeats from the articles that are stored, and cut them out of those stored before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from xabar.article import Article
from xabar.extraction.repetition import (
    ARTICLES,
    FORGOTTEN,
    WINDOW,
    Split,
    articles_needed,
    count_different,
    has_address,
    is_call,
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
_BATCH: Final = 500  # articles read at a time


def learn_lines(store: RecordStore, article: Article, split: Split, *, again: bool = False) -> None:
    """Count what a stored article begins and ends with. When that makes a line boilerplate, clean the earlier articles.

    It runs in the transaction that stores the article. With `again`, lines that were counted before are judged too,
    because what stood outside of them is gone.
    """
    site = article.site
    added = store.add_paragraphs(site, article.id, split.ends)
    new = (split.ends.keys() if again else added) - store.line_verdicts(site).keys()
    counts = store.paragraph_counts(site, split.ends, last=WINDOW)
    frequent = {end: count for end, count in counts.items() if count >= ARTICLES}
    seen = store.count_site_articles(site)
    often = [end for end in frequent if end in new and _is_often(split.ends[end], frequent[end], seen)]
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


def _is_often(line: str, count: int, articles: int) -> bool:
    """Return whether a line stands in enough of the site's last articles, for a line of its form."""
    needed = articles_needed(line, min(WINDOW, articles))
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
    different = count_different((other.title, other.body[:BEGINNING]) for other in found)
    return has_address(line) or different >= ARTICLES


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
