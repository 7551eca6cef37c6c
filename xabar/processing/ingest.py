"""The end of an article's way: everything that storing it means, decided and written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Final, Literal

from xabar.article import Article, Verdict
from xabar.extraction.addresses import article_key_url
from xabar.extraction.repetition import Split
from xabar.processing.batch import Batch
from xabar.processing.boilerplate import cut_repeated
from xabar.processing.duplicates import sign_text, split_bands
from xabar.processing.grouping import ask_compared, asked_key, is_near, settle_group
from xabar.processing.learning import clean_marked, learn_lines
from xabar.processing.preparation import Prepared
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


_NAMES: Final = tuple(field.name for field in fields(Article))
_VALUES: Final = attrgetter(*_NAMES)


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
    prepared: Prepared | None = None,
    batch: Batch | None = None,
) -> Ingested:
    """Store the article with all that it leaves behind, in one transaction: a kill leaves everything or nothing.

    Its group is settled, its version written with the next number of the feed, its lines are learned, its signature
    is kept, and the page that it came from is marked as read. The same article of a site under another address is
    not stored again; only its page is marked. An article that was moved to another address for good is moved. What must
    not be replaced is unchanged, and so is all else. `now` is given for an article that was just fetched: what is here
    from the future, by a clock that was wrong, is older. Without `clean`, earlier articles that have a line which was
    learned now are only marked, and left to `clean_marked`. `prepared` is what was worked out of the article as it is,
    `batch` what is known of the records if it is one of many in a transaction. Raise RecordsError when the store cannot
    take it.
    """
    if article.signature is None:
        sign_text(article, Context())
    return store.repeat(partial(_ingest, store, article, replaces, now, clean, prepared, batch))


def _ingest(
    store: RecordStore,
    article: Article,
    replaces: Replaces,
    now: datetime | None,
    clean: bool,
    prepared: Prepared | None,
    batch: Batch | None,
) -> Ingested:
    with _AsItWas(article), store.transaction():
        compared = ask_compared(store, article, batch)
        verdicts = store.line_verdicts_later(article.site)
        has_uncleaned = store.has_uncleaned_later(article.site)
        former = _follow_move(store, article)
        original = settle_group(store, article, compared)
        if original is not None:
            _mark_page(store, article, "duplicate", original, now)
            return Ingested("duplicate", original)
        is_new = compared.found().is_new
        if not is_new and not _may_replace(store, article, replaces):
            return Ingested("unchanged")
        if former is not None and store.get_article(article.id) is None:
            article.group_id = former.group_id or article.group_id
        outcome, marked = _store(store, article, verdicts(), now, prepared, is_new=is_new, batch=batch)
        _mark_page(store, article, outcome, article, now)
        uncleaned = marked or has_uncleaned()
        if batch is not None and (uncleaned or not is_new):
            batch.leave_lines()
        if uncleaned:
            uncleaned = clean_marked(store, article.site) if clean else store.has_uncleaned(article.site)
    return Ingested(outcome, uncleaned=uncleaned)


def _store(
    store: RecordStore,
    article: Article,
    verdicts: Mapping[int, Verdict],
    now: datetime | None,
    prepared: Prepared | None,
    *,
    is_new: bool,
    batch: Batch | None,
) -> tuple[Outcome, bool]:
    """Store the article itself. Return what became of it, and whether earlier articles are to be cut again."""
    if prepared is not None and prepared.verdicts != verdicts:
        prepared = None
    split = prepared.split if prepared else cut_repeated(article, verdicts)  # more may be known than before
    if is_new:
        store.add_article(article, prepared.row if prepared and article.group_id == article.id else None)
        return "stored", _remember(store, article, split, verdicts, is_new=True, batch=batch)
    stored = store.put_article(article, now=now)
    store.forget_gone(article.id)
    marked = stored.sequence is not None and _remember(store, article, split, verdicts)
    return OUTCOMES[stored.outcome], marked


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
    with _AsItWas(article), store.transaction():
        verdicts = store.line_verdicts(article.site)
        split = cut_repeated(article, verdicts)  # more may be known than before
        outcome = store.put_reading(article, former, reason)
        if outcome == "changed":
            _remember(store, article, split, verdicts)
            clean_marked(store, article.site)
    return outcome


class _AsItWas:
    """Gives an article its former values if it cannot be stored, so that it can be stored once more."""

    __slots__ = ("_take_back",)

    def __init__(self, article: Article) -> None:
        self._take_back = remember_values(article)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is not None:
            self._take_back()


def remember_values(article: Article) -> Callable[[], None]:
    """Return what gives the article the values that it has now: for whoever stores it in a transaction that may fail."""
    before = _VALUES(article)

    def take_back() -> None:
        for name, value in zip(_NAMES, before, strict=True):
            setattr(article, name, value)

    return take_back


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
    if not is_near(article, former):
        return None
    moved = store.move_article(former.id, article.id, article.content_hash, article.fetched_at)
    return former if moved else None


def _remember(
    store: RecordStore,
    article: Article,
    split: Split,
    verdicts: Mapping[int, Verdict],
    *,
    is_new: bool = False,
    batch: Batch | None = None,
) -> bool:
    """Keep what later articles are compared with: the signature of the text, and the lines at its ends.

    Return whether earlier articles are to be cut again.
    """
    assert article.signature is not None
    store.add_signature(article.id, article.signature, split_bands, is_new=is_new)
    return learn_lines(store, article, split, verdicts, is_new=is_new, batch=batch)


def _mark_page(
    store: RecordStore, article: Article, outcome: Outcome, kept: Article, now: datetime | None
) -> None:
    """Mark the address that was asked for, and the article's own, so that the next run does not ask again at once.

    A duplicate leaves the mark of the page that made the article as it is. What tells whether a page has changed is
    kept with the address that answered alone.
    """
    for url in {asked_key(article), article.key} - ({kept.key} if outcome == "duplicate" else set()):
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
