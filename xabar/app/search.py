"""Search the index, and convert the hits to the script that a reader prefers. This module does not load Scrapy."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from crawler import spiders
from xabar.app.errors import WrongUse
from xabar.app.opening import with_index, with_index_only
from xabar.config import Config
from xabar.processing.cuts import whole_article
from xabar.records.store import RecordStore
from xabar.search.engine import Hit, SearchEngine, SearchPage, SearchRequest, index_language
from xabar.search.highlight import HIT_END, HIT_START, Highlighter
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


def search(config: Config, request: SearchRequest, *, with_boilerplate: bool = False) -> SearchPage:
    """Return the page of hits; if asked for, with the texts as they were before anything was cut out of them.

    Raise WrongUse for a query that cannot be read or a page that is too deep. Raise NoRecords where there are no records
    but they are needed: for the embedded index, which has only their ids, and for what was cut, which no index has.
    """
    check_request(request)
    on_server = config.search_url and not with_boilerplate  # a server has the articles themselves
    opened = with_index_only if on_server else with_index

    async def answer(records: RecordStore, engine: SearchEngine) -> SearchPage:
        page = await engine.search(request)
        return put_boilerplate_back(page, request, records) if with_boilerplate else page

    return opened(config, answer)


def put_boilerplate_back(page: SearchPage, request: SearchRequest, records: RecordStore) -> SearchPage:
    """Return the page of hits with their whole texts, and snippets of them. A hit that is not in the records stays as it is."""
    stored = records.get_articles(hit.article.id for hit in page.hits)
    query = parse_query(request.query, request.today)

    def restore(hit: Hit) -> Hit:
        if (article := stored.get(hit.article.id)) is None:
            return hit
        whole = whole_article(article)
        highlighter = Highlighter(query, index_language(whole.language))
        return replace(hit, article=whole, snippet=highlighter.snippet(whole.body))

    return replace(page, hits=tuple(map(restore, page.hits)))


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


def page_to_dict(
    page: SearchPage, request: SearchRequest, script: str | None = None, *, with_body: bool = False
) -> dict[str, Any]:
    """Return plain JSON values, with titles and snippets in a script if one is given, and with the texts if asked for."""
    return {
        "query": request.query,
        "total": page.total,
        "looser": page.looser,
        "offset": request.offset,
        "hits": [_hit_to_dict(hit, script, with_body) for hit in page.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in page.facets.items()
        },
    }


def _hit_to_dict(hit: Hit, script: str | None, with_body: bool) -> dict[str, Any]:
    values = {name: value for name, value in hit.article.to_dict().items() if name not in _LONG}
    if with_body:
        values["body"] = hit.article.body
    return values | {
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
