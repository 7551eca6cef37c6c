"""Compiling a query tree and its filters into Elasticsearch's query language.

Text is sent as it was typed, and each index analyses it with its own language's rules. `match_phrase` on a text of one
token is a plain term query, and the tokens of one word (C5+1) must stand side by side, as the tree asks. Only a prefix
is folded here, once for each language, since no analyzer folds an unfinished word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from xabar.language.edits import allowed_edits
from xabar.language.folding import fold_word
from xabar.search.analysis import analyze_typed
from xabar.search.cursor import read_cursor
from xabar.search.elastic.filters import FACET_FIELDS, any_of, compile_filter, field_name, of_index
from xabar.search.elastic.near import near_filter
from xabar.search.engine import INDEX_LANGUAGES, LAST_HIT, MONTH, SearchRequest
from xabar.search.facets import facet_size
from xabar.search.filters import request_filters
from xabar.search.loose_terms import loose_terms
from xabar.search.prefixes import FoldedPrefix, split_prefix
from xabar.search.query_tree import (
    And,
    Days,
    Everything,
    Filter,
    Loose,
    LooserOnly,
    Most,
    Near,
    Or,
    Phrase,
    Prefix,
    Query,
    Similar,
    Word,
    is_filter,
    near_words,
)
from xabar.search.ranking import PREFIX_FIELDS, TEXT_FIELDS, FieldWeight, weights_of
from xabar.search.stopwords import has_content

_UNDATED = (-(2**63), 2**63 - 1)  # the sort values of an article without a moment, which comes last


def search_body(query: Query, request: SearchRequest) -> dict[str, Any]:
    """Return the body of `_search`. Raise ValueError for too deep a page or an unknown facet.

    Of `LooserOnly` the facets count all that the loosened query finds; total and hits are what the typed one does not.
    """
    if request.offset + request.size > LAST_HIT:
        raise ValueError(
            f"offset {request.offset} with size {request.size} goes past hit {LAST_HIT}: narrow the search by"
            " site, language or day"
        )
    unknown = sorted(set(request.facets) - {*FACET_FIELDS, MONTH})
    if unknown:
        raise ValueError(f"unknown facet {unknown[0]!r}; known are {', '.join(FACET_FIELDS)}")
    counted = And((query.loosened,)) if isinstance(query, LooserOnly) else query
    body: dict[str, Any] = {
        "query": {
            "bool": {
                "must": compile_query(counted),
                "filter": [compile_filter(each) for each in request_filters(request)],
            }
        },
        **_place(request),
        "size": request.size,
        "track_total_hits": True,
        "sort": _sorting(request),
        "track_scores": request.sort == "relevance",
    }
    if isinstance(query, LooserOnly):
        body["post_filter"] = {"bool": {"must_not": compile_query(query.typed)}}
    if request.facets:
        body["aggs"] = {facet: _counting(facet, request) for facet in request.facets}
    return body


def _counting(facet: str, request: SearchRequest) -> dict[str, Any]:
    if facet == MONTH:
        months = {"calendar_interval": "month", "format": "yyyy-MM", "min_doc_count": 1}
        return {"date_histogram": {"field": FACET_FIELDS["day"], **months}}
    return {"terms": {"field": FACET_FIELDS[facet], "size": facet_size(facet, request)}}


def compile_query(query: Query) -> dict[str, Any]:
    """Return the tree as a query clause, which matches nothing if no language leaves a token of it."""
    return _compile(query) or {"match_none": {}}


def _compile(query: Query, *, empty: Literal["all", "none"] = "none") -> dict[str, Any] | None:
    """Return the clause, or None if no language leaves a token of it.

    `empty` says what a text matches in a field whose analysis leaves no token of it.
    """
    match query:
        case Everything():
            return {"match_all": {}}
        case Word(text, field) | Phrase(text, field):
            return _text_in(weights_of(TEXT_FIELDS, field), text, empty)
        case Loose(text, field):
            loose = [_loose_in(language, text) for language in INDEX_LANGUAGES]
            return _any_of([_compile(Word(text, field), empty=empty), *loose])
        case Similar():
            return _any_of(_similar_in(language, query) for language in INDEX_LANGUAGES)
        case Prefix():
            return _any_of(_prefix_in(language, query, empty) for language in INDEX_LANGUAGES)
        case Near():
            return _compile_near(query, empty)
        case Filter() | Days():
            return {"bool": {"filter": compile_filter(query)}}
        case And():
            return _compile_and(query)
        case LooserOnly(loosened, typed):
            return _compile_and(And((loosened,), (typed,)))
        case Most(clauses, least):
            return _any_of(_compile_all(clauses, "none"), least)
        case Or(clauses):
            return _any_of(_compile_all(clauses, "none"))


def _compile_all(queries: tuple[Query, ...], empty: Literal["all", "none"]) -> list[dict[str, Any]]:
    return [clause for query in queries if (clause := _compile(query, empty=empty)) is not None]


def _any_of(clauses: Iterable[dict[str, Any] | None], least: int = 1) -> dict[str, Any] | None:
    """Return a clause for at least so many of these, or None if there are none."""
    should = [clause for clause in clauses if clause is not None]
    return any_of(should, least) if should else None


def _compile_and(query: And) -> dict[str, Any] | None:
    looked_for = tuple(clause for clause in query.clauses if not is_filter(clause))
    must = _compile_all(looked_for, "all" if has_content(looked_for) else "none")
    if looked_for and not must:
        return None
    must += _compile_all(tuple(filter(is_filter, query.clauses)), "none")
    return {"bool": {"must": must, "must_not": _compile_all(query.excluded, "none")}}


def _compile_near(query: Near, empty: Literal["all", "none"]) -> dict[str, Any] | None:
    """Words near each other score as these words do."""
    words = near_words(query)
    must = _compile_all(words, "all" if has_content(words) else empty)
    return {"bool": {"must": must, "filter": near_filter(query, optional=empty == "all")}} if must else None


def _loose_in(language: str, text: str) -> dict[str, Any] | None:
    found = _any_of(
        {"term": {each.field: {"value": each.term, "boost": each.weight}}}
        for each in loose_terms(text, language)
    )
    return {"bool": {"must": found, "filter": of_index(language)}} if found else None


def _similar_in(language: str, query: Similar) -> dict[str, Any] | None:
    folded = fold_word(query.text, language)
    if not (edits := min(query.most, allowed_edits(folded))):
        return None
    options = {"value": folded, "fuzziness": edits, "max_expansions": 1000, "rewrite": "constant_score"}
    similar = _any_of({"fuzzy": {field_name(field): options}} for field in PREFIX_FIELDS)
    # The language first: an index without it is then not asked for similar words, which costs more than all else.
    return {"bool": {"filter": [of_index(language), similar]}}


def _prefix_in(language: str, query: Prefix, empty: Literal["all", "none"]) -> dict[str, Any] | None:
    """Compile a prefix. Of several tokens (COVID-1*) all must be there, and the last of them is the prefix."""
    words, folded_prefix = split_prefix(query.text, language)
    if folded_prefix is None:
        return None
    scored = [
        {"constant_score": {"filter": _begins(field_name(field), folded_prefix), "boost": field.weight}}
        for field in weights_of(PREFIX_FIELDS, query.field)
    ]
    must = [*_compile_all(tuple(Word(word, query.field) for word in words), empty), any_of(scored)]
    return {"bool": {"must": must, "filter": of_index(language)}}


def _begins(field: str, folded_prefix: FoldedPrefix) -> dict[str, Any]:
    should: list[dict[str, Any]] = [{"prefix": {field: begin}} for begin in folded_prefix.prefixes]
    if folded_prefix.words:
        should.append({"terms": {field: list(folded_prefix.words)}})
    return any_of(should)


def _text_in(
    fields: tuple[FieldWeight, ...], text: str, empty: Literal["all", "none"]
) -> dict[str, Any] | None:
    if not any(analyze_typed(text, language, stem=False) for language in INDEX_LANGUAGES):
        return None
    options = {"query": text, "zero_terms_query": empty}
    return any_of(
        [{"match_phrase": {field_name(field): options | {"boost": field.weight}}} for field in fields]
    )


def _place(request: SearchRequest) -> dict[str, Any]:
    """Return where the page begins: at a number, or after the sort values of the hit that a cursor names."""
    after = read_cursor(request)
    if after is None:
        return {"from": request.offset}
    undated = _UNDATED[request.sort == "oldest"]
    return {"search_after": [undated if after.published is None else after.published, after.id]}


def _sorting(request: SearchRequest) -> list[dict[str, Any]]:
    order = "asc" if request.sort == "oldest" else "desc"
    by_time = {"published_at": {"order": order, "missing": "_last", "unmapped_type": "date"}}
    by_id = {"id": {"order": "asc", "unmapped_type": "keyword"}}
    by_score = [{"_score": {"order": "desc"}}] if request.sort == "relevance" else []
    return [*by_score, by_time, by_id]
