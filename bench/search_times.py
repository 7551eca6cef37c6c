"""The time of searches, measured in the same way for every engine."""

from __future__ import annotations

import time
from typing import Final

from xabar.search.engine import SearchEngine, SearchRequest

ROUNDS: Final = 3  # the best of them counts: other work on the machine is not the engine's fault


async def search_times(engine: SearchEngine, requests: list[SearchRequest]) -> list[float]:
    """Return the milliseconds of whole searches: query, ten articles from the records, snippets, facets."""
    times = []
    for request in requests:
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            await engine.search(request)
            rounds.append((time.perf_counter() - began) * 1000)
        times.append(min(rounds))
    return times


def percentile(values: list[float], share: float) -> float:
    """Return the percentile of values in any order; 0.99 of 100 values is the second largest."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
