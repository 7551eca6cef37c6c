"""The terms by which a word is found besides those of its own spelling. Both engines look for each of them as it is."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from xabar.language.loosening import is_plain, loosen, restore
from xabar.language.tables import TABLES
from xabar.search.analysis import GAP, analyze_fields
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.other_names import name_keys, split_name
from xabar.search.query_tree import And, Loose, Query, Word, change_parts, positive_leaves
from xabar.search.ranking import LOOSE_WEIGHT, NAME_WEIGHT, TEXT_FIELDS

MOST_WORDS = 32  # of a query that is spelled loosely: each word may take some milliseconds


class LooseTerm(NamedTuple):
    """A term, the field where it stands (title and body are the stemmed ones), and how much it counts there."""

    field: str
    term: str
    weight: float


def loosen_query(query: Query) -> Query:
    """Return the query with its words loosely spelled; equal to it if none of them can be meant otherwise.

    Phrases, prefixes, words of one field and what is excluded stay as they are typed, and so does a text that was
    pasted as a query.
    """
    return query if len(positive_leaves(query)) > MOST_WORDS else _loosened(query)


def _loosened(query: Query) -> Query:
    match query:
        case Word(_, None) if len(parts := split_name(query)) > 1:
            return And(tuple(map(_loosened, parts)))
        case Word(text, None) if any(loose_terms(text, language) for language in INDEX_LANGUAGES):
            return Loose(text)
        case And(clauses, excluded):
            return And(tuple(map(_loosened, clauses)), excluded)
    return change_parts(query, _loosened)


@lru_cache(maxsize=1 << 12)
def loose_terms(word: str, language: str) -> tuple[LooseTerm, ...]:
    """Return the terms of everything that a word may be meant for, in the index of a language."""
    names = (LooseTerm("names", key, NAME_WEIGHT) for key in name_keys(word, language))
    return (*_plain_terms(word, language), *names)


@lru_cache(maxsize=1 << 12)
def enough_terms(word: str, language: str) -> tuple[bool, tuple[LooseTerm, ...]]:
    """Return whether the word as it is typed finds what its loose terms do not, and those terms that find more than others.

    An article with a stem that a plain keyboard cannot spell has the stem in the field of loose terms, too.
    """
    terms = loose_terms(word, language)
    loose = {each.term for each in terms if each.field == "loose"}
    found = {"loose", "names"}
    own = _stems(word, language)
    return (
        not own or not _has_twin(own[0], loose, language),
        tuple(each for each in terms if each.field in found or not _has_twin(each.term, loose, language)),
    )


def _has_twin(stem: str, loose: set[str], language: str) -> bool:
    return (loosened := loosen(stem, language)) != stem and loosened in loose


def _plain_terms(word: str, language: str) -> tuple[LooseTerm, ...]:
    """Return the terms of what a word may be meant for that was typed on a plain keyboard.

    There are none for a word with letters that a plain keyboard lacks, nor for one of several tokens or a stop word.
    """
    own = analyze_fields(word, language).stems.split()
    if len(own) != 1 or own[0] == GAP or not TABLES[language].loose_letters or not is_plain(word):
        return ()
    meant = {stem for each in restore(word, language) for stem in _stems(each, language)}
    loosened = {stem: loosen(stem, language) for stem in sorted(meant)}
    loose = dict.fromkeys(loosened.values())
    plain = [stem for stem, loose_form in loosened.items() if stem == loose_form != own[0]]
    return (
        *(LooseTerm("loose", term, LOOSE_WEIGHT) for term in loose),
        *(
            LooseTerm(place.field, stem, place.weight)
            for stem in plain
            for place in TEXT_FIELDS
            if place.stemmed
        ),
    )


def _stems(word: str, language: str) -> list[str]:
    """Return the stem of a word, or nothing if it is a stop word or falls apart."""
    stems = analyze_fields(word, language).stems.split()
    return stems if len(stems) == 1 and stems[0] != GAP else []
