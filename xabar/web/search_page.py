"""The page of a search, the same for programs, and its feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from xabar.app.advice import Attempt, first_that_finds, is_address
from xabar.app.lookup import UnknownArticle, find_id
from xabar.app.search import page_to_dict
from xabar.app.site_names import known_sites
from xabar.records.store import RecordStore
from xabar.search.engine import FACETS, LAST_HIT, TIME, SearchEngine, SearchPage, SearchRequest
from xabar.search.query import parse_with_notes
from xabar.web.answers import json_answer
from xabar.web.asked import PAGE_SIZE, Asked, read_asked, to_request
from xabar.web.atom import FEED_HITS, atom_feed
from xabar.web.charts import draw_timeline
from xabar.web.shield import signed_feed
from xabar.web.shown import ShownHit, show_hits
from xabar.web.view import View, render

FEW_FACETS: Final = (TIME, "site", "language", "script")
"""What is counted for a page; sections, tags and authors take as long again, and are counted on demand."""

ALL_FACETS: Final = (*FEW_FACETS, "section", "tag", "author")

MOST_FACET_VALUES: Final = 8  # that a page shows; the answer for programs has all


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, ready to be shown."""

    request: SearchRequest
    page: SearchPage
    hits: list[ShownHit]
    attempt: tuple[Attempt, int] | None = (
        None  # another reading of the words, where no article has all of them
    )
    article_id: str | None = None  # the query is the address of this article


async def search_page(request: Request) -> Response:
    """Answer the address of a search."""
    view = View(request)
    asked = read_asked(request.query_params.multi_items())
    script = view.preferences.text
    if asked.format == "atom":
        asked = read_asked(
            [*request.query_params.multi_items(), ("sort", "newest"), ("size", str(FEED_HITS))]
        )
        found = await request.app.state.readers.run(_finder(asked, script, ()))
        return atom_feed(request, view, asked, found.hits)
    facets = ALL_FACETS if asked.names else FEW_FACETS
    if asked.format == "json":
        facets = FACETS
    found = await request.app.state.readers.run(_finder(asked, script, facets))
    if asked.format == "json":
        return json_answer(_to_dict(found, script))
    if found.article_id is not None:
        return RedirectResponse(view.url(f"/article/{found.article_id}"), 303)
    return render("search.html", view, **_values(view, asked, found))


def _finder(asked: Asked, script: str | None, facets: Sequence[str]) -> Any:
    """Return the work of a reader's thread: the search, and the texts in the script."""

    async def find(records: RecordStore, engine: SearchEngine) -> Found:
        search = to_request(asked, sites_that_may_be_meant(records, asked, asked.q), facets)
        if is_address(asked.q) and (article_id := _id_of(records, asked.q)):
            return Found(search, SearchPage(0, ()), [], article_id=article_id)
        page = await engine.search(search)
        attempt = None if page.is_as_typed or facets == () else await first_that_finds(engine, search)
        return Found(search, page, show_hits(page.hits, script), attempt)

    return find


def sites_that_may_be_meant(records: RecordStore, asked: Asked, query: str) -> list[str]:
    """Return the names of the sites that a filter or a query may mean."""
    known = _sites_with_a_class()
    if asked.site or "site:" in query:
        return [*known, *records.article_sites()]  # those of imported articles need no class
    return known


@cache
def _sites_with_a_class() -> list[str]:
    return known_sites()  # reads a folder


def _id_of(records: RecordStore, address: str) -> str | None:
    try:
        return find_id(records, address)
    except UnknownArticle:
        return None


def _to_dict(found: Found, script: str | None) -> dict[str, Any]:
    values = page_to_dict(found.page, found.request, script)
    if found.article_id is not None:
        values["article"] = found.article_id
    return values


def _values(view: View, asked: Asked, found: Found) -> dict[str, Any]:
    """Return what the template shows."""
    page = found.page
    last = min(page.total, LAST_HIT)
    return {
        "asked": asked,
        "page": page,
        "hits": found.hits,
        "ignored": parse_with_notes(found.request.query, found.request.today).ignored,
        "attempt": found.attempt and _attempt(asked, *found.attempt),
        "chart": draw_timeline(page.facets.get(TIME, ()), asked),
        "facets": _facets(view, asked, page.facets),
        "more_facets": None if asked.names else asked.address(names="1"),
        "correction": page.correction and asked.address(q=page.correction.query),
        "previous": asked.address(page=asked.page - 1) if asked.page > 1 else None,
        "next": asked.address(page=asked.page + 1) if asked.page * asked.size < last else None,
        "is_last": page.total > LAST_HIT and asked.page * asked.size >= LAST_HIT - asked.size,
        "json": asked.address(format="json", page=asked.page),
        "trend": asked.address(sort="", size=PAGE_SIZE),
        "feed": "?" + signed_feed(asked.address(format="atom")[1:], view.options.token),
    }


def _attempt(asked: Asked, attempt: Attempt, total: int) -> tuple[str, str, str, int]:
    """Return the name of the message, the address, the words and the count of another reading."""
    if attempt.kind == "words":
        return "try_words", asked.address(q=attempt.words), attempt.words, total
    return (
        f"try_{attempt.kind}",
        asked.address(q="", **{attempt.kind: (attempt.words,)}),
        attempt.words,
        total,
    )


def _facets(
    view: View, asked: Asked, facets: Mapping[str, Sequence[tuple[str, int]]]
) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Return the facets that can narrow the search: their names, and of each value its name, its count, its address."""
    shown = []
    for name in ("site", "language", "script", "section", "tag", "author"):
        values = [pair for pair in facets.get(name, ()) if pair[0] not in getattr(asked, name)]
        if values:
            few = values[:MOST_FACET_VALUES]
            shown.append(
                (
                    name,
                    [
                        (view.value_name(name, value), count, asked.with_value(name, value))
                        for value, count in few
                    ],
                )
            )
    return shown
