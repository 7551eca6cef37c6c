"""Step 5: find what was printed before: the same article under another address, and near copies anywhere."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from rensa import RMinHash  # type: ignore[import-untyped]
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines.sharing import SharedRecords
from xabar.article import Article
from xabar.search.analysis import analyze_terms
from xabar.search.engine import INDEX_LANGUAGES, index_language

PERMUTATIONS: Final = 128
BANDS: Final = 32
ROWS: Final = PERMUTATIONS // BANDS
SEED: Final = 42
SHINGLE: Final = 3  # words; numbers are words too, so that daily rates of two days stay apart
NEAR: Final = 0.5  # Jaccard similarity from which two texts are near copies
SHORT: Final = 60  # words; a teaser of fewer («watch the video») stands under different titles
SAME: Final = 1.0  # equal words have equal signatures: nothing below it need be compared word by word


class Duplicate(DropItem):
    """The article is stored already, under another address."""

    def __init__(self, original: Article) -> None:
        super().__init__(f"the same article as {original.url}")
        self.original = original


class DuplicatesPipeline:
    """MinHash over folded shingles: one key for all scripts of a language, so editions find each other.

    The same text of the same site, day and script under another address is not stored again. Near copies on
    other sites, of other days or in other scripts are stored, in one group that bears the id of its first article.
    """

    def __init__(self, data: str, count: Callable[[str], object]) -> None:
        self._data = data
        self._held = ExitStack()
        self._count = count
        self._prepared: dict[str, tuple[list[str], array[int]]] = {}  # by article id

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DuplicatesPipeline:
        """Scrapy's entrance."""
        assert crawler.stats is not None
        return cls(crawler.settings["XABAR_DATA"], crawler.stats.inc_value)

    def open_spider(self) -> None:
        """Open the records, in which the signatures of all articles are kept."""
        self._records = self._held.enter_context(SharedRecords.borrow(self._data))

    def close_spider(self) -> None:
        """Let go of the records."""
        self._held.close()

    def warm_up(self) -> None:
        """Load the tables of every language: 150 ms. Any thread may do it."""
        for language in INDEX_LANGUAGES:
            analyze_terms("xabar", language, stem=False)

    def prepare(self, item: Article) -> None:
        """Fold and sign the text ahead, in any thread."""
        words = fold_body(item)
        self._prepared[item.id] = (words, sign_words(words))

    def process_item(self, item: Article) -> Article:
        """The article with its group; Duplicate when it is stored under another address."""
        if item.id not in self._prepared:
            self.prepare(item)
        words, signature = self._prepared.pop(item.id)
        bands = bands_of(signature)
        item.group_id = self._group(item, words, signature, bands)
        key, packed = item.id, signature.tobytes()
        self._records.note(item, lambda store: store.add_signature(key, bands, packed))
        return item

    def _group(self, item: Article, words: list[str], signature: array[int], bands: list[bytes]) -> str:
        store = self._records.store
        known = store.get_article(item.id)
        if known is not None and known.group_id is not None:
            return known.group_id
        near = nearest(signature, store.candidates(bands))
        near.pop(item.id, None)
        nearest_first = list(near)
        same = [key for key in nearest_first if near[key] == SAME]
        copies = store.get_articles(same or nearest_first[:3])  # never a whole series of near copies
        if known is None:
            for key in same:
                if key in copies and _is_same(item, words, copies[key]):
                    self._refuse(item, copies[key])
        return next((copy.group_id or key for key, copy in copies.items()), item.id)

    def _refuse(self, item: Article, original: Article) -> None:
        self._records.forget(item)
        self._count("xabar/duplicate")
        raise Duplicate(original)


def fold_body(article: Article) -> list[str]:
    """The words of the text as an index keeps them: one key for all spellings. What is worked out here serves there."""
    return _fold(article, article.body)


def _fold(article: Article, text: str) -> list[str]:
    return analyze_terms(text, index_language(article.language or article.declared_language), stem=False)


def sign_words(words: list[str]) -> array[int]:
    """The MinHash signature of folded words: 128 unsigned 32-bit numbers."""
    shingles = list(map(" ".join, zip(*(words[start:] for start in range(SHINGLE)), strict=False)))
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(shingles or words)
    return array("I", sketch.digest())


def bands_of(signature: array[int]) -> list[bytes]:
    """The signature in 32 pieces; texts of similarity .5 share one of them with a chance of .87, of .7 with .9998."""
    packed, width = signature.tobytes(), ROWS * signature.itemsize
    return [packed[start : start + width] for start in range(0, len(packed), width)]


def nearest(signature: array[int], candidates: dict[str, bytes]) -> dict[str, float]:
    """The candidates that are near copies with their similarity, the nearest first, then the newest."""
    own = int.from_bytes(signature.tobytes())
    found = {}
    for key, packed in candidates.items():
        similarity = 1 - _count_unequal(own ^ int.from_bytes(packed)) / PERMUTATIONS
        if similarity >= NEAR:
            found[key] = similarity
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


_LOW: Final = int.from_bytes(b"\x7f\xff\xff\xff" * PERMUTATIONS)
_HIGH: Final = int.from_bytes(b"\x80\x00\x00\x00" * PERMUTATIONS)


def _count_unequal(difference: int) -> int:
    """How many of the 32-bit numbers in it are not zero, all at once: adding 2³¹ - 1 carries into the high bit."""
    return (((difference & _LOW) + _LOW | difference) & _HIGH).bit_count()


def _is_same(item: Article, words: list[str], copy: Article) -> bool:
    """Whether both are one article: a text that a site prints again on another day is another article."""
    if (item.site, item.script, item.language) != (copy.site, copy.script, copy.language):
        return False
    if None not in (item.published_day, copy.published_day) and item.published_day != copy.published_day:
        return False
    return fold_body(copy) == words and (
        len(words) >= SHORT or _fold(copy, copy.title) == _fold(item, item.title)
    )
