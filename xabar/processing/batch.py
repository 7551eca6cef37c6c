"""What the articles of one transaction ask of the records once for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from xabar.article import Article
from xabar.processing.duplicates import split_bands
from xabar.records.signatures import band_keys
from xabar.records.store import RecordStore


class Batch:
    """What is known of the records inside a transaction in which many articles are stored, each by `ingest`."""

    def __init__(self, store: RecordStore, articles: Sequence[Article]) -> None:
        """Ask inside the transaction, before the first of its articles is stored.

        Bands are found in a third of the time when those of many signatures are looked for in their order.
        """
        splits = [split_bands(article.signature) for article in articles if article.signature is not None]
        self._bands = None if store.has_former_bands else store.taken_bands(splits)
        self._known = store.known_ids(article.id for article in articles)

    def is_new(self, article: Article) -> bool:
        """Return whether nothing is here under the article's id, which counts as here from now on."""
        is_new = article.id not in self._known
        self._known.add(article.id)
        return is_new

    def may_have_copies(self, article: Article) -> bool:
        """Return whether some signature that is here shares a band with the article's, whose own count from now on."""
        if self._bands is None or article.signature is None:
            return True
        own = band_keys(split_bands(article.signature))
        shares = not self._bands.isdisjoint(own)
        self._bands.update(own)
        return shares
