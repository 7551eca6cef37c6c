"""How often words were printed over time: a search for each, counted by day, beside all articles of these days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from xabar.app.errors import WrongUse
from xabar.app.opening import with_index, with_index_only
from xabar.app.search import check_request
from xabar.charts.spans import UNITS, UnitName, choose_unit, gather_by
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine, SearchPage, SearchRequest
from xabar.search.opening import has_whole_articles

MOST_WORDS: Final = 6
"""As many lines as one chart can have and still be read."""

MOST_SPANS: Final = 62
"""Points of a line whose span is chosen here: the days of two months, the weeks of a year, the months of five years."""

MOST_POINTS: Final = 400
"""Of a line whose span somebody has chosen."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One query, and in how many articles of each span it was found."""

    query: str
    counts: tuple[int, ...]
    shares: tuple[float, ...]  # articles with it among 1,000 of all of the span


@dataclass(frozen=True, slots=True)
class Trends:
    """Queries over the same spans of time. `totals` are all articles that the filters let through."""

    unit: UnitName
    starts: tuple[date, ...]
    totals: tuple[int, ...]
    trends: tuple[Trend, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the spans."""
        return tuple(UNITS[self.unit].label(start) for start in self.starts)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "unit": self.unit,
            "spans": self.labels,
            "articles": self.totals,
            "trends": [
                {
                    "query": each.query,
                    "articles": each.counts,
                    "per_1000": [round(share, 3) for share in each.shares],
                }
                for each in self.trends
            ],
        }


def read_trends(
    config: Config, queries: Sequence[str], filters: SearchRequest, *, unit: UnitName | None = None
) -> Trends:
    """Return the trends of queries, which may be whatever a search may be, under the filters of a request.

    Without `unit`, it is the smallest of which there are at most MOST_SPANS. Raise WrongUse for a query that cannot be
    read, for none, and for more than MOST_WORDS.
    """
    requests = trend_requests(queries, filters)
    opened = with_index_only if has_whole_articles(config.search_url) else with_index

    async def answer(records: RecordStore, engine: SearchEngine) -> Trends:
        pages = [await engine.search(request) for request in requests]
        return count_trends(queries, pages, filters, unit)

    return opened(config, answer)


def trend_requests(queries: Sequence[str], filters: SearchRequest) -> list[SearchRequest]:
    """Return the searches that a trend needs: for all articles, then for each query. Raise WrongUse as `read_trends` does."""
    if not 1 <= len(queries) <= MOST_WORDS:
        raise WrongUse(f"a trend takes 1 to {MOST_WORDS} words or quoted queries, got {len(queries)}")
    counted = replace(filters, size=0, offset=0, facets=("day",), as_asked=True, marked=False)
    requests = [replace(counted, query=query) for query in ("*", *queries)]
    for request in requests:
        check_request(request)
    return requests


def count_trends(
    queries: Sequence[str], pages: Sequence[SearchPage], filters: SearchRequest, unit: UnitName | None = None
) -> Trends:
    """Return the trends that the pages of `trend_requests` show."""
    every, *found = [
        {date.fromisoformat(day): count for day, count in page.facets.get("day", ())} for page in pages
    ]
    if not every:
        return Trends(unit or "day", (), (), tuple(Trend(query, (), ()) for query in queries))
    first, last = filters.since or min(every), filters.until or max(every)
    name = unit or choose_unit(first, last, MOST_SPANS)
    if (count := (last - first).days / UNITS[name].days) > MOST_POINTS:
        raise WrongUse(
            f"{first} to {last} by {name} are {count:,.0f} points, and a line may have {MOST_POINTS}: choose a larger"
            " span or fewer days"
        )
    spans = gather_by(name, every, first, last)
    totals = [span.count for span in spans]
    trends = []
    for query, days in zip(queries, found, strict=True):
        counts = [span.count for span in gather_by(name, days, first, last)]
        shares = [1000 * count / total if total else 0.0 for count, total in zip(counts, totals, strict=True)]
        trends.append(Trend(query, tuple(counts), tuple(shares)))
    return Trends(name, tuple(span.first for span in spans), tuple(totals), tuple(trends))
