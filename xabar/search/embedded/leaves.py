"""Compiling the words and phrases of a query into tantivy queries for one language's index."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Final, NamedTuple

import tantivy
from tantivy import Occur

from xabar.search.analysis import Token, analyze_typed
from xabar.search.embedded.language_index import field_name
from xabar.search.embedded.word_notes import Ways
from xabar.search.loose_terms import LooseTerm, enough_terms, loose_terms
from xabar.search.prefixes import FoldedPrefix
from xabar.search.query_tree import Loose, Phrase, Query, Word
from xabar.search.ranking import TEXT_FIELDS, weights_of


class Known(NamedTuple):
    """What is known of the index for which a query is compiled, so that nothing is looked for in vain."""

    terms: Callable[[str], Sequence[LooseTerm]]  # of a word, the loose ones that the index has
    added: Callable[[str], Sequence[str] | None]  # the ids of the articles that only these find, if few
    begins: Callable[[FoldedPrefix], bool]  # whether it has words that begin so
    holds: Callable[[str, str], bool]  # whether it has a term in a field
    ways: dict[tuple[Query, bool, bool], Ways]  # see `WordNotes`


class Target(NamedTuple):
    """What a query is compiled for."""

    language: str
    schema: tantivy.Schema
    known: Known
    scored: (
        bool  # False: only which articles match, so that nothing is looked for that other terms find anyway
    )

    def weigh(self, query: tantivy.Query, weight: float) -> tantivy.Query:
        """Return the query with its score times a weight."""
        return tantivy.Query.boost_query(query, weight) if self.scored and weight != 1.0 else query


EVERYTHING = tantivy.Query.const_score_query(tantivy.Query.all_query(), 1.0)
NOTHING: Final = tantivy.Query.empty_query()
"""The one query that finds nothing, by which others are known to find nothing without being asked."""
_ABSENT: Final[Ways] = {None: NOTHING}


def know_nothing(language: str) -> Known:
    """Return what makes a query look for everything."""
    terms = partial(loose_terms, language=language)
    return Known(terms, lambda word: None, lambda prefix: True, lambda field, term: True, {})


def any_of(clauses: Iterable[tantivy.Query]) -> tantivy.Query | None:
    """Return the query for which any of these is enough; None if there are none."""
    given = [*clauses]
    either = [clause for clause in given if clause is not NOTHING]
    if len(either) < 2:
        return either[0] if either else NOTHING if given else None
    return tantivy.Query.boolean_query([(Occur.Should, clause) for clause in either])


def all_of(clauses: Sequence[tantivy.Query], excluded: Sequence[tantivy.Query] = ()) -> tantivy.Query | None:
    """Return the query for which all of these are needed, and none that is excluded; None if nothing is needed."""
    if not clauses:
        return None
    if any(clause is NOTHING for clause in clauses):
        return NOTHING
    excluded = [clause for clause in excluded if clause is not NOTHING]
    if len(clauses) == 1 and not excluded:
        return clauses[0]
    return tantivy.Query.boolean_query(
        [(Occur.Must, clause) for clause in clauses] + [(Occur.MustNot, clause) for clause in excluded]
    )


def merge_ways(found: Iterable[Ways]) -> Ways:
    """Return all of these, each once."""
    ways = {key: query for each in found for key, query in each.items()}
    if len(ways) > 1:
        ways.pop(None, None)
    return ways


def leaf_ways(query: Word | Phrase | Loose, target: Target, *, among: bool = False) -> Ways:
    """Return in which ways an article may have a word or phrase; they are noted.

    A stop word `among` other words is ignored; without other words it is looked for as it was typed.
    """
    notes, key = target.known.ways, (query, target.scored, among)
    if (ways := notes.get(key)) is None:
        if isinstance(query, Loose):
            ways = _loose_ways(query, target, among=among)
        else:
            ways = _text_ways(query, target, among=among)
        notes[key] = ways
    return ways


def term_ways(terms: Iterable[LooseTerm], target: Target) -> Ways:
    """Return a way for each term."""
    return {
        (each.field, each.term): target.weigh(
            tantivy.Query.term_query(target.schema, each.field, each.term), each.weight
        )
        for each in terms
    }


def find_articles(ids: Iterable[str], schema: tantivy.Schema) -> tantivy.Query:
    """Return the query for a few articles, which scores nothing."""
    found = any_of(_article_ways(ids, schema).values())
    return NOTHING if found is None else tantivy.Query.const_score_query(found, 0.0)


def _article_ways(ids: Iterable[str], schema: tantivy.Schema) -> Ways:
    """Return a way for each article. A set of all these terms would take tantivy several times as long."""
    return {("id", each): tantivy.Query.term_query(schema, "id", each) for each in ids}


def added_ways(query: Loose, target: Target) -> Ways:
    """Return, for a query that is not scored, the ways by which an article has a word spelled only loosely."""
    if (ids := target.known.added(query.text)) is not None:
        return _article_ways(ids, target.schema)
    return term_ways(target.known.terms(query.text), target)


def _loose_ways(query: Loose, target: Target, *, among: bool) -> Ways:
    own, terms = True, target.known.terms(query.text)
    if terms and not target.scored:
        own, enough = enough_terms(query.text, target.language)
        terms = [each for each in enough if each in terms]
    typed = _text_ways(Word(query.text, query.field), target, among=among) if own else {}
    if target.scored and (summed := any_of(typed.values())) is not None:
        typed = {query: summed}  # by itself, in the order of the word that is typed alone
    return merge_ways([typed, term_ways(terms, target)])


def _text_ways(query: Word | Phrase, target: Target, *, among: bool) -> Ways:
    """Return the ways in which an article may have a text. What the index lacks is not looked for.

    An article with the folded form in a field has the stem there, too.
    """
    stems = analyze_typed(query.text, target.language)
    folded = analyze_typed(query.text, target.language, stem=False)
    if not folded:
        return {}
    by_field: dict[str, Ways] = {}
    for place in weights_of(TEXT_FIELDS, query.field):
        if stems and not (place.stemmed or target.scored):
            continue
        of_field, name = by_field.setdefault(place.field, {}), field_name(place)
        if tokens := stems if place.stemmed else folded:
            if all(target.known.holds(name, token.term) for token in tokens):
                key, found = _side_by_side(tokens, name, target.schema)
                of_field[key] = target.weigh(found, place.weight)
        elif among:
            of_field[name] = target.weigh(EVERYTHING, place.weight)
    if len(stems) > 1:
        by_field = {field: _first_and_perhaps(ways) for field, ways in by_field.items() if ways}
    return merge_ways([_ABSENT, *by_field.values()])


def _first_and_perhaps(ways: Ways) -> Ways:
    """Look for the typed phrase only where its stems stand, where it must stand too; this takes half the time."""
    (key, first), *others = ways.items()
    if not others:
        return ways
    perhaps = [(Occur.Should, other) for _, other in others]
    return {key: tantivy.Query.boolean_query([(Occur.Must, first), *perhaps])}


def _side_by_side(
    tokens: Sequence[Token], field: str, schema: tantivy.Schema
) -> tuple[Hashable, tantivy.Query]:
    if len(tokens) == 1:
        term = tokens[0].term
        return (field, term), tantivy.Query.term_query(schema, field, term)
    first = tokens[0].position
    placed: list[str | tuple[int, str]] = [(token.position - first, token.term) for token in tokens]
    return (field, *placed), tantivy.Query.phrase_query(schema, field, placed)
