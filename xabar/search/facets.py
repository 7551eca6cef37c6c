"""In which order the values of a facet stand, the same for both engines."""

from __future__ import annotations

from collections.abc import Mapping


def sorted_values(facet: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return a facet's values with their counts: days in order of time, others the most frequent first."""
    if facet == "day":
        return sorted(counts.items())
    return sorted(counts.items(), key=lambda value: (-value[1], value[0]))
