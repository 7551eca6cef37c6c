"""Search the index, and convert the hits to the script that a reader prefers. This module does not load Scrapy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from xabar.app.errors import WrongUse
from xabar.app.reading import in_script, to_script
from xabar.app.searching import with_searcher
from xabar.article import SHOWN_FIELDS
from xabar.config import Config
from xabar.records.articles import Articles
from xabar.search.cursor import WrongCursor, read_cursor
from xabar.search.engine import LAST_HIT, Hit, Searcher, SearchPage, SearchRequest, index_language
from xabar.search.highlight import Highlighter
from xabar.search.query import parse_query, parse_with_notes
from xabar.search.query_parts import QueryError
from xabar.search.query_tree import And, Days, Query

# Fields that no list of hits shows unless it is asked to.
_LONG: Final = ("body", "body_printed", "body_normalized", "printed_dates")
_EMPTY: Final[dict[str, Any]] = {
    each.name: [] if each.default == () else each.default for each in SHOWN_FIELDS
}
MARKED: Final = frozenset(("title_marked", "snippet"))  # what shows where the query was found
HIT_FIELDS: Final = (
    "id",
    *(each.name for each in SHOWN_FIELDS),
    "score",
    *sorted(MARKED, reverse=True),
    "missing",
)
"""What a hit of the JSON answer may hold."""


def search(config: Config, request: SearchRequest, *, with_boilerplate: bool = False) -> SearchPage:
    """Return the page of hits; if asked for, with the texts as they were before anything was cut out of them.

    Raise WrongUse for a query that cannot be read or a page that is too deep. Raise NoRecords where there are no records
    but they are needed: for the embedded index, which has only their ids, and for what was cut, which no index has.
    """
    check_request(request)

    async def answer(records: Articles, index: Searcher) -> SearchPage:
        page = await index.search(request)
        return put_boilerplate_back(page, request, records) if with_boilerplate else page

    return with_searcher(config, answer, needs_records=with_boilerplate)


def put_boilerplate_back(page: SearchPage, request: SearchRequest, records: Articles) -> SearchPage:
    """Return the page of hits with their whole texts, and snippets of them. A hit that has no record is left unchanged."""
    from xabar.processing.cuts import whole_article  # takes a tenth of the time of a search from the shell

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
    check_days(request)
    if any("\ud800" <= letter <= "\udfff" for letter in request.query):  # bytes that Python could not decode
        raise WrongUse(
            f"the query {request.query!r} is not UTF-8; type it on a terminal that is set to UTF-8"
        )
    if request.offset + request.size > LAST_HIT:
        raise WrongUse(
            f"--page {request.offset // max(request.size, 1) + 1} of --size {request.size} reaches beyond hit {LAST_HIT:,}, the"
            " last that can be shown; narrow the search with more words, --site, --since or --until, or take all hits"
            " with --sort newest --json and --cursor"
        )
    try:
        read_cursor(request)
    except WrongCursor as error:
        raise WrongUse(str(error)) from error
    try:
        query = parse_query(request.query, request.today)
    except QueryError as error:
        raise WrongUse(f"{error}\n  {request.query}\n  {' ' * error.position}^") from error
    _check_days_of(query, request)


def check_days(request: SearchRequest) -> None:
    """Raise WrongUse for days of which the last is before the first."""
    if request.since and request.until and request.since > request.until:
        raise WrongUse(f"since {request.since} lies after until {request.until}")


def _check_days_of(query: Query, request: SearchRequest) -> None:
    """Raise WrongUse where the days that the query and the options name cannot all be those of an article."""
    clauses = query.clauses if isinstance(query, And) else (query,)
    spans = [(each.since, each.until) for each in clauses if isinstance(each, Days)]
    first = max((since for since, _ in (*spans, (request.since, None)) if since), default=None)
    last = min((until for _, until in (*spans, (None, request.until)) if until), default=None)
    if first and last and first > last:
        raise WrongUse(f"no day is both since {first} and until {last}")


def page_to_dict(
    page: SearchPage,
    request: SearchRequest,
    script: str | None = None,
    fields: Sequence[str] = (),
    *,
    with_body: bool = False,
) -> dict[str, Any]:
    """Return plain JSON values, with texts in a script if one is given.

    A hit has the `fields` of HIT_FIELDS, empty ones too; without any, those that have a value and are short, and the
    `body` if asked for.
    """
    shown = fields or [name for name in HIT_FIELDS if name not in _LONG or (with_body and name == "body")]
    return {
        "query": request.query,
        "notes": [str(each) for each in parse_with_notes(request.query, request.today).ignored],
        "total": page.total,
        "looser": page.looser,
        "lacking": page.lacking,
        "partial": page.partial,
        "correction": asdict(page.correction) if page.correction else None,
        "offset": request.offset,
        "next_cursor": page.next_cursor,
        "hits": [_hit_to_dict(hit, script, shown, empty=bool(fields)) for hit in page.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in page.facets.items()
        },
    }


def _hit_to_dict(hit: Hit, script: str | None, shown: Sequence[str], *, empty: bool) -> dict[str, Any]:
    values = in_script(hit.article, script, shown).to_dict() | {
        "missing": hit.missing,
        "score": round(hit.score, 4),
        "title_marked": to_script(hit.article, hit.title, script),
        "snippet": to_script(hit.article, hit.snippet, script),
    }
    return {name: values.get(name, _EMPTY.get(name)) for name in shown if empty or name in values}
