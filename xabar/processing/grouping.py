"""To whose near copies an article belongs, and whether it is one of them under another address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xabar.article import Article
from xabar.extraction.addresses import article_key_url
from xabar.processing.batch import Batch
from xabar.processing.duplicates import (
    FORMER_ROWS,
    SAME,
    differ_in_numbers,
    fold_body,
    is_same_article,
    rank_candidates,
    sign_words,
    split_bands,
)
from xabar.records.articles import Found, id_bytes
from xabar.records.connection import Later
from xabar.records.store import RecordStore

NEAREST: Final = 3  # near copies that are read at once; a series (weather, rates) has hundreds
MOST: Final = 12  # of which so many may name the group


@dataclass(frozen=True, slots=True)
class Compared:
    """What an article is compared with, asked for in one message to a server."""

    found: Later[Found]  # under its id
    candidates: Later[dict[bytes, bytes]]  # for its near copies; none unless it is new


def ask_compared(store: RecordStore, article: Article, batch: Batch | None = None) -> Compared:
    """Ask for what is here under the article's id, and for the candidates if it is new, unless its batch knows of none."""
    found = _ask_found(store, article, batch)
    if batch is not None and not batch.may_have_copies(article):
        return Compared(found, dict)
    return Compared(found, _ask_candidates(store, article, unless=article.id))


def _ask_found(store: RecordStore, article: Article, batch: Batch | None) -> Later[Found]:
    if batch is not None and batch.is_new(article):
        return _nothing
    return store.find_article_later(article.id)


def _nothing() -> Found:
    return Found(is_new=True, article=None)


def settle_group(store: RecordStore, article: Article, compared: Compared | None = None) -> Article | None:
    """Give the article the group of its near copies, or its own; or return the article whose duplicate it is.

    A page that names a known article's address as its own, and did not make that article, never replaces it: it is a
    duplicate, or with another text an article under the address that it was fetched from.
    """
    compared = compared or ask_compared(store, article)
    known = compared.found().article
    if known is not None and article.fetched_url and _is_strange(store, article):
        if is_near(article, known):
            return known
        article.place(article.answered_url or article.fetched_url, article.fetched_url)
        known = store.get_article(article.id)
    if known is not None and known.group_id is not None:
        article.group_id = known.group_id
        return None
    near = _rank(store, article, compared)
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
    for start in range(0, min(MOST, len(keys)), NEAREST):
        if start:
            copies = store.get_articles(keys[start : start + NEAREST])
        for key, found in copies.items():
            if not differ_in_numbers(article, found):
                return found.group_id or key
    return None


def _rank(store: RecordStore, article: Article, compared: Compared) -> dict[str, float]:
    """Return the near copies of the article with their similarity, the nearest first."""
    assert article.signature is not None
    found = compared.candidates() if compared.found().is_new else _ask_candidates(store, article)()
    near = rank_candidates(article.signature, found)
    near.pop(id_bytes(article.id), None)
    return {key.hex(): similarity for key, similarity in near.items()}  # only few of the candidates are near


def _ask_candidates(
    store: RecordStore, article: Article, *, unless: str | None = None
) -> Later[dict[bytes, bytes]]:
    assert article.signature is not None
    former = split_bands(article.signature, FORMER_ROWS) if store.has_former_bands else ()
    return store.candidates_later(split_bands(article.signature), former, unless=unless)


def _is_strange(store: RecordStore, article: Article) -> bool:
    """Return whether the page is not the article's own, nor the one that it was stored from."""
    if article.fetched_url == article.key:
        return False
    seen = store.page(asked_key(article))
    return seen is None or seen.article_id != article.id or seen.outcome not in ("stored", "unchanged")


def is_near(article: Article, known: Article) -> bool:
    """Return whether two texts are near copies."""
    assert article.signature is not None
    return bool(rank_candidates(article.signature, {known.id: sign_words(fold_body(known))}))


def asked_key(article: Article) -> str:
    """Return the key of the address that was asked for."""
    return article_key_url(article.requested_url) if article.requested_url else article.key
