"""The page of words over time, the same for programs.

/trend?q=paxta&q=g%CA%BBalla          up to six queries, each as of a search
&site=kun_uz&since=2026-01            the filters and days of a search
&by=month                             day, week, month or year; without it, what fits
&format=json                          the same for programs
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from xabar.app.errors import WrongUse
from xabar.app.trend import MOST_WORDS, Trend, Trends, count_trends, trend_requests
from xabar.charts.spans import UNIT_NAMES, UnitName
from xabar.charts.svg import Series, line_chart
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine
from xabar.web.answers import json_answer
from xabar.web.asked import FORMATS, LONGEST_VALUE, Asked, read_asked, to_request
from xabar.web.marks import show
from xabar.web.search_page import sites_that_may_be_meant
from xabar.web.view import View, render

MOST_SHOWN: Final = 80  # spans of a drawing that still fits into a small page; programs may have more


async def trend_page(request: Request) -> Response:
    """Answer the address of words over time."""
    view = View(request)
    pairs = request.query_params.multi_items()
    words = _read_words(pairs)
    asked = read_asked([pair for pair in pairs if pair[0] not in ("q", "page", "size", "sort")])
    if asked.format not in ("", *FORMATS[:2]):
        raise WrongUse(f"format must be one of {', '.join(FORMATS[:2])}, got {asked.format!r}")
    by = _read_unit(request.query_params.get("by", ""))
    trends = await request.app.state.readers.run(_counter(asked, words, by)) if words else None
    if asked.format == "json":
        return json_answer((trends or Trends("day", (), (), ())).to_dict())
    if trends is not None and len(trends.starts) > MOST_SHOWN:
        raise WrongUse(
            f"{len(trends.starts):,} points are too many to draw: choose a larger span or fewer days; &format=json"
            " has them"
        )
    return render("trend.html", view, **_values(view, asked, words, by, trends))


def _read_words(pairs: Sequence[tuple[str, str]]) -> list[str]:
    words = list(dict.fromkeys(value.strip() for name, value in pairs if name == "q" and value.strip()))
    if len(words) > MOST_WORDS:
        raise WrongUse(f"a trend takes {MOST_WORDS} words or queries at most, got {len(words)}")
    if any(len(word) > LONGEST_VALUE for word in words):
        raise WrongUse(f"a query over time may have {LONGEST_VALUE} characters")
    return words


def _read_unit(text: str) -> UnitName | None:
    if not text:
        return None
    for unit in UNIT_NAMES:
        if text == unit:
            return unit
    raise WrongUse(f"by must be one of {', '.join(UNIT_NAMES)}, got {text[:50]!r}")


def _counter(asked: Asked, words: Sequence[str], by: UnitName | None) -> Any:
    """Return the work of a reader's thread: a search for all articles, and one for each query."""

    async def count(records: RecordStore, engine: SearchEngine) -> Trends:
        filters = to_request(asked, sites_that_may_be_meant(records, asked, " ".join(words)))
        pages = [await engine.search(search) for search in trend_requests(words, filters)]
        return count_trends(words, pages, filters, by)

    return count


def _values(
    view: View, asked: Asked, words: list[str], by: UnitName | None, trends: Trends | None
) -> dict[str, Any]:
    """Return what the template shows."""
    shown = trends if trends is not None and trends.starts else None
    again = asked.address(format="json")[1:]
    queries = urlencode([*(("q", word) for word in words), *([("by", by)] if by else [])])
    return {
        "asked": asked,
        "words": words,
        "boxes": [*words, *[""] * min(2, MOST_WORDS - len(words))],
        "longest": LONGEST_VALUE,
        "units": UNIT_NAMES,
        "by": by,
        "unit": shown.unit if shown else "",
        "total": sum(shown.totals) if shown else 0,
        "chart": _draw(view, shown) if shown else "",
        "lines": [_line(asked, each, shown.labels) for each in shown.trends] if shown else [],
        "back": asked.address(q=words[0] if words else ""),
        "json": f"?{queries}&{again}",
    }


def _draw(view: View, trends: Trends) -> Markup:
    """Return the chart. It escapes what it is given."""
    unit = str(view.t(f"trend_unit_{trends.unit}"))
    series = [Series(show(each.query), each.shares) for each in trends.trends]
    title = f"{view.t('trend')}: {', '.join(each.name for each in series)}"
    return Markup(line_chart(title, trends.labels, series, unit))


def _line(asked: Asked, trend: Trend, labels: Sequence[str]) -> dict[str, Any]:
    """Return a query with its count, its highest share and when that was, and the address of its search."""
    peak = max(range(len(labels)), key=trend.shares.__getitem__)
    share = trend.shares[peak]
    return {
        "query": trend.query,
        "count": sum(trend.counts),
        "peak": labels[peak],
        "share": f"{share:,.0f}" if share >= 10 else f"{share:.2g}",
        "address": asked.address(q=trend.query),
    }
