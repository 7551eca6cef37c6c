"""The facet `time`: days where there are few, or else months, so that a chart of years is counted in a third of the time.

Engines count days and months. Which of the two is wanted is known only from what was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from xabar.search.engine import MONTH, TIME, Ask, SearchPage, SearchRequest
from xabar.search.query_tree import Query

FEW_MONTHS: Final = 15
"""From the first to the last; of more a chart shows months, not days or weeks."""


def counting_time(ask: Ask) -> Ask:
    """Return how an engine that counts days and months answers a request for the facet `time`."""

    async def counted(query: Query, request: SearchRequest) -> SearchPage:
        if TIME not in request.facets:
            return await ask(query, request)
        by_month = tuple(MONTH if name == TIME else name for name in request.facets)
        page = await ask(query, replace(request, facets=by_month))
        facets = dict(page.facets)
        found = facets.pop(MONTH, ())
        if _count_months(found) <= FEW_MONTHS:
            by_day = replace(request, facets=("day",), size=0, offset=0, cursor=None)
            found = (await ask(query, by_day)).facets["day"]
        return replace(page, facets=facets | {TIME: found})

    return counted


def _count_months(months: Sequence[tuple[str, int]]) -> int:
    """Return how many months there are from the first to the last."""
    if not months:
        return 0
    (first, _), (last, _) = months[0], months[-1]
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
