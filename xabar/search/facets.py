"""How many values a facet has, and in which order they stand, the same for both engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xabar.search.engine import MONTH, SearchRequest

FACET_SIZE: Final = 10_000  # values of one facet: every day of 27 years
_OF_NAMES: Final = ("tag", "author", "section")  # whose values are as many as newspapers think of


def facet_size(facet: str, request: SearchRequest) -> int:
    """Return how many values an index is asked for. Rarer names are left out if the request says so."""
    return min(request.most_names or FACET_SIZE, FACET_SIZE) if facet in _OF_NAMES else FACET_SIZE


def sorted_values(facet: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return a facet's values with their counts: days and months in order of time, others by their number."""
    if facet in ("day", MONTH):
        return sorted(counts.items())
    return sorted(counts.items(), key=lambda value: (-value[1], value[0]))
