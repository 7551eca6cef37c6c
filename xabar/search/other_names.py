"""How else the names in a query are written: by the sound of a word, and by the other names of a place or office."""

from __future__ import annotations

from xabar.language.names import SHORTEST_KEY, guess_name_keys
from xabar.language.places import find_places
from xabar.search.analysis import analyze_text
from xabar.search.query import And, Or, Phrase, Query, Word


def name_keys(word: str, language: str) -> list[str]:
    """Return the keys of the names that a word may be in the index of a language; none for a word of several tokens.

    In lower case three letters are too few: кім is who, and Ким is somebody.
    """
    if len(analyze_text(word, language, stem=False)) != 1:
        return []
    shortest = SHORTEST_KEY + word.islower()
    return sorted(key for key in guess_name_keys(word, language) if len(key) >= shortest)


def split_name(word: Word) -> tuple[Word, ...]:
    """Return the parts of a double name (Касым-Жомарт), which the index has as two, or else the word itself."""
    parts = [word.text[token.start : token.end] for token in analyze_text(word.text, "other", stem=False)]
    double = len(parts) > 1 and all(part.isalpha() and not part.islower() for part in parts)
    return tuple(map(Word, parts)) if double else (word,)


def name_places(clauses: tuple[Query, ...]) -> tuple[Query, ...]:
    """Return the clauses of a conjunction with the other names of a place beside the words that name it."""
    named: list[Query] = []
    words: list[Word] = []
    for clause in clauses:
        if isinstance(clause, Word):
            words.append(clause)
        else:
            named += [*_name_places_among(words), clause]
            words = []
    return (*named, *_name_places_among(words))


def _name_places_among(words: list[Word]) -> list[Query]:
    named: list[Query] = []
    rest = 0
    for place in find_places([word.text for word in words]):
        typed = tuple(words[place.first : place.after])
        others = map(Phrase, place.others)
        named += [*words[rest : place.first], Or((And(typed) if len(typed) > 1 else typed[0], *others))]
        rest = place.after
    return [*named, *words[rest:]]
