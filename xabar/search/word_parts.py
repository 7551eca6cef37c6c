"""How much texts share of a query's words, counted in parts of four letters: BM25 over character n-grams. Pure.

A stem is there or not. Parts are shared by words of one root as well, however they are derived or compounded
(электр in электроэнергия), and say the more the fewer of the texts have them (McNamee and Mayfield 2004).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from xabar.language.folding import LONGEST_WORD
from xabar.search.analysis import GAP, analyze_fields, fold_printed

PART: Final = 4  # letters, or three at the beginning of a word with the space before it
_NUMBER: Final = [max(1, size + 2 - PART) for size in range(LONGEST_WORD + 1)]  # of parts, by a word's length
_K1: Final = 1.2
_B: Final = 0.75

_Count: TypeAlias = Callable[[str, list[str]], int]  # in folded text, which is given as words, too


class _Shared(NamedTuple):
    """The parts of a text that the query has too, and how many it has in all."""

    counts: dict[str, int]
    length: int


def score_parts(query: Iterable[str], texts: Sequence[str], language: str) -> list[float]:
    """Return a score for each text: what it shares with a query's words. Rare is what few of these texts have.

    All are analysed by the rules of one language, and its stop words do not count.
    """
    asked = Counter(part for word in _telling_words(query, language) for part in _parts(word))
    counting = {part: _counting(part) for part in asked}
    shared = [_share(fold_printed(text, language), counting) for text in texts]
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
    """Return the parts of a word; the space before it tells its beginning from the middle of another."""
    begun = f" {word}"
    return [begun[at : at + PART] for at in range(max(1, len(begun) - PART + 1))]


def _counting(part: str) -> _Count:
    """Return how to count a part in a text. A loop over its words would take several times as long."""
    if len(part) < PART:  # a whole word
        return lambda text, words: words.count(part[1:])
    if any(part.startswith(part[-size:]) for size in range(1, PART)):  # it may overlap with itself
        find_all = re.compile(rf"(?={re.escape(part)})").findall
        return lambda text, words: len(find_all(text))
    return lambda text, words: text.count(part)


def _share(text: str, counting: Mapping[str, _Count]) -> _Shared:
    words = text.split()
    length = sum(map(_NUMBER.__getitem__, map(len, words)))
    counts = {part: count(text, words) for part, count in counting.items()}
    return _Shared({part: count for part, count in counts.items() if count}, length)


def _score(shared: _Shared, weights: dict[str, float], mean: float) -> float:
    norm = _K1 * (1 - _B + _B * shared.length / mean) if mean else 0.0
    return sum(weights[part] * count * (_K1 + 1) / (count + norm) for part, count in shared.counts.items())
