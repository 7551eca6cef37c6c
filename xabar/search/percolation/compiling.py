"""Compiling the tree of a query into a condition, for the rules of one language's index.

It says what `xabar.search.embedded.queries` says to tantivy and `xabar.search.elastic.dsl` to a server, without scores;
tests/search/percolation/ compares them. A folded word leaves its stem where it stands, so that of the four text fields
the stemmed ones are enough wherever a word has a stem.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xabar.language.folding import fold_name
from xabar.search.analysis import analyze_terms, analyze_text
from xabar.search.engine import FOLDED_FIELDS
from xabar.search.loose_terms import loose_terms
from xabar.search.near import near_terms
from xabar.search.percolation.conditions import (
    All,
    Always,
    AtLeast,
    BeginsWith,
    Condition,
    Form,
    HasAuthor,
    HasTerm,
    HasValue,
    HasWord,
    NearEachOther,
    OnDays,
    SideBySide,
)
from xabar.search.prefixes import split_prefix
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
from xabar.search.stopwords import has_content

_BOTH: Final = ("title", "body")


def compile_condition(query: Query, language: str, *, among: bool = False) -> Condition | None:
    """Return what must be true of an article in the index of this language.

    Return None if the language's rules leave no token: such a clause is ignored. So is a stop word `among` other words.
    Raise TypeError for a query that only a correction asks.
    """
    match query:
        case Everything():
            return Always()
        case Word() | Phrase():
            return _text(query, language, among=among)
        case Loose():
            return _loose(query, language, among=among)
        case Prefix():
            return _prefix(query, language, among=among)
        case Near():
            return _near(query, language, among=among)
        case Filter() | Days():
            return _filter(query, language)
        case And():
            return _and(query, language)
        case LooserOnly(loosened, typed):
            return _and(And((loosened,), (typed,)), language)
        case Most(clauses, least):
            parts = _compiled(clauses, language)
            return AtLeast(least, tuple(parts)) if len(parts) >= least else None
        case Or(clauses):
            return _any_of(_compiled(clauses, language))
        case Similar():
            raise TypeError(f"{query} asks for words that a correction may mean, and no query is made of it")


def _compiled(clauses: Sequence[Query], language: str, *, among: bool = False) -> list[Condition]:
    compiled = (compile_condition(clause, language, among=among) for clause in clauses)
    return [clause for clause in compiled if clause is not None]


def _any_of(parts: Sequence[Condition]) -> Condition | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return AtLeast(1, tuple(parts))


def _all_of(required: Sequence[Condition], excluded: Sequence[Condition] = ()) -> Condition | None:
    if not required or (len(required) == 1 and not excluded):
        return required[0] if required else None
    return All(tuple(required), tuple(excluded))


def _and(query: And, language: str) -> Condition | None:
    looked_for = [clause for clause in query.clauses if not is_filter(clause)]
    required = _compiled(looked_for, language, among=has_content(looked_for))
    if looked_for and not required:
        return None
    required += _compiled([*filter(is_filter, query.clauses)], language)
    return _all_of(required, _compiled(query.excluded, language))


def _text(query: Word | Phrase, language: str, *, among: bool) -> Condition | None:
    fields = _fields(query.field)
    if stems := analyze_text(query.text, language):
        first = stems[0].position
        return _side_by_side("stem", fields, [(token.position - first, token.term) for token in stems])
    folded = analyze_terms(query.text, language, stem=False)
    if folded and among:
        return Always()
    return _side_by_side("folded", fields, [*enumerate(folded)]) if folded else None


def _side_by_side(form: Form, fields: tuple[str, ...], terms: Sequence[tuple[int, str]]) -> Condition:
    if len(terms) == 1 and fields == _BOTH:
        return HasWord(form, terms[0][1])
    return SideBySide(form, fields, tuple(terms))


def _loose(query: Loose, language: str, *, among: bool) -> Condition | None:
    typed = _text(Word(query.text, query.field), language, among=among)
    loose = [_loose_term(each.field, each.term) for each in loose_terms(query.text, language)]
    return _any_of([each for each in (typed, *loose) if each is not None])


def _loose_term(field: str, term: str) -> Condition:
    if field in _BOTH:
        return SideBySide("stem", (field,), ((0, term),))
    return HasTerm("loose" if field == "loose" else "name", term)


def _prefix(query: Prefix, language: str, *, among: bool) -> Condition | None:
    words, prefix = split_prefix(query.text, language)
    if prefix is None:
        return None
    required = [_text(Word(word, query.field), language, among=among) for word in words]
    begins = BeginsWith(_fields(query.field), prefix)
    return _all_of([each for each in (*required, begins) if each is not None])


def _near(query: Near, language: str, *, among: bool) -> Condition | None:
    words = near_words(query)
    required = _compiled(words, language, among=among or has_content(words))
    if not required:
        return None
    found = near_terms(query, language)
    if found is not None and len(found.terms) > 1 and (found.stemmed or not among):
        fields = tuple(row.field for row in found.fields)
        form: Form = "stem" if found.stemmed else "folded"
        required.append(NearEachOther(form, fields, found.terms, query.gap))
    return _all_of(required)


def _filter(query: Filter | Days, language: str) -> Condition:
    match query:
        case Days(since, until):
            return OnDays(since, until)
        case Filter("author", values):
            return HasAuthor(tuple(tuple(analyze_terms(value, language, stem=False)) for value in values))
        case Filter(field, values, prefixes):
            if field in FOLDED_FIELDS:
                values = tuple(fold_name(value, language) for value in values)
            return HasValue(field, frozenset(values), prefixes)


def _fields(field: str | None) -> tuple[str, ...]:
    return _BOTH if field is None else (field,)
