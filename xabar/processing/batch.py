"""What the articles of one transaction ask of the records once for all of them, or until one of them changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xabar.article import Article
from xabar.extraction.repetition import Verdict
from xabar.processing.duplicates import split_bands
from xabar.records.signatures import band_keys
from xabar.records.store import RecordStore


class Batch:
    """What is known of the records inside a transaction in which many articles are stored, each by `ingest`."""

    def __init__(self, store: RecordStore, articles: Iterable[Article]) -> None:
        """Ask inside the transaction, before the first of its articles is stored.

        Bands are found in a third of the time when those of many signatures are looked for in their order.
        """
        self._store = store
        splits = [split_bands(article.signature) for article in articles if article.signature is not None]
        self._bands = None if store.has_former_bands else store.taken_bands(splits)
        self._verdicts: dict[str, Mapping[int, Verdict]] = {}
        self._cleaned: set[str] = set()

    def may_have_copies(self, article: Article) -> bool:
        """Return whether some signature that is here shares a band with the article's, whose own count from now on."""
        if self._bands is None or article.signature is None:
            return True
        own = band_keys(split_bands(article.signature))
        shares = not self._bands.isdisjoint(own)
        self._bands.update(own)
        return shares

    def line_verdicts(self, site: str) -> Mapping[int, Verdict]:
        """Return the verdict on every line of the site that has one."""
        if site not in self._verdicts:
            self._verdicts[site] = self._store.line_verdicts(site)
        return self._verdicts[site]

    def has_uncleaned(self, site: str) -> bool:
        """Return whether articles of the site are to be cut again."""
        if site not in self._cleaned and not self._store.has_uncleaned(site):
            self._cleaned.add(site)
        return site not in self._cleaned

    def forget_site(self, site: str) -> None:
        """Ask again for what is known of a site: an article has changed it."""
        self._verdicts.pop(site, None)
        self._cleaned.discard(site)
