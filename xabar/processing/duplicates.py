"""Sign a text, so that its duplicates are found: the same article under another address, and near copies anywhere."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final, TypeVar

from rensa import RMinHash  # type: ignore[import-untyped]

from xabar.article import Article
from xabar.processing.steps import Context
from xabar.search.analysis import KEPT, KEPT_FOR_MANY, fold_terms
from xabar.search.engine import index_language

PERMUTATIONS: Final = 128
BANDS: Final = 32
ROWS: Final = 3  # numbers of a signature in a band
FORMER_ROWS: Final = (
    4  # likewise, until there were articles whose signatures are remembered by bands of three
)
SEED: Final = 42
SHINGLE: Final = 3  # words; numbers are words too, so that daily rates of two days stay apart
NEAR: Final = 0.5  # Jaccard similarity from which two texts are near copies
SHORT: Final = 60  # words; a teaser of fewer («watch the video») stands under different titles
SAME: Final = 1.0  # equal words have equal signatures: only such candidates are compared word by word


Key = TypeVar("Key")


def sign_text(article: Article, context: Context) -> Article:
    """Return the article with the MinHash signature of its folded text: one key for all scripts of a language."""
    kept = KEPT_FOR_MANY if context.for_many else KEPT
    article.signature = sign_words(fold_words(article, article.body, kept))
    return article


def fold_body(article: Article) -> list[bytes]:
    """Return the words of the text as an index keeps them, in UTF-8, with one key for all spellings."""
    return fold_words(article, article.body)


def fold_words(article: Article, text: str, kept: int = KEPT) -> list[bytes]:
    """Return the folded words of a text in the article's language, in UTF-8. `kept` is that of `fold_terms`."""
    return fold_terms(text, _language_of(article), kept)


def _language_of(article: Article) -> str:
    return index_language(article.language or article.declared_language)


def sign_words(words: list[bytes]) -> bytes:
    """Return the MinHash signature of folded words: 128 unsigned 32-bit numbers. Strings would take twice as long."""
    shingles = list(map(b" ".join, zip(*(words[start:] for start in range(SHINGLE)), strict=False)))
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(shingles or words)
    return array("I", sketch.digest()).tobytes()


@lru_cache(
    maxsize=256
)  # an article's near copies are looked for, and a moment later it is added, or a batch later
def split_bands(signature: bytes, rows: int = ROWS) -> tuple[bytes, ...]:
    """Return the 32 bands of a signature, each of `rows` numbers.

    With three, texts of similarity .5 share one of them with a probability of .986, texts of similarity .6 with .9996;
    with four it was .87 and .988, so that one in eighty copies that were cut to 60 % was not found.
    """
    width = 4 * rows
    return tuple([signature[start : start + width] for start in range(0, width * BANDS, width)])


def rank_candidates(signature: bytes, candidates: Mapping[Key, bytes]) -> dict[Key, float]:
    """Return the near copies among the candidates with their similarity, the nearest first, then the newest."""
    if not candidates:  # as of nearly all articles
        return {}
    own, low, high, read = int.from_bytes(signature), _LOW, _HIGH, int.from_bytes
    found = {}
    for key, packed in candidates.items():
        difference = own ^ read(packed)
        # The 32-bit numbers that are not zero are counted all at once: adding 2³¹ - 1 carries into the high bit.
        unequal = (((difference & low) + low | difference) & high).bit_count()
        if unequal <= _MOST_UNEQUAL:
            found[key] = 1 - unequal / PERMUTATIONS
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


_MOST_UNEQUAL: Final = int((1 - NEAR) * PERMUTATIONS)  # numbers of two signatures of near copies
_LOW: Final = int.from_bytes(b"\x7f\xff\xff\xff" * PERMUTATIONS)
_HIGH: Final = int.from_bytes(b"\x80\x00\x00\x00" * PERMUTATIONS)


def is_same_article(article: Article, copy: Article) -> bool:
    """Return whether both are one article. A text that a site prints again on another day is another article."""
    if (article.site, article.script, article.language) != (copy.site, copy.script, copy.language):
        return False
    if (
        None not in (article.published_day, copy.published_day)
        and article.published_day != copy.published_day
    ):
        return False
    words = fold_body(article)
    return fold_body(copy) == words and (
        len(words) >= SHORT or fold_words(copy, copy.title) == fold_words(article, article.title)
    )


def differ_in_numbers(article: Article, copy: Article) -> bool:
    """Return whether two near copies are two issues of one template: rates, weather or prices of two days.

    Then more than a fifth of the numbers of the shorter one are not in the other. A single one may have been corrected,
    unless the texts are of two days. Whoever takes a text over, or cuts it, keeps its numbers.
    """
    ours, theirs = (_count_numbers(each.body, _language_of(each)) for each in (article, copy))
    fewest = min(ours.total(), theirs.total())
    others = fewest - (ours & theirs).total()
    return 5 * others > fewest and (others > 1 or article.published_day != copy.published_day)


@lru_cache(
    maxsize=64
)  # an article has several near copies, and a text is the copy of several articles in a row
def _count_numbers(text: str, language: str) -> Counter[str]:
    return Counter(read_numbers([word.decode() for word in fold_terms(text, language)]))


def read_numbers(words: list[str]) -> list[str]:
    """Return the numbers among folded words. Digits that stand together are one: 12 500, 12,500 and 12500."""
    groups = groupby(words, key=str.isdigit)
    return ["".join(group) for is_number, group in groups if is_number]
