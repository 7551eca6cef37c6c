"""What the articles of one transaction ask of the records once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from xabar.article import Article
from xabar.extraction.repetition import WINDOW
from xabar.processing.duplicates import split_bands
from xabar.processing.preparation import Prepared
from xabar.records.signatures import band_keys
from xabar.records.store import RecordStore

LARGEST: Final = WINDOW
"""Articles of a batch: lines are counted in the last WINDOW articles of a site, and so all of the batch must be."""


@dataclass(slots=True)
class _SiteLines:
    """The number of a site's last article, and in how many articles of the batch each line stands that no earlier one has."""

    last: int
    counts: dict[int, int]


class Batch:
    """What is known of the records inside a transaction in which many articles are stored, each by `ingest`."""

    def __init__(
        self, store: RecordStore, articles: Sequence[Article], prepared: Iterable[Prepared | None]
    ) -> None:
        """Ask inside the transaction, before the first of its articles is stored.

        Bands are found in a third of the time when those of many signatures are looked for in their order.
        """
        splits = [split_bands(article.signature) for article in articles if article.signature is not None]
        self._bands = None if store.has_former_bands else store.taken_bands(splits)
        self._known = store.known_ids(article.id for article in articles)
        self._lines = _unmet_lines(store, articles, prepared) if len(articles) <= LARGEST else {}

    def is_new(self, article: Article) -> bool:
        """Return whether nothing is here under the article's id, under which something may be from now on."""
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

    def counts_lines_of(self, site: str) -> bool:
        """Return whether `count_lines` knows those of the site."""
        return site in self._lines

    def count_lines(self, store: RecordStore, site: str, lines: Iterable[int]) -> tuple[int, dict[int, int]]:
        """Count the lines of a new article of the site. Return its number there, and in how many of the last WINDOW
        articles each line stands, this one included, which the records have by now.
        """
        known = self._lines[site]
        known.last += 1
        counts, others = {}, []
        for line in lines:
            if line in known.counts:
                counts[line] = known.counts[line] = known.counts[line] + 1
            else:
                others.append(line)
        if others:
            counts |= store.paragraph_counts(site, others, last=WINDOW)
        return known.last, counts

    def leave_lines(self) -> None:
        """Count no lines any more: some were counted, or judged, apart from `count_lines`."""
        self._lines.clear()


def _unmet_lines(
    store: RecordStore, articles: Iterable[Article], prepared: Iterable[Prepared | None]
) -> dict[str, _SiteLines]:
    """Return, by site, the lines of the articles that are not judged, and stand in none of its last articles."""
    lines: dict[str, set[int]] = {}
    for article, each in zip(articles, prepared, strict=True):
        if each is not None:
            lines.setdefault(article.site, set()).update(each.split.counted.keys() - each.verdicts.keys())
    unmet = {}
    for site, wanted in lines.items():
        fresh = wanted - store.met_paragraphs(site, wanted, last=WINDOW)
        unmet[site] = _SiteLines(store.count_site_articles(site), dict.fromkeys(fresh, 0))
    return unmet
