"""Compiling the query tree and the filters of a search into tantivy queries for one language's index."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur

from xabar.language.edits import allowed_edits
from xabar.language.folding import fold_word
from xabar.search.analysis import Token, analyze_text
from xabar.search.engine import SearchRequest
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
from xabar.search.ranking import PREFIX_FIELDS, TEXT_FIELDS, FieldWeight
from xabar.search.stopwords import has_content


def compile_query(
    query: Query, language: str, schema: tantivy.Schema, *, among: bool = False
) -> tantivy.Query | None:
    """Return the query for the index of this language.

    Return None if the language's rules leave no token of it: such a clause is ignored. So is a stop word `among` other
    words; without other words it is looked for as it was typed.
    """
    match query:
        case Everything():
            return _EVERYTHING
        case Word(text) | Phrase(text):
            return _text_query(text, language, schema, among=among)
        case Loose(text):
            return _loose_query(text, language, schema, among=among)
        case Similar(text):
            return _similar_query(text, language, schema)
        case Prefix(text):
            return _prefix_query(text, language, schema, among=among)
        case And(clauses, excluded):
            required = _compiled(clauses, language, schema, among=has_content(clauses))
            return _all_of(required, _compiled(excluded, language, schema))
        case LooserOnly(loosened, typed):
            return compile_query(And((loosened,), (typed,)), language, schema)
        case Most(clauses, excluded, least):
            wanted = _at_least(least, _compiled(clauses, language, schema))
            return _all_of(wanted, _compiled(excluded, language, schema))
        case Or(clauses):
            return _any_of(_compiled(clauses, language, schema))


_EVERYTHING = tantivy.Query.const_score_query(tantivy.Query.all_query(), 1.0)


def filter_query(query: tantivy.Query, request: SearchRequest, schema: tantivy.Schema) -> tantivy.Query:
    """Limit the query to articles that pass the request's filters; scores stay as they are."""
    filters = [
        tantivy.Query.term_set_query(schema, field, values)
        for field, values in (
            ("site", request.sites),
            ("language", request.languages),
            ("script", request.scripts),
        )
        if values
    ]
    if request.since or request.until:
        first = int(request.since.strftime("%Y%m%d")) if request.since else None
        last = int(request.until.strftime("%Y%m%d")) if request.until else None
        filters.append(tantivy.Query.range_query(schema, "day", FieldType.Unsigned, first, last))
    if not filters:
        return query
    silent = [(Occur.Must, tantivy.Query.const_score_query(each, 0.0)) for each in filters]
    return tantivy.Query.boolean_query([(Occur.Must, query), *silent])


def _compiled(
    clauses: Sequence[Query], language: str, schema: tantivy.Schema, *, among: bool = False
) -> list[tantivy.Query]:
    compiled = (compile_query(clause, language, schema, among=among) for clause in clauses)
    return [clause for clause in compiled if clause is not None]


def _any_of(clauses: list[tantivy.Query]) -> tantivy.Query | None:
    if len(clauses) < 2:
        return clauses[0] if clauses else None
    return tantivy.Query.boolean_query([(Occur.Should, clause) for clause in clauses])


def _at_least(least: int, clauses: list[tantivy.Query]) -> list[tantivy.Query]:
    if len(clauses) < least:
        return []
    return [tantivy.Query.boolean_query([(Occur.Should, clause) for clause in clauses], least)]


def _all_of(clauses: list[tantivy.Query], excluded: list[tantivy.Query]) -> tantivy.Query | None:
    if not clauses or (len(clauses) == 1 and not excluded):
        return clauses[0] if clauses else None
    return tantivy.Query.boolean_query(
        [(Occur.Must, clause) for clause in clauses] + [(Occur.MustNot, clause) for clause in excluded]
    )


def _text_query(text: str, language: str, schema: tantivy.Schema, *, among: bool) -> tantivy.Query | None:
    stems = analyze_text(text, language)
    folded = analyze_text(text, language, stem=False)
    clauses: dict[str, list[tantivy.Query]] = {}
    for place in TEXT_FIELDS:
        tokens = stems if place.stemmed else folded
        if tokens:
            found = _weighted(_side_by_side(tokens, _field_name(place), schema), place.weight)
            clauses.setdefault(place.field, []).append(found)
        elif folded and among:
            clauses.setdefault(place.field, []).append(_weighted(_EVERYTHING, place.weight))
    if len(stems) > 1:
        return _any_of([_first_and_perhaps(*each) for each in clauses.values()])
    return _any_of([clause for each in clauses.values() for clause in each])


def _loose_query(text: str, language: str, schema: tantivy.Schema, *, among: bool) -> tantivy.Query | None:
    typed = _text_query(text, language, schema, among=among)
    loose = [
        _weighted(tantivy.Query.term_query(schema, each.field, each.term), each.weight)
        for each in loose_terms(text, language)
    ]
    return _any_of([clause for clause in (typed, *loose) if clause is not None])


def _similar_query(text: str, language: str, schema: tantivy.Schema) -> tantivy.Query | None:
    folded = fold_word(text, language)
    if not (edits := allowed_edits(folded)):
        return None
    return _any_of(
        [
            tantivy.Query.fuzzy_term_query(schema, _field_name(place), folded, distance=edits)
            for place in PREFIX_FIELDS
        ]
    )


def _first_and_perhaps(first: tantivy.Query, *others: tantivy.Query) -> tantivy.Query:
    """Look for the typed phrase only where its stems stand, where it must stand too; this takes half the time."""
    return tantivy.Query.boolean_query([(Occur.Must, first), *((Occur.Should, other) for other in others)])


def _side_by_side(tokens: Sequence[Token], field: str, schema: tantivy.Schema) -> tantivy.Query:
    if len(tokens) == 1:
        return tantivy.Query.term_query(schema, field, tokens[0].term)
    first = tokens[0].position
    return tantivy.Query.phrase_query(
        schema, field, [(token.position - first, token.term) for token in tokens]
    )


def _prefix_query(text: str, language: str, schema: tantivy.Schema, *, among: bool) -> tantivy.Query | None:
    """Of several tokens (COVID-1*) all must be there; the last of them is the prefix."""
    words, folded_prefix = split_prefix(text, language)
    if folded_prefix is None:
        return None
    pattern = _one_of(folded_prefix)
    prefix = _any_of(
        [
            _weighted(tantivy.Query.regex_query(schema, _field_name(place), pattern), place.weight)
            for place in PREFIX_FIELDS
        ]
    )
    required = [_text_query(word, language, schema, among=among) for word in words]
    return _all_of([clause for clause in (*required, prefix) if clause is not None], [])


def _one_of(folded_prefix: FoldedPrefix) -> str:
    """Return one pattern for all of them: a term counts once, however many of the prefixes it has."""
    begins = [re.escape(begin) + ".*" for begin in folded_prefix.prefixes]
    return "|".join([*begins, *map(re.escape, folded_prefix.words)])


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def _field_name(place: FieldWeight) -> str:
    return place.field if place.stemmed else f"{place.field}_exact"
