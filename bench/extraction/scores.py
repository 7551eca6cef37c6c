"""Score a found text against the expected one by four-word shingles, as article-extraction-benchmark does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from xabar.language.characters import APOSTROPHES

SHINGLE = 4  # words
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")


@dataclass(slots=True)
class BodyScore:
    """Precision and recall are means over pages, and F1 is the harmonic mean of these two.

    With `apostrophes`, they part words as in article-extraction-benchmark; otherwise all of them are left out, because
    the gold of Uzbek pages has other signs than the pages.
    """

    apostrophes: bool = False
    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)

    def add(self, found: Iterable[str], expected: Iterable[str]) -> float:
        """Add one page, and return its F1."""
        mine, gold = self._shingles(found), self._shingles(expected)
        both = (mine & gold).total()
        precision = both / mine.total() if mine else 0.0
        recall = both / gold.total() if gold else 0.0
        self.precisions.append(precision)
        self.recalls.append(recall)
        return _mean(precision, recall)

    def _shingles(self, paragraphs: Iterable[str]) -> Counter[tuple[str, ...]]:
        text = " ".join(paragraphs)
        words = re.findall(r"\w+", text if self.apostrophes else same_letters(text))
        if len(words) < SHINGLE:
            return Counter([tuple(words)]) if words else Counter()
        return Counter(zip(*(words[start:] for start in range(SHINGLE)), strict=False))

    def __str__(self) -> str:
        return f"F1 {self.f1:.4f}  precision {self.precision:.4f}  recall {self.recall:.4f}"

    @property
    def precision(self) -> float:
        """The share of the found text that belongs there."""
        return sum(self.precisions) / max(1, len(self.precisions))

    @property
    def recall(self) -> float:
        """The share of the expected text that was found."""
        return sum(self.recalls) / max(1, len(self.recalls))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _mean(self.precision, self.recall)


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def same_letters(text: str) -> str:
    """Return the text without apostrophes, for which pages print different signs, and without double spaces."""
    return " ".join(_APOSTROPHE.sub("", text).split())
