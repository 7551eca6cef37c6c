"""What it means that words are near each other, the same for both engines.

All terms of the words stand in one field of an article, in any order, each at a place of its own, with at most `gap`
other words among them: so many terms stand in a window of as many places as there are terms, and `gap` more.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import NamedTuple

from xabar.search.analysis import analyze_terms
from xabar.search.query_tree import Near
from xabar.search.ranking import TEXT_FIELDS, FieldWeight, weights_of


class NearTerms(NamedTuple):
    """The terms that must be near each other in the index of a language, and the fields of which one must have them."""

    terms: tuple[str, ...]
    fields: tuple[FieldWeight, ...]

    @property
    def stemmed(self) -> bool:
        """Whether they are looked for in any form; only stop words among themselves are looked for as typed."""
        return self.fields[0].stemmed


def near_terms(query: Near, language: str) -> NearTerms | None:
    """Return what is looked for in the index of a language, or None if its rules leave no term.

    Stop words are left out beside other words, and count as any other word in between.
    """
    for stemmed in (True, False):
        if terms := analyze_terms(query.text, language, stem=stemmed):
            fields = (row for row in weights_of(TEXT_FIELDS, query.field) if row.stemmed == stemmed)
            return NearTerms(tuple(terms), tuple(fields))
    return None


def are_near(printed: Sequence[str], terms: Sequence[str], gap: int) -> bool:
    """Return whether a field, given as its term at each place, has the terms near each other."""
    width = len(terms) + gap
    missing = Counter(terms)
    wanted = frozenset(terms)
    seen: deque[tuple[int, str]] = deque()
    for place, term in enumerate(printed):
        if term not in wanted:
            continue
        seen.append((place, term))
        missing[term] -= 1
        while place - seen[0][0] >= width:
            missing[seen.popleft()[1]] += 1
        if all(count <= 0 for count in missing.values()):
            return True
    return False
