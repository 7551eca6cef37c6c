"""Learn the lines that a site repeats from the articles that are stored, and cut them out of those stored before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import partial
from typing import Final

from xabar.article import Article
from xabar.extraction.line_types import ARTICLES
from xabar.extraction.repetition import FORGOTTEN, WINDOW, Split, Verdict
from xabar.processing.boilerplate import cut_repeated
from xabar.processing.evidence import find_where, is_boilerplate, is_often, note_places
from xabar.records.store import RecordStore

LOOK_BACK: Final = 10  # articles; after each so many, lines that are no longer met are forgotten
# articles; a line that more of them had is the boilerplate of a former design, and stays known
FEW: Final = 20


def learn_lines(store: RecordStore, article: Article, split: Split, *, again: bool = False) -> None:
    """Count what a stored article begins and ends with. When that makes a line boilerplate, clean the earlier articles.

    It runs in the transaction that stores the article. With `again`, lines that were counted before are judged too,
    because what stood outside of them is gone.
    """
    site = article.site
    added = store.add_paragraphs(site, article.id, split.ends)
    note_places(store, article, split)
    new = split.ends.keys() if again else added
    seen = store.count_site_articles(site)
    learned = [*_find_boilerplate(store, article, split, new, seen)]
    for end in learned:
        store.set_verdict(site, end, split.ends[end], "learned")
    forgotten = (
        store.forget_boilerplate(site, last=FORGOTTEN, holders=FEW) if seen % LOOK_BACK == 0 else set()
    )
    holders = [
        holder for end in (*learned, *sorted(forgotten)) for holder in store.paragraph_articles(site, end)
    ]
    clean_articles(store, holders)


def _find_boilerplate(
    store: RecordStore, article: Article, split: Split, new: Set[int], seen: int
) -> Iterator[int]:
    """Yield those of the new lines that are boilerplate, after `seen` articles of the site."""
    counts = store.paragraph_counts(article.site, split.ends, last=WINDOW)
    frequent = {end: count for end, count in counts.items() if count >= ARTICLES}
    unjudged = new & frequent.keys()
    unjudged -= store.line_verdicts(article.site).keys() if unjudged else set()
    for end, count in frequent.items():
        if end in unjudged:
            where = find_where(store, article.site, end, count, split)
            often = is_often(split.ends[end], count, seen, where)
            if often and is_boilerplate(store, article, end, frequent, split, where):
                yield end


def clean_articles(store: RecordStore, ids: Iterable[str]) -> int:
    """Cut stored articles again by the verdicts of today. Return how many changed."""
    changed = 0
    for article_id in dict.fromkeys(ids):
        article = store.get_article(article_id)
        changed += article is not None and clean_again(store, article)
    return changed


def clean_site(store: RecordStore, site: str) -> int:
    """Cut all stored articles of a site again by the verdicts of today. Return how many changed."""

    def clean(article_id: str) -> int:
        with store.transaction():
            return clean_articles(store, [article_id])

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
        learn_lines(store, article, split, again=True)  # what stood behind the boilerplate is an end now
    return True


def _cut_again(article: Article, verdicts: Mapping[int, Verdict]) -> bool:
    before = (article.body, article.cuts)
    cut_repeated(article, verdicts)
    return (article.body, article.cuts) != before
