"""The tree that a typed query becomes, the same for every engine and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

TextField: TypeAlias = Literal["title"]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, in any of its forms; in this field only if one is given, as in all leaves of text."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Loose:
    """A word, in any of its forms, however loosely it is spelled. Nobody types it: it stands for a `Word`."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Similar:
    """Every word that is at most so many slips of the hand away from this one; compared folded, and in no order."""

    text: str
    most: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, in this order."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so; compared folded, not stemmed."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Words in any order, all in one title or body, with at most `gap` other words among them."""

    text: str
    gap: int
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Articles with one of these values in a field, or one that begins so. It scores nothing.

    A tag, an author and a section are compared folded, by the rules of each index.
    """

    field: str
    values: tuple[str, ...]
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """Articles of these days of publication, both ends included; None is without an end. It scores nothing."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All of the clauses, and none of the excluded ones."""

    clauses: tuple[Query, ...]
    excluded: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the clauses."""

    clauses: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Most:
    """At least so many of the clauses, and the more of them the better."""

    clauses: tuple[Query, ...]
    least: int


@dataclass(frozen=True, slots=True)
class LooserOnly:
    """What a query finds with its words loosely spelled, and not as it was typed."""

    loosened: Query
    typed: Query


Leaf = Word | Loose | Phrase | Prefix
Query = Everything | Leaf | Similar | Near | Filter | Days | And | Or | Most | LooserOnly


def positive_leaves(query: Query) -> list[Leaf]:
    """Return the words, phrases and prefixes that a hit may contain, without filters and what is excluded.

    Words near each other are words.
    """
    match query:
        case Everything() | Similar() | Filter() | Days():
            return []
        case LooserOnly(loosened):
            return positive_leaves(loosened)
        case And(clauses) | Or(clauses) | Most(clauses):
            return [leaf for clause in clauses for leaf in positive_leaves(clause)]
        case Near():
            return [*near_words(query)]
        case _:
            return [query]


def is_any_of(query: Query) -> bool:
    """Return whether any one of a query's leaves is enough for a hit."""
    match query:
        case Or(clauses):
            return all(map(is_any_of, clauses))
        case And() | Most() | Near() | LooserOnly():
            return False
        case _:
            return True


def change_parts(query: Query, change: Callable[[Query], Query]) -> Query:
    """Return the query with each of its clauses changed; one without clauses stays as it is."""
    match query:
        case And(clauses, excluded):
            return And(tuple(map(change, clauses)), tuple(map(change, excluded)))
        case Or(clauses):
            return Or(tuple(map(change, clauses)))
        case Most(clauses, least):
            return Most(tuple(map(change, clauses)), least)
        case LooserOnly(loosened, typed):
            return LooserOnly(change(loosened), change(typed))
        case _:
            return query


def near_words(query: Near) -> tuple[Word, ...]:
    """Return the words that must be near each other, each as a query."""
    return tuple(
        Word(word, query.field) for word in query.text.split() if any(char.isalnum() for char in word)
    )


def is_filter(query: Query) -> bool:
    """Return whether a query only narrows: it consists of filters, and no word of it is looked for in a text."""
    match query:
        case Filter() | Days():
            return True
        case And(clauses) | Or(clauses):
            return all(is_filter(clause) for clause in clauses)
        case _:
            return False


def filters_of(query: Query) -> list[Filter]:
    """Return every filter of a query, those that exclude too."""
    match query:
        case Filter():
            return [query]
        case And(clauses, excluded):
            return [each for clause in (*clauses, *excluded) for each in filters_of(clause)]
        case Or(clauses) | Most(clauses):
            return [each for clause in clauses for each in filters_of(clause)]
        case LooserOnly(loosened):
            return filters_of(loosened)
        case _:
            return []
