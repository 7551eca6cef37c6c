"""How else the names in a query are written: by the sound of a word, and by the other names of a place or office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xabar.language.name_keys import SHORTEST_KEY, guess_name_keys
from xabar.language.places import find_places
from xabar.search.analysis import analyze_typed
from xabar.search.query_tree import And, Loose, Or, Phrase, Query, Word, change_parts


def name_keys(word: str, language: str) -> list[str]:
    """Return the keys of the names that a word may be in the index of a language.

    There are none for a word in small letters (see `capitalize_names`) and for one of several tokens.
    """
    if word.islower() or len(analyze_typed(word, language, stem=False)) != 1:
        return []
    return sorted(guess_name_keys(word, language))


def capitalize_names(query: Query) -> Query:
    """Return the query with its words in small letters read as names, as people type them in a hurry.

    The key of a name forgives what is a slip of the hand in other words (futbool), so those are looked for first.
    """
    match query:
        case Word(text, None) if text.islower() and len(text) > SHORTEST_KEY:
            return Word(text.capitalize())
        case And(clauses, excluded):
            return And(tuple(map(capitalize_names, clauses)), excluded)
        case _:
            return change_parts(query, capitalize_names)


def split_name(word: Word) -> tuple[Word, ...]:
    """Return the parts of a double name (Касым-Жомарт), which the index has as two, or else the word itself."""
    parts = [word.text[token.start : token.end] for token in analyze_typed(word.text, "other", stem=False)]
    double = len(parts) > 1 and all(part.isalpha() and not part.islower() for part in parts)
    return tuple(map(Word, parts)) if double else (word,)


def name_places(query: Query) -> Query:
    """Return the query with the other names of a place or office beside the words that name it.

    Phrases, words of one field and what is excluded stay as they are typed.
    """
    match query:
        case Word(_, None) | Loose(_, None):
            [named] = _name_places_among([query])
            return named
        case And(clauses, excluded):
            return And(tuple(_name_places_of(clauses)), excluded)
        case _:
            return change_parts(query, name_places)


def _name_places_of(clauses: Sequence[Query]) -> Iterator[Query]:
    words: list[Word | Loose] = []
    for clause in clauses:
        if isinstance(clause, Word | Loose) and clause.field is None:
            words.append(clause)
        else:
            yield from _name_places_among(words)
            yield name_places(clause)
            words = []
    yield from _name_places_among(words)


def _name_places_among(words: Sequence[Word | Loose]) -> list[Query]:
    named: list[Query] = []
    rest = 0
    for place in find_places([word.text for word in words]):
        typed = tuple(words[place.first : place.after])
        others = map(Phrase, place.others)
        named += [*words[rest : place.first], Or((And(typed) if len(typed) > 1 else typed[0], *others))]
        rest = place.after
    return [*named, *words[rest:]]
