"""Learn the lines that a site repeats from the articles that are stored, and cut them out of those stored before."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Set
from functools import partial
from typing import Final, NamedTuple

from xabar.article import Article, Verdict
from xabar.extraction.line_types import ARTICLES, least_needed
from xabar.extraction.repetition import FORGOTTEN, WINDOW, Split
from xabar.processing.batch import Batch
from xabar.processing.boilerplate import cut_repeated
from xabar.processing.evidence import find_where, is_boilerplate, is_often, note_places
from xabar.records.store import RecordStore

LOOK_BACK: Final = 10  # articles; after each so many, lines that are no longer met are forgotten
# articles; a line that more of them had is the boilerplate of a former design, and stays known
FEW: Final = 20


def learn_lines(
    store: RecordStore,
    article: Article,
    split: Split,
    verdicts: Mapping[int, Verdict],
    *,
    is_new: bool = False,
    again: bool = False,
    batch: Batch | None = None,
) -> bool:
    """Count what a stored article begins and ends with. When that makes a line boilerplate, mark the earlier articles.

    Return whether it did so. It runs in the transaction that stores the article, and `clean_marked` cuts what is marked.
    `verdicts` are those on the lines of its site. `is_new` says that none of its lines was counted before. With `again`,
    lines that were counted before are judged too, because what stood outside of them is gone. A `batch` counts the lines
    of an article that is new.
    """
    site, counted = article.site, split.counted
    # what is known stands in most articles, so that to count it takes longer than to count all else
    wanted = {*(counted.keys() - verdicts.keys()), *split.places}
    new, seen, counts = _count_lines(store, article, split, wanted, batch if is_new else None, is_new=is_new)
    note_places(store, article, split, counts)
    judged = (counted.keys() if again else new) - verdicts.keys()
    least = least_needed(min(WINDOW, seen))
    unjudged = {end for end in judged if counts[end] >= least}
    learned = [*_find_boilerplate(store, article, split, counts, unjudged, seen)] if unjudged else []
    for end in learned:
        store.set_verdict(site, end, counted[end], "learned")
    forgotten = (
        store.forget_boilerplate(site, last=FORGOTTEN, holders=FEW) if seen % LOOK_BACK == 0 else set()
    )
    for end in (*learned, *sorted(forgotten)):
        store.mark_uncleaned(site, end)
    return bool(learned or forgotten)


class _Counted(NamedTuple):
    """The lines that are new to an article, its number among those of its site, and how many of these have each line."""

    new: Set[int]
    seen: int
    counts: Mapping[int, int]


def _count_lines(
    store: RecordStore,
    article: Article,
    split: Split,
    wanted: Set[int],
    batch: Batch | None,
    *,
    is_new: bool,
) -> _Counted:
    """Remember an article's lines, and count those that are wanted."""
    site, lines = article.site, split.counted
    if batch is not None and batch.counts_lines_of(site):
        store.add_first_paragraphs(site, article.id, lines)
        return _Counted(lines.keys(), *batch.count_lines(store, site, wanted))
    asked = store.add_paragraphs_later(site, article.id, lines, is_new=is_new)
    counting = store.paragraph_counts_later(site, wanted, last=WINDOW)
    added, counts = asked(), counting()
    return _Counted(added.new, added.number or store.count_site_articles(site), counts)


def _find_boilerplate(
    store: RecordStore,
    article: Article,
    split: Split,
    counts: Mapping[int, int],
    unjudged: Set[int],
    seen: int,
) -> Iterator[int]:
    """Yield those of the unjudged lines that are boilerplate, after `seen` articles of the site.

    `counts` are those of the lines without a verdict.
    """
    counted = split.counted
    others = store.paragraph_counts(article.site, counted.keys() - counts.keys(), last=WINDOW)
    counts = {**counts, **others}
    frequent = {end: counts[end] for end in counted if counts[end] >= ARTICLES}
    known: set[str] = set()
    # frames first: what is known by its frame need not be known by its words
    for end, count in sorted(frequent.items(), key=lambda pair: pair[0] not in split.frames):
        if end in unjudged and counted[end] not in known:
            where = find_where(store, article.site, end, count, split)
            often = is_often(counted[end], count, seen, None if end in split.frames else where)
            if often and is_boilerplate(store, article, end, frequent, split, where):
                known.add(counted[end])
                yield end


def clean_marked(store: RecordStore, site: str, *, seconds: float | None = None) -> bool:
    """Cut the marked articles of a site again by the verdicts of today. Return whether some are left.

    With `seconds`, no article is begun after so much CPU time; one is always done. It runs in a transaction, so that a
    kill leaves the mark of whatever is not cut.
    """
    started = time.thread_time()
    while (article_id := store.take_uncleaned(site)) is not None:
        _clean_article(store, article_id)
        if seconds is not None and time.thread_time() - started >= seconds:
            return store.has_uncleaned(site)
    return False


def _clean_article(store: RecordStore, article_id: str) -> bool:
    article = store.get_article(article_id)
    return article is not None and clean_again(store, article)


def clean_site(store: RecordStore, site: str) -> int:
    """Cut all stored articles of a site again by the verdicts of today. Return how many changed."""

    def clean(article_id: str) -> int:
        with store.transaction():
            changed = _clean_article(store, article_id)
            clean_marked(store, site)
        return changed

    return sum(store.repeat(partial(clean, article_id)) for article_id in store.article_ids(site))


def clean_again(store: RecordStore, article: Article) -> bool:
    """Store the article without what its site is known to repeat, and with what it no longer is known to.

    So are its former versions. Return whether that changed the article. What its publisher printed is the same, so
    there is no new version.
    """
    verdicts, before = store.line_verdicts(article.site), (article.body, article.cuts)
    store.change_former(article.id, partial(_cut_again, verdicts=verdicts))
    split = cut_repeated(article, verdicts)
    if (article.body, article.cuts) == before:
        return False
    store.put_article(article, keep_former=False)
    if len(article.cuts) > len(before[1]):
        learn_lines(
            store, article, split, verdicts, again=True
        )  # what stood behind the boilerplate is an end now
    return True


def _cut_again(article: Article, verdicts: Mapping[int, Verdict]) -> bool:
    before = (article.body, article.cuts)
    cut_repeated(article, verdicts)
    return (article.body, article.cuts) != before
