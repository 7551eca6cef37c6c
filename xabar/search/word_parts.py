"""How much texts share of a query's words, counted in parts of four letters: BM25 over character n-grams. Pure.

A stem is there or not. Parts are shared by words of one root as well, however they are derived or compounded
(электр in электроэнергия), and say the more the fewer of the texts have them (McNamee and Mayfield 2004).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from xabar.search.analysis import GAP, analyze_fields, fold_terms
from xabar.search.memory import Remembered

PART: Final = 4  # letters
_BEGIN: Final = "^"  # stands before a word, so that its beginning is not taken for the middle of another
_K1: Final = 1.2
_B: Final = 0.75


class _Shared(NamedTuple):
    """The parts of a text that the query has too, and how many it has in all."""

    counts: Counter[str]
    length: int


def score_parts(query: Iterable[str], texts: Sequence[str], language: str) -> list[float]:
    """Return a score for each text: what it shares with a query's words. Rare is what few of these texts have.

    All are analysed by the rules of one language, and its stop words do not count.
    """
    asked = Counter(part for word in _telling_words(query, language) for part in _parts(word))
    shared_of_word = Remembered(lambda word: [part for part in _parts(word) if part in asked])
    printed = (b" ".join(fold_terms(text, language)).decode().split() for text in texts)
    shared = [_share(words, shared_of_word) for words in printed]
    mean = sum(each.length for each in shared) / max(len(shared), 1)
    texts_with = Counter(part for each in shared for part in each.counts)
    weights = {
        part: asked[part] * math.log(1 + (len(texts) - count + 0.5) / (count + 0.5))
        for part, count in texts_with.items()
    }
    return [_score(each, weights, mean) for each in shared]


def _telling_words(query: Iterable[str], language: str) -> list[str]:
    """Return the folded words of a query without stop words."""
    terms = analyze_fields(" ".join(query), language)
    pairs = zip(terms.stems.split(), terms.folded.split(), strict=True)
    return [folded for stem, folded in pairs if stem != GAP]


def _parts(word: str) -> list[str]:
    begun = _BEGIN + word
    return [begun[at : at + PART] for at in range(max(1, len(begun) - PART + 1))]


def _share(words: Iterable[str], shared_of_word: Remembered[list[str]]) -> _Shared:
    counts: Counter[str] = Counter()
    length = 0
    for word, times in Counter(words).items():
        length += times * max(1, len(word) + len(_BEGIN) - PART + 1)
        for part in shared_of_word[word]:
            counts[part] += times
    return _Shared(counts, length)


def _score(shared: _Shared, weights: dict[str, float], mean: float) -> float:
    norm = _K1 * (1 - _B + _B * shared.length / mean) if mean else 0.0
    return sum(weights[part] * count * (_K1 + 1) / (count + norm) for part, count in shared.counts.items())
