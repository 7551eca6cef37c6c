"""Compiling a query tree and its filters into Elasticsearch's query language.

Text is sent as it was typed, and each index analyses it with its own language's rules. `match_phrase` on a text of one
token is a plain term query, and the tokens of one word (C5+1) must stand side by side, as the tree asks. Only a prefix
is folded here, once for each language, since no analyzer folds an unfinished word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from xabar.language.edits import allowed_edits
from xabar.language.folding import fold_word
from xabar.search.analysis import Token, analyze_text
from xabar.search.engine import INDEX_LANGUAGES, SearchRequest, index_language
from xabar.search.loose_terms import loose_terms
from xabar.search.prefixes import FoldedPrefix, split_prefix
from xabar.search.query import (
    And,
    Everything,
    Loose,
    LooserOnly,
    Most,
    Or,
    Phrase,
    Prefix,
    Query,
    Similar,
    Word,
)
from xabar.search.ranking import FACET_SIZE, PREFIX_FIELDS, TEXT_FIELDS, FieldWeight
from xabar.search.stopwords import has_content

FACET_FIELDS = {"site": "site", "language": "language", "script": "script", "day": "published_day"}
MAX_WINDOW = 10_000  # hits that can be paged through; it is the limit of the index


def search_body(query: Query, request: SearchRequest) -> dict[str, Any]:
    """Return the body of `_search`. Raise ValueError for too deep a page or an unknown facet."""
    if request.offset + request.size > MAX_WINDOW:
        raise ValueError(
            f"offset {request.offset} with size {request.size} goes past hit {MAX_WINDOW}: narrow the search by"
            " site, language or day"
        )
    unknown = sorted(set(request.facets) - set(FACET_FIELDS))
    if unknown:
        raise ValueError(f"unknown facet {unknown[0]!r}; known are {', '.join(FACET_FIELDS)}")
    body: dict[str, Any] = {
        "query": {"bool": {"must": compile_query(query), "filter": list(_filters(request))}},
        "from": request.offset,
        "size": request.size,
        "track_total_hits": True,
        "sort": _sorting(request),
        "track_scores": True,
    }
    if request.facets:
        body["aggs"] = {
            facet: {"terms": {"field": FACET_FIELDS[facet], "size": FACET_SIZE}} for facet in request.facets
        }
    return body


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
        case Word(text) | Phrase(text):
            return _any_field(TEXT_FIELDS, "match_phrase", text, zero_terms_query=empty)
        case Loose(text):
            loose = [_loose_in(language, text) for language in INDEX_LANGUAGES]
            return _any_of([_compile(Word(text), empty=empty), *loose])
        case Similar(text):
            return _any_of(_similar_in(language, text) for language in INDEX_LANGUAGES)
        case Prefix(text):
            return _any_of(_prefix_in(language, text, empty) for language in INDEX_LANGUAGES)
        case And(clauses, excluded):
            must = _compile_all(clauses, "all" if has_content(clauses) else "none")
            must_not = _compile_all(excluded, "none")
            return {"bool": {"must": must, "must_not": must_not}} if must else None
        case LooserOnly(loosened, typed):
            return _compile(And((loosened,), (typed,)))
        case Most(clauses, excluded, least):
            should = _compile_all(clauses, "none")
            must_not = _compile_all(excluded, "none")
            return {"bool": {"should": should, "minimum_should_match": least, "must_not": must_not}}
        case Or(clauses):
            return _any_of(_compile_all(clauses, "none"))


def _compile_all(queries: tuple[Query, ...], empty: Literal["all", "none"]) -> list[dict[str, Any]]:
    return [clause for query in queries if (clause := _compile(query, empty=empty)) is not None]


def _loose_in(language: str, text: str) -> dict[str, Any] | None:
    should = [
        {"term": {each.field: {"value": each.term, "boost": each.weight}}}
        for each in loose_terms(text, language)
    ]
    if not should:
        return None
    return {"bool": {"should": should, "minimum_should_match": 1, "filter": _of_index(language)}}


def _any_of(clauses: Iterable[dict[str, Any] | None]) -> dict[str, Any] | None:
    """Return a clause for any of these, or None if there are none."""
    should = [clause for clause in clauses if clause is not None]
    return {"bool": {"should": should, "minimum_should_match": 1}} if should else None


def _similar_in(language: str, text: str) -> dict[str, Any] | None:
    folded = fold_word(text, language)
    if not (edits := allowed_edits(folded)):
        return None
    options = {"value": folded, "fuzziness": edits, "max_expansions": 1000, "rewrite": "constant_score"}
    similar = _any_of({"fuzzy": {_field_name(field): options}} for field in PREFIX_FIELDS)
    return {"bool": {"filter": [similar, _of_index(language)]}}


def _prefix_in(language: str, text: str, empty: Literal["all", "none"]) -> dict[str, Any] | None:
    """Of several tokens (COVID-1*) all must be there; the last of them is the prefix."""
    words, folded_prefix = split_prefix(text, language)
    if folded_prefix is None:
        return None
    scored = [
        {"constant_score": {"filter": _begins(_field_name(field), folded_prefix), "boost": field.weight}}
        for field in PREFIX_FIELDS
    ]
    prefix = {"bool": {"should": scored, "minimum_should_match": 1}}
    must = [*_compile_all(tuple(Word(word) for word in words), empty), prefix]
    return {"bool": {"must": must, "filter": _of_index(language)}}


def _begins(field: str, folded_prefix: FoldedPrefix) -> dict[str, Any]:
    should: list[dict[str, Any]] = [{"prefix": {field: begin}} for begin in folded_prefix.prefixes]
    if folded_prefix.words:
        should.append({"terms": {field: list(folded_prefix.words)}})
    return {"bool": {"should": should, "minimum_should_match": 1}}


def _of_index(language: str) -> dict[str, Any]:
    """Match the articles in the index of one language; `other` holds every language without its own index."""
    if language != index_language(None):
        return {"term": {"language": language}}
    own = [other for other in INDEX_LANGUAGES if other != language]
    return {"bool": {"must_not": {"terms": {"language": own}}}}


def _any_field(
    fields: tuple[FieldWeight, ...], kind: str, text: str, **options: Any
) -> dict[str, Any] | None:
    if not _tokens(text):
        return None
    should = [
        {kind: {_field_name(field): {"query": text, "boost": field.weight, **options}}} for field in fields
    ]
    return {"bool": {"should": should, "minimum_should_match": 1}}


def _tokens(text: str) -> list[Token]:
    """Return the tokens of the first language that leaves any; words begin and end at the same places in all."""
    analyzed = (analyze_text(text, language, stem=False) for language in INDEX_LANGUAGES)
    return next((tokens for tokens in analyzed if tokens), [])


def _field_name(field: FieldWeight) -> str:
    return field.field if field.stemmed else f"{field.field}.exact"


def _filters(request: SearchRequest) -> Iterator[dict[str, Any]]:
    for name, values in (
        ("site", request.sites),
        ("language", request.languages),
        ("script", request.scripts),
    ):
        if values:
            yield {"terms": {name: list(values)}}
    days = {
        bound: day.isoformat()
        for bound, day in (("gte", request.since), ("lte", request.until))
        if day is not None
    }
    if days:
        yield {"range": {"published_day": days}}


def _sorting(request: SearchRequest) -> list[dict[str, Any]]:
    newest = {"published_at": {"order": "desc", "missing": "_last", "unmapped_type": "date"}}
    by_id = {"id": {"order": "asc", "unmapped_type": "keyword"}}
    if request.sort == "newest":
        return [newest, by_id]
    return [{"_score": {"order": "desc"}}, newest, by_id]
