"""What a user types, as a tree that no engine's language has touched.

    toshkent metro            both words, in any form and script
    "shahar hokimi"           these words side by side; also «…» and “…”
    paxta OR gʻalla           either; binds looser than the space
    saylov -prezident         the first without the second
    qozogʻ*                   every word that begins so
    (paxta OR gʻalla) hosili  brackets group
    *                         every article (with filters and facets)

Words are analysed by each index with the rules of its language, so one word may become several tokens (C5+1), which
must then stand side by side, or none (a lone apostrophe), which is then as if it had not been typed. So are words that
only ask (қай, qanday) among others; alone they are looked for as they were typed. An apostrophe is a letter's part and
never a quotation mark; so is a hyphen inside a word. An ending glued to a closing quotation mark («Zamin»ni) stays with
its phrase, where the analysis drops it as it does in the articles.
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
class Or:
    """At least one of the clauses."""

    clauses: tuple[Query, ...]


Query = Everything | Word | Phrase | Prefix | And | Or
Leaf = Word | Phrase | Prefix


class QueryError(ValueError):
    """A query that cannot be read: what is wrong, and the character (from 0) where it is."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


def parse_query(text: str) -> Query:
    """The tree of a query; QueryError, with the place, when it cannot be read."""
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
    """The words, phrases and prefixes that a hit may contain; not what is excluded."""
    match query:
        case Everything():
            return []
        case And(clauses) | Or(clauses):
            return [leaf for clause in clauses for leaf in positive_leaves(clause)]
        case _:
            return [query]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the typed text: `kind` is word, phrase, one of ( ) - OR AND, or end."""

    kind: str
    text: str
    position: int


# An opening mark and the marks that close it; typing mixes the round ones freely.
_CLOSING = {"«": "»"} | dict.fromkeys('"“”„‟', '"“”‟')
_WORD = re.compile(r'[^\s()"“”„‟«»]+')
_GLUED_ENDING = re.compile(r"-?[^\W_]+")
_OPERATORS = {"OR", "AND"}


def _split(text: str) -> list[_Part]:
    parts: list[_Part] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            parts.append(_Part(char, char, at))
            at += 1
        elif char in _CLOSING:
            end = _closing_mark(text, at)
            ending = _GLUED_ENDING.match(text, end + 1)
            after = ending.end() if ending else end + 1
            parts.append(_Part("phrase", text[at + 1 : after if ending else end], at))
            at = after
        elif char == "»":
            raise QueryError("a closing quotation mark without an opening one", at)
        elif char == "*" and at and not text[at - 1].isspace() and text[at - 1] not in "(-":
            raise QueryError("a * may stand only at the end of a word", at)
        elif char == "-" and _excludes(text, at):
            parts.append(_Part("-", char, at))
            at += 1
        else:
            found = _WORD.match(text, at)
            assert found is not None  # every other character was handled above
            word = found[0]
            parts.append(_Part(word if word in _OPERATORS else "word", word, at))
            at = found.end()
    return [*parts, _Part("end", "", len(text))]


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
    """A hyphen excludes what it is glued to; standing alone, or inside a word, it is punctuation."""
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
        if len(found) < 2:
            return found[0] if found else None
        return Or(found)

    def parse_and(self, depth: int) -> Query | None:
        clauses: list[Query] = []
        excluded: list[Query] = []
        start = self.peek()
        while (part := self.peek()).kind not in ("OR", ")", "end"):
            if part.kind == "AND":
                self.take_operator()
                continue
            exclude = part.kind == "-"
            if exclude:
                self.take()
            item = self.parse_item(depth)
            if item is not None:
                (excluded if exclude else clauses).append(item)
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
