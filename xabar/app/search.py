"""Search the index, and convert the hits to the script that a reader prefers. This module does not load Scrapy."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from crawler import spiders
from xabar.app.errors import WrongUse
from xabar.app.opening import with_index, with_index_only
from xabar.config import Config
from xabar.search.engine import Hit, SearchPage, SearchRequest
from xabar.search.highlight import HIT_END, HIT_START
from xabar.search.query import parse_query
from xabar.search.query_fields import site_filter
from xabar.search.query_parts import QueryError
from xabar.search.query_tree import filters_of

# A server returns no hit beyond this (`index.max_result_window`), so the embedded engine is not asked for one either.
LAST_HIT: Final = 10_000
_LONG: Final = (
    "body",
    "body_printed",
    "body_normalized",
    "printed_dates",
    "cuts",
)  # fields that no list of hits shows


def search(config: Config, request: SearchRequest) -> SearchPage:
    """Return the page of hits. Raise WrongUse for a query that cannot be read or a page that is too deep.

    Raise NoRecords for the embedded index where there are no records: it has only their ids.
    """
    check_request(request)
    opened = with_index_only if config.search_url else with_index  # a server has the articles themselves
    return opened(config, lambda records, engine: engine.search(request))


def check_request(request: SearchRequest) -> None:
    """Raise WrongUse for a request that cannot be answered, before anything is opened."""
    if request.since and request.until and request.since > request.until:
        raise WrongUse(f"--since {request.since} lies after --until {request.until}")
    if any("\ud800" <= letter <= "\udfff" for letter in request.query):  # bytes that Python could not decode
        raise WrongUse(
            f"the query {request.query!r} is not UTF-8; type it on a terminal that is set to UTF-8"
        )
    if request.offset + request.size > LAST_HIT:
        raise WrongUse(
            f"--page {request.offset // request.size + 1} of --size {request.size} reaches beyond hit {LAST_HIT:,}, the"
            " last that can be shown; narrow the search with more words, --site, --since or --until"
        )
    try:
        parse_query(request.query, request.today)
    except QueryError as error:
        raise WrongUse(f"{error}\n  {request.query}\n  {' ' * error.position}^") from error


def known_sites() -> list[str]:
    """Return the names of all sites by their files, because loading their classes would load Scrapy."""
    return sorted(module.name for module in pkgutil.iter_modules(spiders.__path__))


def sites_named(text: str, known: Sequence[str]) -> list[str]:
    """Return those of the known sites that are meant by a name or an address: kun_uz, kun.uz, www.kun.uz, kun."""
    meant = site_filter(text)
    return [name for name in known if name in meant.values or name.startswith(meant.prefixes)]


def unknown_sites(request: SearchRequest, known: Sequence[str]) -> list[str]:
    """Return the names of sites in the query that mean none of the known ones."""
    query = parse_query(request.query, request.today)
    return [
        each.values[0]
        for each in filters_of(query)
        if each.field == "site" and not sites_named(each.values[0], known)
    ]


def page_to_dict(page: SearchPage, request: SearchRequest, script: str | None = None) -> dict[str, Any]:
    """Return plain JSON values, with titles and snippets in a script if one is given."""
    return {
        "query": request.query,
        "total": page.total,
        "looser": page.looser,
        "partial": page.partial,
        "correction": asdict(page.correction) if page.correction else None,
        "offset": request.offset,
        "hits": [_hit_to_dict(hit, script) for hit in page.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in page.facets.items()
        },
    }


def _hit_to_dict(hit: Hit, script: str | None) -> dict[str, Any]:
    values = {name: value for name, value in hit.article.to_dict().items() if name not in _LONG}
    return values | {
        "missing": hit.missing,
        "score": round(hit.score, 4),
        "title_marked": to_script(hit, hit.title, script),
        "snippet": to_script(hit, hit.snippet, script),
    }


def to_script(hit: Hit, text: str, script: str | None) -> str:
    """Return a text of a hit in a script, if its language is written in that. The marks stay around the same words."""
    language = hit.article.language
    if script is None or language is None or hit.article.script == script:
        return text
    from xabar.language.conversion import (  # only a search with a script needs its tables
        SCRIPTS,
        convert_text,
    )

    if script not in SCRIPTS.get(language, ()):
        return text
    pieces = text.replace(HIT_START, HIT_END).split(HIT_END)  # marks stand between whole words
    converted = iter([convert_text(piece, language=language, to=script) for piece in pieces])
    marks = [letter for letter in text if letter in (HIT_START, HIT_END)]
    return next(converted) + "".join(mark + next(converted) for mark in marks)
