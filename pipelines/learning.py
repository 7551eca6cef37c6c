"""What a site repeats is learned from the articles that are stored, and taken out of those stored before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from xabar.article import Article
from xabar.extraction.bylines import is_person
from xabar.extraction.repetition import (
    ARTICLES,
    FORGOTTEN,
    WINDOW,
    Own,
    articles_needed,
    count_different,
    has_address,
    is_call,
    is_outermost,
    own_part,
)
from xabar.records.store import RecordStore

LOOK_BACK: Final = 10  # articles, after which what is no longer met is forgotten
OFTEN: Final = 8  # articles; a line that stands in more is looked at when their number has doubled
COMPARED: Final = 12  # of the articles that share a line are compared with each other
OUTERMOST: Final = 0.75  # of them must have it where nothing but repeated lines stands outside of it
END: Final = 20  # paragraphs at each end of a long text that are looked through
LAST: Final = 1_000  # characters; a longer paragraph is no furniture, but the sentence at its end may be
BEGINNING: Final = 200  # characters of a text that show what it is about
_BATCH: Final = 500  # articles read at a time


def learn(store: RecordStore, site: str, article_id: str, own: Own, *, again: bool = False) -> None:
    """Count what a stored article begins and ends with; where that makes a line furniture, clean the earlier articles.

    Runs in the transaction that stores the article. With `again`, lines that were counted before are judged too:
    what stood outside of them is gone.
    """
    added = store.add_paragraphs(site, article_id, own.ends)
    new = (own.ends.keys() if again else added) - store.furniture_verdicts(site).keys()
    counts = store.paragraph_counts(site, new, last=WINDOW)
    learned = [
        end
        for end, count in counts.items()
        if count >= ARTICLES and _is_furniture(store, site, end, count, own)
    ]
    for end in learned:
        store.set_verdict(site, end, own.ends[end], "learned")
    if store.count_lessons(site) % LOOK_BACK == 0:
        store.forget_furniture(site, FORGOTTEN)
    if learned:
        holders = [holder for end in learned for holder in store.paragraph_articles(site, end)]
        clean_articles(store, holders)


def _is_due(count: int) -> bool:
    """Whether a line is looked at: the more often it was and is no furniture, the more seldom."""
    return count >= ARTICLES and (count <= OFTEN or count.bit_count() == 1)


def _is_furniture(store: RecordStore, site: str, end: int, count: int, own: Own) -> bool:
    """Whether a frequent line is furniture: by its form, and by where it stands in different articles."""
    needed = articles_needed(own.ends[end], min(WINDOW, store.count_lessons(site)))
    if needed is None or count < needed:
        return False
    parent = own.parents.get(end)
    # the last sentence of a paragraph that is itself repeated is background
    if parent is not None and 2 * store.paragraph_counts(site, [parent], last=WINDOW)[parent] > count:
        return False
    holders = store.paragraph_articles(site, end, COMPARED)
    must_be_outermost = not is_call(own.ends[end])
    if must_be_outermost and not _count_outermost(store, end, holders[:1]):  # spares most the reading of all
        return False
    found = store.get_articles(holders).values()
    if must_be_outermost and _count_outermost(store, end, holders) < OUTERMOST * len(found):
        return False
    different = count_different((article.title, article.body[:BEGINNING]) for article in found)
    return has_address(own.ends[end]) or different >= ARTICLES


def _count_outermost(store: RecordStore, end: int, ids: Sequence[str]) -> int:
    """In how many of the articles nothing but repeated lines stands outside of the line."""
    found = 0
    for article in store.get_articles(ids).values():
        paragraphs = _ends_of(article.body.split("\n"))
        counts = store.paragraph_counts(article.site, own_part(paragraphs, {}).ends, last=WINDOW)
        repeated = {key for key, count in counts.items() if count >= ARTICLES}
        found += is_outermost(end, paragraphs, repeated)
    return found


def _ends_of(paragraphs: list[str]) -> list[str]:
    """The text without the middle of a long one, and of a long paragraph: no line is judged there, and a loop waits."""
    ends = paragraphs if len(paragraphs) <= 2 * END else paragraphs[:END] + paragraphs[-END:]
    return [line[-LAST:] for line in ends]


def clean_articles(store: RecordStore, ids: Iterable[str]) -> int:
    """Clean stored articles of what their sites are known to repeat; how many changed."""
    changed = 0
    for article_id in dict.fromkeys(ids):
        article = store.get_article(article_id)
        changed += article is not None and clean_again(store, article)
    return changed


def clean_site(store: RecordStore, site: str) -> int:
    """Clean all stored articles of a site of what it is known to repeat; how many changed."""
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
    """Store the article without the lines that its site has been found to repeat since; whether that changed it."""
    paragraphs = article.body.split("\n")
    own = own_part(paragraphs, store.furniture_verdicts(article.site))
    if not own.cuts:
        return False
    cut_article(article, own)
    store.put_article(article)
    learn(store, article.site, article.id, own, again=True)  # what stood behind the furniture is an end now
    return True


def cut_article(article: Article, own: Own) -> None:
    """Leave the article nothing but its own part; a writer's name that its site repeats goes to the authors."""
    # the three texts have the same paragraphs, in other letters
    texts = (article.body, article.body_normalized, article.body_printed)
    body, article.body_normalized, article.body_printed = (
        text and "\n".join(own.of(text.split("\n"))) for text in texts
    )
    article.body = body or ""
    article.structure = "".join(article.structure[at : at + 1] for at in own.places)
    article.authors = article.authors or tuple(text for _, text in own.cuts if is_person(text))
