"""The end of an article's way: everything that storing it means, decided and written in one transaction."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import Final, Literal

from xabar.article import Article
from xabar.extraction.addresses import article_key_url
from xabar.extraction.repetition import Split
from xabar.processing.boilerplate import cut_repeated
from xabar.processing.duplicates import (
    FORMER_ROWS,
    SAME,
    differ_in_numbers,
    fold_body,
    is_same_article,
    rank_candidates,
    sign_text,
    sign_words,
    split_bands,
)
from xabar.processing.learning import clean_marked, learn_lines
from xabar.processing.steps import Context
from xabar.records.store import RecordStore

Outcome = Literal["stored", "unchanged", "duplicate"]
Replaces = Literal["older-or-same", "older", "nothing"]
"""Which fetches of an article that is here already another one replaces."""
# The store's word for what became of an article, in the words of the crawl statistics.
OUTCOMES: Final[dict[str, Outcome]] = {
    "new": "stored",
    "changed": "stored",
    "unchanged": "unchanged",
    "stale": "unchanged",
}
NEAREST: Final = 3  # near copies that are read at once; a series (weather, rates) has hundreds
MOST: Final = 12  # of which so many may name the group


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of an article.

    `original` is the stored article whose duplicate it is. `uncleaned` says that earlier articles of its site are still
    to be cut again.
    """

    outcome: Outcome
    original: Article | None = None
    uncleaned: bool = False


def ingest(
    store: RecordStore,
    article: Article,
    replaces: Replaces = "older-or-same",
    *,
    now: datetime | None = None,
    clean: bool = True,
) -> Ingested:
    """Store the article with all that it leaves behind, in one transaction: a kill leaves everything or nothing.

    Its group is settled, its version written with the next number of the feed, its lines are learned, its signature
    is kept, and the page that it came from is marked as read. The same article of a site under another address is
    not stored again; only its page is marked. An article that was moved to another address for good is moved. What must
    not be replaced is unchanged, and so is all else. `now` is given for an article that was just fetched: what is here
    from the future, by a clock that was wrong, is older. Without `clean`, earlier articles that have a line which was
    learned now are only marked, and left to `clean_marked`. Raise RecordsError when the store cannot take it.
    """
    if article.signature is None:
        sign_text(article, Context())
    return store.repeat(partial(_ingest, store, article, replaces, now, clean))


def _ingest(
    store: RecordStore, article: Article, replaces: Replaces, now: datetime | None, clean: bool
) -> Ingested:
    with _as_it_was(article), store.transaction():
        former = _follow_move(store, article)
        original = settle_group(store, article)
        if original is not None:
            _mark_page(store, article, "duplicate", original, now)
            return Ingested("duplicate", original)
        if not _may_replace(store, article, replaces):
            return Ingested("unchanged")
        if former is not None and store.get_article(article.id) is None:
            article.group_id = former.group_id or article.group_id
        split = cut_repeated(article, store.line_verdicts(article.site))  # more may be known than before
        stored = store.put_article(article, now=now)
        if stored.sequence is not None:
            _remember(store, article, split)
        outcome = OUTCOMES[stored.outcome]
        _mark_page(store, article, outcome, article, now)
        uncleaned = clean_marked(store, article.site) if clean else store.has_uncleaned(article.site)
    return Ingested(outcome, uncleaned=uncleaned)


def ingest_reading(
    store: RecordStore, article: Article, former: bytes, reason: str
) -> Literal["changed", "unchanged", "newer"]:
    """Store what a kept answer gives today in the place of what it gave before, in one transaction.

    The address and the group stay, and so does the mark of the page, which was not fetched. `former` is the payload of
    which this is a new reading; `reason` is kept with it. Raise RecordsError when the store cannot take it.
    """
    if article.signature is None:
        sign_text(article, Context())
    return store.repeat(partial(_ingest_reading, store, article, former, reason))


def _ingest_reading(
    store: RecordStore, article: Article, former: bytes, reason: str
) -> Literal["changed", "unchanged", "newer"]:
    with _as_it_was(article), store.transaction():
        split = cut_repeated(article, store.line_verdicts(article.site))  # more may be known than before
        outcome = store.put_reading(article, former, reason)
        if outcome == "changed":
            _remember(store, article, split)
            clean_marked(store, article.site)
    return outcome


@contextmanager
def _as_it_was(article: Article) -> Iterator[None]:
    """Give the article its former values if it cannot be stored, so that it can be stored once more."""
    before = copy.copy(article)
    try:
        yield
    except BaseException:
        for field in fields(article):
            setattr(article, field.name, getattr(before, field.name))
        raise


def _may_replace(store: RecordStore, article: Article, replaces: Replaces) -> bool:
    """Return whether the article may take the place of the one that is here; true if there is none that can be read."""
    known = None if replaces == "older-or-same" else store.get_article(article.id)
    return known is None or (replaces == "older" and known.version < article.version)


def _follow_move(store: RecordStore, article: Article) -> Article | None:
    """Let the article take the place of the one that stood at the address from which its page was moved for good.

    Return that one. A site may send all its old addresses to one page: only a near copy is the same article.
    """
    if not article.moved or article.requested_url is None:
        return None
    seen = store.page(article_key_url(article.requested_url))
    former = store.get_article(seen.article_id) if seen is not None and seen.article_id else None
    if former is None or former.id == article.id or former.site != article.site:
        return None
    if not _is_near(article, former):
        return None
    moved = store.move_article(former.id, article.id, article.content_hash, article.fetched_at)
    return former if moved else None


def settle_group(store: RecordStore, article: Article) -> Article | None:
    """Give the article the group of its near copies, or its own; or return the article whose duplicate it is.

    A page that names a known article's address as its own, and did not make that article, never replaces it: it is a
    duplicate, or with another text an article under the address that it was fetched from.
    """
    known = store.get_article(article.id)
    if known is not None and article.fetched_url and _is_strange(store, article):
        if _is_near(article, known):
            return known
        article.url = article.fetched_url
        known = store.get_article(article.id)
    if known is not None and known.group_id is not None:
        article.group_id = known.group_id
        return None
    assert article.signature is not None
    near = _find_near(store, article.signature)
    near.pop(article.id, None)
    same = [key for key, similarity in near.items() if similarity == SAME]
    copies = store.get_articles(same or list(near)[:NEAREST])
    if known is None:
        for key in same:
            if key in copies and is_same_article(article, copies[key]):
                return copies[key]
    article.group_id = _group_of(store, article, same or list(near), copies) or article.id
    return None


def _group_of(
    store: RecordStore, article: Article, keys: list[str], copies: dict[str, Article]
) -> str | None:
    """Return the group of the nearest copy that is no other issue of the same series; None if all are.

    `keys` are the ids of all near copies, the nearest first, and `copies` the first of them.
    """
    for start in range(0, MOST, NEAREST):
        if start:
            copies = store.get_articles(keys[start : start + NEAREST])
        for key, found in copies.items():
            if not differ_in_numbers(article, found):
                return found.group_id or key
    return None


def _find_near(store: RecordStore, signature: bytes) -> dict[str, float]:
    former = split_bands(signature, FORMER_ROWS) if store.has_former_bands else ()
    return rank_candidates(signature, store.candidates(split_bands(signature), former))


def _is_strange(store: RecordStore, article: Article) -> bool:
    """Return whether the page is not the article's own, nor the one that it was stored from."""
    if article.fetched_url == article.url:
        return False
    seen = store.page(_asked(article))
    return seen is None or seen.article_id != article.id or seen.outcome not in ("stored", "unchanged")


def _is_near(article: Article, known: Article) -> bool:
    assert article.signature is not None
    return bool(rank_candidates(article.signature, {known.id: sign_words(fold_body(known))}))


def _asked(article: Article) -> str:
    return article_key_url(article.requested_url) if article.requested_url else article.url


def _remember(store: RecordStore, article: Article, split: Split) -> None:
    """Keep what later articles are compared with: the signature of the text, and the lines at its ends."""
    assert article.signature is not None
    store.add_signature(article.id, article.signature, split_bands)
    learn_lines(store, article, split)


def _mark_page(
    store: RecordStore, article: Article, outcome: Outcome, kept: Article, now: datetime | None
) -> None:
    """Mark the address that was asked for, and the article's own, so that the next run does not ask again at once.

    A duplicate leaves the mark of the page that made the article as it is. What tells whether a page has changed is
    kept with the address that answered alone.
    """
    for url in {_asked(article), article.url} - ({kept.url} if outcome == "duplicate" else set()):
        answered = url == article.fetched_url
        store.mark_page(
            url,
            article.site,
            article.fetched_at,
            outcome,
            kept.id,
            etag=article.etag if answered else None,
            last_modified=article.last_modified if answered else None,
            rules=article.rules if answered else None,
            asked_url=article.requested_url,
            now=now,
        )
    if outcome != "duplicate":
        store.forget_gone(article.id)
