"""Compiling the query tree and the filters of a search into tantivy queries for one language's index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import tantivy
from tantivy import Occur

from xabar.language.edits import allowed_edits
from xabar.language.folding import fold_word
from xabar.search.analysis import Token, analyze_typed
from xabar.search.embedded.filters import compile_filter
from xabar.search.embedded.language_index import field_name
from xabar.search.embedded.near import near_query
from xabar.search.loose_terms import LooseTerm, enough_terms, loose_terms
from xabar.search.near import near_terms
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
    positive_leaves,
)
from xabar.search.ranking import PREFIX_FIELDS, TEXT_FIELDS, weights_of
from xabar.search.stopwords import has_content


class Known(NamedTuple):
    """What is known of the index for which a query is compiled, so that nothing is looked for in vain."""

    terms: Callable[[str], Sequence[LooseTerm]]  # of a word, the loose ones that the index has
    begins: Callable[[FoldedPrefix], bool]  # whether it has words that begin so
    compiled: dict[tuple[Query, bool, bool], tantivy.Query | None]  # see `WordNotes`


class _Target(NamedTuple):
    """What a query is compiled for."""

    language: str
    schema: tantivy.Schema
    known: Known
    scored: (
        bool  # False: only which articles match, so that nothing is looked for that other terms find anyway
    )


def know_nothing(language: str) -> Known:
    """Return what makes a query look for everything."""
    return Known(partial(loose_terms, language=language), lambda prefix: True, {})


def compile_query(
    query: Query,
    language: str,
    schema: tantivy.Schema,
    *,
    scored: bool = True,
    known: Known | None = None,
) -> tantivy.Query | None:
    """Return the query for the index of this language; one that is not scored finds the same with fewer terms.

    Return None if the language's rules leave no token of it: such a clause is ignored.
    """
    return _compile(query, _Target(language, schema, known or know_nothing(language), scored))


def compile_looser(
    query: LooserOnly, language: str, schema: tantivy.Schema, known: Known | None = None
) -> tantivy.Query | None:
    """Return the query, not scored, for what the loosened one adds, if any one of its leaves is enough; None if nothing.

    It looks for the looser spellings alone, which are mostly rare.
    """
    target = _Target(language, schema, known or know_nothing(language), scored=False)
    typed = positive_leaves(query.typed)
    added = [leaf for leaf in positive_leaves(query.loosened) if leaf not in typed]
    clauses: list[tantivy.Query] = []
    for leaf in added:
        if isinstance(leaf, Loose):
            clauses += _term_queries(target.known.terms(leaf.text), target)
        else:
            clauses += _compiled([leaf], target)
    return _all_of([*filter(None, [_any_of(clauses)])], _compiled([query.typed], target))


def _compile(query: Query, target: _Target, *, among: bool = False) -> tantivy.Query | None:
    """Return what `compile_query` does.

    A stop word `among` other words is ignored, too; without other words it is looked for as it was typed.
    """
    match query:
        case Everything():
            return _EVERYTHING
        case Word() | Phrase() | Loose():
            return _known_query(query, target, among=among)
        case Similar():
            return _similar_query(query, target)
        case Prefix():
            return _prefix_query(query, target, among=among)
        case Near():
            return _near_query(query, target, among=among)
        case Filter() | Days():
            return compile_filter(query, target.language, target.schema)
        case And():
            return _and_query(query, target)
        case LooserOnly(loosened, typed):
            return _and_query(And((loosened,), (typed,)), target)
        case Most(clauses, least):
            return _at_least(least, _compiled(clauses, target))
        case Or(clauses):
            return _any_of(_compiled(clauses, target))


_EVERYTHING = tantivy.Query.const_score_query(tantivy.Query.all_query(), 1.0)


def _compiled(clauses: Sequence[Query], target: _Target, *, among: bool = False) -> list[tantivy.Query]:
    compiled = (_compile(clause, target, among=among) for clause in clauses)
    return [clause for clause in compiled if clause is not None]


def _any_of(clauses: list[tantivy.Query]) -> tantivy.Query | None:
    if len(clauses) < 2:
        return clauses[0] if clauses else None
    return tantivy.Query.boolean_query([(Occur.Should, clause) for clause in clauses])


def _at_least(least: int, clauses: list[tantivy.Query]) -> tantivy.Query | None:
    if len(clauses) < least:
        return None
    return tantivy.Query.boolean_query([(Occur.Should, clause) for clause in clauses], least)


def _all_of(clauses: list[tantivy.Query], excluded: list[tantivy.Query]) -> tantivy.Query | None:
    if not clauses or (len(clauses) == 1 and not excluded):
        return clauses[0] if clauses else None
    return tantivy.Query.boolean_query(
        [(Occur.Must, clause) for clause in clauses] + [(Occur.MustNot, clause) for clause in excluded]
    )


def _and_query(query: And, target: _Target) -> tantivy.Query | None:
    looked_for = [clause for clause in query.clauses if not is_filter(clause)]
    required = _compiled(looked_for, target, among=has_content(looked_for))
    if looked_for and not required:
        return None
    required += _compiled([*filter(is_filter, query.clauses)], target)
    return _all_of(required, _compiled(query.excluded, target._replace(scored=False)))


def _near_query(query: Near, target: _Target, *, among: bool) -> tantivy.Query | None:
    """Words near each other score as these words do; stop words may be missing `among` other words."""
    words = near_words(query)
    required = _compiled(words, target, among=among or has_content(words))
    if not required:
        return None
    found = near_terms(query, target.language)
    optional = among and found is not None and not found.stemmed
    near = None if optional else near_query(query, target.language, target.schema)
    return _all_of([*required, *([near] if near else [])], [])


def _known_query(query: Word | Phrase | Loose, target: _Target, *, among: bool) -> tantivy.Query | None:
    notes, key = target.known.compiled, (query, target.scored, among)
    if key in notes:
        return notes[key]
    if isinstance(query, Loose):
        compiled = _loose_query(query, target, among=among)
    else:
        compiled = _text_query(query, target, among=among)
    notes[key] = compiled
    return compiled


def _text_query(query: Word | Phrase, target: _Target, *, among: bool) -> tantivy.Query | None:
    """An article with the folded form in a field has the stem there, too."""
    stems = analyze_typed(query.text, target.language)
    folded = analyze_typed(query.text, target.language, stem=False)
    clauses: dict[str, list[tantivy.Query]] = {}
    for place in weights_of(TEXT_FIELDS, query.field):
        if stems and not (place.stemmed or target.scored):
            continue
        tokens = stems if place.stemmed else folded
        if tokens:
            found = _weighted(_side_by_side(tokens, field_name(place), target.schema), place.weight)
            clauses.setdefault(place.field, []).append(found)
        elif folded and among:
            clauses.setdefault(place.field, []).append(_weighted(_EVERYTHING, place.weight))
    if len(stems) > 1:
        return _any_of([_first_and_perhaps(*each) for each in clauses.values()])
    return _any_of([clause for each in clauses.values() for clause in each])


def _loose_query(query: Loose, target: _Target, *, among: bool) -> tantivy.Query | None:
    own, terms = True, target.known.terms(query.text)
    if terms and not target.scored:
        own, enough = enough_terms(query.text, target.language)
        terms = [each for each in enough if each in terms]
    typed = _text_query(Word(query.text, query.field), target, among=among) if own else None
    return _any_of([*([typed] if typed else []), *_term_queries(terms, target)])


def _term_queries(terms: Iterable[LooseTerm], target: _Target) -> list[tantivy.Query]:
    return [
        _weighted(tantivy.Query.term_query(target.schema, each.field, each.term), each.weight)
        for each in terms
    ]


def _similar_query(query: Similar, target: _Target) -> tantivy.Query | None:
    folded = fold_word(query.text, target.language)
    if not (edits := min(query.most, allowed_edits(folded))):
        return None
    return _any_of(
        [
            tantivy.Query.fuzzy_term_query(target.schema, field_name(place), folded, distance=edits)
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


def _prefix_query(query: Prefix, target: _Target, *, among: bool) -> tantivy.Query | None:
    """Of several tokens (COVID-1*) all must be there; the last of them is the prefix."""
    words, folded_prefix = split_prefix(query.text, target.language)
    if folded_prefix is None:
        return None
    if not target.known.begins(folded_prefix):
        return tantivy.Query.empty_query()
    pattern = _one_of(folded_prefix)
    prefix = _any_of(
        [
            _weighted(tantivy.Query.regex_query(target.schema, field_name(place), pattern), place.weight)
            for place in weights_of(PREFIX_FIELDS, query.field)
        ]
    )
    required = [_text_query(Word(word, query.field), target, among=among) for word in words]
    return _all_of([clause for clause in (*required, prefix) if clause is not None], [])


def _one_of(folded_prefix: FoldedPrefix) -> str:
    """Return one pattern for all of them: a term counts once, however many of the prefixes it has."""
    begins = [re.escape(begin) + ".*" for begin in folded_prefix.prefixes]
    return "|".join([*begins, *map(re.escape, folded_prefix.words)])


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)
