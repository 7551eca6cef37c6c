"""The query that a user types, read into a tree that is the same for every engine and language.

    toshkent metro                     both words, in any form and script
    "shahar hokimi"                    these words side by side; also «…» and “…”
    (paxta OR gʻalla) hosili           either of two, which binds looser than the space; brackets group
    saylov -prezident                  the first without the second
    qozogʻ*                            every word that begins so
    *                                  every article, for filters and facets

Each index analyses a word with the rules of its language. A word may become several tokens (C5+1), which must then
stand side by side, or none (an apostrophe): it is ignored then, like stop words (қай, қандай) among other words. An
apostrophe or a hyphen inside a word is part of it. A suffix after a closing mark («Zamin»ni) stays with its phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 2000  # characters; what is longer is a text pasted by mistake
MAX_DEPTH = 20  # brackets inside brackets


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, in any of its forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A word, in any of its forms, however loosely it is spelled. Nobody types it: it stands for a `Word`."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, in this order."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so; compared folded, not stemmed."""

    text: str


@dataclass(frozen=True, slots=True)
class And:
    """All of the clauses, and none of the excluded ones."""

    clauses: tuple[Query, ...]
    excluded: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class LooserOnly:
    """What a query finds with its words loosely spelled, and not as it was typed."""

    loosened: Query
    typed: Query


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the clauses."""

    clauses: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Most:
    """At least so many of the clauses, the more the better, and none of the excluded ones."""

    clauses: tuple[Query, ...]
    excluded: tuple[Query, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Similar:
    """Every word that is a few slips of the hand away from this one; compared folded, and in no order."""

    text: str


Query = Everything | Word | Loose | Phrase | Prefix | And | Or | LooserOnly | Most | Similar
Leaf = Word | Loose | Phrase | Prefix


class QueryError(ValueError):
    """A query that cannot be read. It says what is wrong and at which character, counted from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


def parse_query(text: str) -> Query:
    """Return the tree of a query. Raise QueryError, with the place, if it cannot be read."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"the query is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    parser = _Parser(_split(text))
    query = parser.parse_or(depth=0)
    stray = parser.peek()
    if stray.kind == ")":
        raise QueryError("a closing bracket without an opening one", stray.position)
    if query is None:
        raise QueryError("the query is empty; type a word, or * for every article", 0)
    return query


def positive_leaves(query: Query) -> list[Leaf]:
    """Return the words, phrases and prefixes that a hit may contain, without those that are excluded."""
    match query:
        case Everything() | Similar():
            return []
        case LooserOnly(loosened):
            return positive_leaves(loosened)
        case And(clauses) | Or(clauses) | Most(clauses):
            return [leaf for clause in clauses for leaf in positive_leaves(clause)]
        case _:
            return [query]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the typed text. `kind` is word, phrase, one of ( ) - OR AND, or end."""

    kind: str
    text: str
    position: int


# An opening mark and the marks that close it; people mix the round ones freely.
_CLOSING = {"«": "»"} | dict.fromkeys('"“”„‟', '"“”‟')
_WORD = re.compile(r'[^\s()"“”„‟«»]+')
_GLUED_SUFFIX = re.compile(r"-?[^\W_]+")


def _split(text: str) -> list[_Part]:
    parts: list[_Part] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            part, at = _read_part(text, at)
            parts.append(part)
    return [*parts, _Part("end", "", len(text))]


def _read_part(text: str, at: int) -> tuple[_Part, int]:
    """Return the part that begins here and the place after it."""
    char = text[at]
    if char in "()" or (char == "-" and _excludes(text, at)):
        return _Part(char, char, at), at + 1
    if char in _CLOSING:
        end = _closing_mark(text, at)
        suffix = _GLUED_SUFFIX.match(text, end + 1)
        phrase = text[at + 1 : suffix.end() if suffix else end]
        return _Part("phrase", phrase, at), suffix.end() if suffix else end + 1
    if char == "»":
        raise QueryError("a closing quotation mark without an opening one", at)
    if char == "*" and at and not text[at - 1].isspace() and text[at - 1] not in "(-":
        raise QueryError("a * may stand only at the end of a word", at)
    found = _WORD.match(text, at)
    assert found is not None  # every other character was handled above
    return _Part(found[0] if found[0] in ("OR", "AND") else "word", found[0], at), found.end()


def _closing_mark(text: str, opening: int) -> int:
    closing, depth = _CLOSING[text[opening]], 0
    for at in range(opening + 1, len(text)):
        if text[at] in closing:
            if depth == 0:
                return at
            depth -= 1
        elif text[at] == text[opening] == "«":
            depth += 1
    raise QueryError(f"the quotation mark {text[opening]} is never closed", opening)


def _excludes(text: str, at: int) -> bool:
    """Return True if this hyphen begins a word or bracket; alone or inside a word it is punctuation."""
    begins = at == 0 or text[at - 1].isspace() or text[at - 1] in "()"
    return begins and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in "-)"


class _Parser:
    """Recursive descent: or = and (OR and)*, and = item+, item = [-] (word | phrase | brackets)."""

    def __init__(self, parts: list[_Part]) -> None:
        self.parts = parts
        self.at = 0

    def peek(self) -> _Part:
        return self.parts[self.at]

    def take(self) -> _Part:
        part = self.parts[self.at]
        self.at += 1
        return part

    def take_operator(self) -> None:
        before = self.parts[self.at - 1].kind if self.at else "("
        operator = self.take()
        if before in ("OR", "AND", "(") or self.peek().kind in ("OR", "AND", ")", "end"):
            raise QueryError(f"{operator.kind} needs something on both sides", operator.position)

    def parse_or(self, depth: int) -> Query | None:
        clauses = [self.parse_and(depth)]
        while self.peek().kind == "OR":
            self.take_operator()
            clauses.append(self.parse_and(depth))
        found = tuple(clause for clause in clauses if clause is not None)
        return Or(found) if len(found) > 1 else next(iter(found), None)

    def parse_and(self, depth: int) -> Query | None:
        clauses: list[Query] = []
        excluded: list[Query] = []
        start = self.peek()
        while (part := self.peek()).kind not in ("OR", ")", "end"):
            if part.kind == "AND":
                self.take_operator()
                continue
            into = excluded if part.kind == "-" else clauses
            if part.kind == "-":
                self.take()
            if (item := self.parse_item(depth)) is not None:
                into.append(item)
        if excluded and not clauses:
            raise QueryError("there is only something to exclude; say also what to find", start.position)
        if len(clauses) == 1 and not excluded:
            return clauses[0]
        return And(tuple(clauses), tuple(excluded)) if clauses else None

    def parse_item(self, depth: int) -> Query | None:
        part = self.take()
        if part.kind == "(":
            return self.parse_brackets(part, depth + 1)
        if part.kind == "phrase":
            return Phrase(part.text) if _searchable(part.text) else None
        if part.kind == "word":
            return _read_word(part)
        raise QueryError("the - excludes nothing; write it right before a word", part.position)

    def parse_brackets(self, opening: _Part, depth: int) -> Query:
        if depth > MAX_DEPTH:
            raise QueryError(f"more than {MAX_DEPTH} brackets inside each other", opening.position)
        inside = self.parse_or(depth)
        if self.take().kind != ")":
            raise QueryError("the bracket is never closed", opening.position)
        if inside is None:
            raise QueryError("there is nothing between the brackets", opening.position)
        return inside


def _read_word(part: _Part) -> Query | None:
    if part.text == "*":
        return Everything()
    star = part.text.find("*")
    if star == -1:
        return Word(part.text) if _searchable(part.text) else None
    if star != len(part.text) - 1:
        raise QueryError("a * may stand only at the end of a word", part.position + star)
    if not _searchable(part.text):
        raise QueryError("a * needs the beginning of a word before it", part.position + star)
    return Prefix(part.text[:star])


def _searchable(text: str) -> bool:
    return any(char.isalnum() for char in text)
