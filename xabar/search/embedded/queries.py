"""Compiling the query tree and the filters of a search into tantivy queries for one language's index."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tantivy
from tantivy import Occur

from xabar.language.edits import allowed_edits
from xabar.language.folding import fold_word
from xabar.search.embedded.filters import compile_filter
from xabar.search.embedded.language_index import field_name
from xabar.search.embedded.leaves import (
    EVERYTHING,
    NOTHING,
    Known,
    Target,
    added_ways,
    all_of,
    any_of,
    know_nothing,
    leaf_ways,
    merge_ways,
)
from xabar.search.embedded.near import near_query
from xabar.search.embedded.word_notes import Ways
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
from xabar.search.ranking import PREFIX_FIELDS, weights_of
from xabar.search.stopwords import has_content


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
    return _compile(query, Target(language, schema, known or know_nothing(language), scored))


def compile_looser(
    query: LooserOnly, language: str, schema: tantivy.Schema, known: Known | None = None
) -> tantivy.Query | None:
    """Return the query, not scored, for what the loosened one adds, if any one of its leaves is enough; None if nothing.

    It looks for the looser spellings alone, which are mostly rare.
    """
    target = Target(language, schema, known or know_nothing(language), scored=False)
    typed = positive_leaves(query.typed)
    added = [leaf for leaf in positive_leaves(query.loosened) if leaf not in typed]
    looser = merge_ways(
        added_ways(leaf, target) if isinstance(leaf, Loose) else _ways(leaf, target) for leaf in added
    )
    return all_of([*filter(None, [any_of(looser.values())])], _compiled([query.typed], target))


def _compile(query: Query, target: Target, *, among: bool = False) -> tantivy.Query | None:
    """Return what `compile_query` does.

    A stop word `among` other words is ignored, too; without other words it is looked for as it was typed.
    """
    match query:
        case Everything():
            return EVERYTHING
        case Word() | Phrase() | Loose():
            return any_of(leaf_ways(query, target, among=among).values())
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
        case Or(clauses) if target.scored:
            return any_of(_compiled(clauses, target))
        case Or():
            return any_of(_ways(query, target).values())


def _compiled(clauses: Sequence[Query], target: Target, *, among: bool = False) -> list[tantivy.Query]:
    compiled = (_compile(clause, target, among=among) for clause in clauses)
    return [clause for clause in compiled if clause is not None]


def _ways(query: Query, target: Target) -> Ways:
    """Return in which ways an article may match a query that is not scored, so that nothing is looked for twice."""
    match query:
        case Or(clauses):
            return merge_ways(_ways(clause, target) for clause in clauses)
        case Word() | Phrase() | Loose():
            return leaf_ways(query, target)
    compiled = _compile(query, target)
    return {} if compiled is None else {query: compiled}


def _at_least(least: int, clauses: list[tantivy.Query]) -> tantivy.Query | None:
    if len(clauses) < least:
        return None
    found = [clause for clause in clauses if clause is not NOTHING]
    if len(found) < least:
        return NOTHING
    return tantivy.Query.boolean_query([(Occur.Should, clause) for clause in found], least)


def _and_query(query: And, target: Target) -> tantivy.Query | None:
    looked_for = [clause for clause in query.clauses if not is_filter(clause)]
    required = _compiled(looked_for, target, among=has_content(looked_for))
    if looked_for and not required:
        return None
    required += _compiled([*filter(is_filter, query.clauses)], target)
    return all_of(required, _compiled(query.excluded, target._replace(scored=False)))


def _near_query(query: Near, target: Target, *, among: bool) -> tantivy.Query | None:
    """Words near each other score as these words do; stop words may be missing `among` other words."""
    words = near_words(query)
    required = _compiled(words, target, among=among or has_content(words))
    if not required:
        return None
    found = near_terms(query, target.language)
    optional = among and found is not None and not found.stemmed
    near = None if optional else near_query(query, target.language, target.schema)
    return all_of([*required, *([near] if near else [])])


def _similar_query(query: Similar, target: Target) -> tantivy.Query | None:
    folded = fold_word(query.text, target.language)
    if not (edits := min(query.most, allowed_edits(folded))):
        return None
    return any_of(
        [
            tantivy.Query.fuzzy_term_query(target.schema, field_name(place), folded, distance=edits)
            for place in PREFIX_FIELDS
        ]
    )


def _prefix_query(query: Prefix, target: Target, *, among: bool) -> tantivy.Query | None:
    """Compile a prefix. Of several tokens (COVID-1*) all must be there, and the last of them is the prefix."""
    words, folded_prefix = split_prefix(query.text, target.language)
    if folded_prefix is None:
        return None
    if not target.known.begins(folded_prefix):
        return NOTHING
    pattern = _one_of(folded_prefix)
    prefix = any_of(
        [
            target.weigh(tantivy.Query.regex_query(target.schema, field_name(place), pattern), place.weight)
            for place in weights_of(PREFIX_FIELDS, query.field)
        ]
    )
    required = [_compile(Word(word, query.field), target, among=among) for word in words]
    return all_of([clause for clause in (*required, prefix) if clause is not None])


def _one_of(folded_prefix: FoldedPrefix) -> str:
    """Return one pattern for all of them: a term counts once, however many of the prefixes it has."""
    begins = [re.escape(begin) + ".*" for begin in folded_prefix.prefixes]
    return "|".join([*begins, *map(re.escape, folded_prefix.words)])
