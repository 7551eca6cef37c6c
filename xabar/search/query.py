"""The query that a user types, read into a tree that is the same for every engine and language.

    toshkent metro                     both words, in any form and script
    "shahar hokimi"                    these words side by side; also «…» and “…”
    "metro hokim"~10                   these words near each other: in any order, at most 10 other words among them
    (paxta OR gʻalla) hosili           either of two, which binds looser than the space; brackets group
    saylov -prezident                  the first without the second; also saylov NOT prezident
    qozogʻ*                            every word that begins so
    *                                  every article, for filters and facets
    title:metro                        the word in the title; also title:"yangi metro" and title:(metro OR avtobus)
    site:kun.uz language:uzbek         articles of a site, in a language
    script:latin tag:sport             printed in a script, with a tag
    author:"Alisher Karimov"           of an author; section:jamiyat, of a section
    since:7d until:yesterday           published on these days: 2026-11-24, 2026-11, 2026, today, "2 weeks"
    -site:kun.uz -tag:(sport OR ob-havo)    without these

Each index analyses a word with the rules of its language. A word may become several tokens (C5+1), which must then
stand side by side, or none (an apostrophe): it is ignored then, like stop words (қай, қандай) among other words. An
apostrophe or a hyphen inside a word is part of it. A suffix after a closing mark («Zamin»ni) stays with its phrase.
A field's name stands right before its value; `12:30`, `https://…`, `Toshkent: metro` and `-15` are ordinary text.

Any headline is a query: a mark that means nothing where it stands, such as a quotation mark without a partner, is ignored.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xabar.search.query_fields import apply_field
from xabar.search.query_parts import Ignored, Part, QueryError, split_query
from xabar.search.query_tree import And, Everything, Near, Or, Phrase, Prefix, Query, Word

MAX_LENGTH = 2000  # characters; what is longer is a text pasted by mistake
MAX_DEPTH = 20  # brackets inside brackets
MAX_PREFIXES = 20  # in a query: each may stand for every word of the index


class ParsedQuery(NamedTuple):
    """The tree of a query, and what was ignored to read it, in order."""

    tree: Query
    ignored: tuple[Ignored, ...]


def parse_query(text: str, today: date | None = None) -> Query:
    """Return the tree of a query. Raise QueryError, with the place, if it cannot be read.

    `today` is the publishers' day, from which `since:7d` counts.
    """
    return parse_with_notes(text, today).tree


def parse_with_notes(text: str, today: date | None = None) -> ParsedQuery:
    """Return the tree of a query and what was ignored. Raise QueryError as `parse_query` does."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"the query is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    parts = split_query(text)
    _check_prefixes(parts)
    parser = _Parser(parts, today)
    query = parser.parse_or(depth=0)
    if query is None:
        raise QueryError("the query is empty; type a word, or * for every article", 0)
    return ParsedQuery(query, tuple(sorted(parser.ignored, key=lambda each: each.position)))


class _Parser:
    """Recursive descent: or = and (OR and)*, and = item+, item = [-] [field] (word | phrase | brackets)."""

    def __init__(self, parts: list[Part], today: date | None) -> None:
        self.parts = [part for part in parts if part.kind != "ignored"]
        self.ignored = [Ignored(part.text, part.position) for part in parts if part.kind == "ignored"]
        self.today = today
        self.at = 0

    def peek(self) -> Part:
        return self.parts[self.at]

    def take(self) -> Part:
        part = self.parts[self.at]
        self.at += 1
        return part

    def take_operator(self) -> None:
        before = self.parts[self.at - 1].kind if self.at else "("
        operator, after = self.take(), self.peek().kind
        alone = before in ("(", "OR", operator.kind) or after in (")", "end")
        if alone or (operator.kind, after) == ("AND", "OR"):
            self.ignore(operator)

    def ignore(self, part: Part) -> None:
        self.ignored.append(Ignored(part.text, part.position))

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
        while (kind := self.peek().kind) not in ("OR", ")", "end"):
            if kind == "AND":
                self.take_operator()
                continue
            sign = self.take() if kind == "-" else None
            if sign and self.peek().kind in ("OR", "AND", "-", ")", "end"):
                self.ignore(sign)
            elif (item := self.parse_item(depth)) is not None:
                (excluded if sign else clauses).append(item)
        if excluded and not clauses:
            raise QueryError(
                "there is only something to exclude; say also what to find, or * for every article",
                start.position,
            )
        if len(clauses) == 1 and not excluded:
            return clauses[0]
        return And(tuple(clauses), tuple(excluded)) if clauses else None

    def parse_item(self, depth: int) -> Query | None:
        part = self.take()
        if part.kind == "(":
            return self.parse_brackets(part, depth + 1)
        if part.kind == "field":
            return self.parse_field(part, depth)
        if part.kind == "phrase":
            return Phrase(part.text) if _searchable(part.text) else None
        if part.kind == "near":
            return Near(part.text, part.gap) if _searchable(part.text) else None
        return self.read_word(part)

    def parse_field(self, field: Part, depth: int) -> Query:
        """Return the query of a field, whose value follows without a space."""
        is_value = self.peek().kind in ("word", "phrase", "near", "field", "(")
        value = self.parse_item(depth) if is_value else None
        try:
            return apply_field(field.text, value, self.today)
        except ValueError as error:
            raise QueryError(str(error), field.position) from error

    def parse_brackets(self, opening: Part, depth: int) -> Query | None:
        if depth > MAX_DEPTH:
            raise QueryError(f"more than {MAX_DEPTH} brackets inside each other", opening.position)
        inside = self.parse_or(depth)
        self.take()  # its partner: brackets without one were ignored
        return inside

    def read_word(self, part: Part) -> Query | None:
        if part.text == "*":
            return Everything()
        word = part.text.rstrip("*")
        if "*" in word:
            self.ignore(Part("ignored", "*", part.position + word.index("*")))
        if not _searchable(word):
            return None
        return Word(word) if word == part.text else Prefix(word)


def _check_prefixes(parts: list[Part]) -> None:
    prefixes = [
        part for part in parts if part.kind == "word" and part.text.endswith("*") and _searchable(part.text)
    ]
    if len(prefixes) > MAX_PREFIXES:
        raise QueryError(
            f"more than {MAX_PREFIXES} words end in a *; leave some out, or type them whole",
            prefixes[MAX_PREFIXES].position,
        )


def _searchable(text: str) -> bool:
    return any(char.isalnum() for char in text)
