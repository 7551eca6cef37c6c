"""How near a found text is to the expected one: four-word shingles, as in article-extraction-benchmark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

SHINGLE = 4  # words


@dataclass(slots=True)
class BodyScore:
    """Precision and recall are means over pages; F1 is of the two means."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)

    def add(self, found: Iterable[str], expected: Iterable[str]) -> float:
        """Count one page; its own F1."""
        mine, gold = _shingles(found), _shingles(expected)
        both = (mine & gold).total()
        precision = both / mine.total() if mine else 0.0
        recall = both / gold.total() if gold else 0.0
        self.precisions.append(precision)
        self.recalls.append(recall)
        return _mean(precision, recall)

    @property
    def precision(self) -> float:
        """Share of what was found that belongs there."""
        return sum(self.precisions) / max(1, len(self.precisions))

    @property
    def recall(self) -> float:
        """Share of what belongs there that was found."""
        return sum(self.recalls) / max(1, len(self.recalls))

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _mean(self.precision, self.recall)


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def same_letters(text: str) -> str:
    """The text without apostrophes, of which a page prints any, and without double spaces."""
    return " ".join(re.sub(r"[`´ʹʻʼʽʾʿˈ‘’‛′']", "", text).split())


def _shingles(paragraphs: Iterable[str]) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", same_letters(" ".join(paragraphs)))
    if len(words) < SHINGLE:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(zip(*(words[start:] for start in range(SHINGLE)), strict=False))
