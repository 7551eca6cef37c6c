"""Regular expressions as trees of nodes, from which the text, the prefixes and the lookaheads of a rule are made.

    pattern = Alt((Text("da"), Text("de"))) + "n"
    pattern.regex()         "(?:da|de)n"
    pattern.prefixes(2)     {"da", "de"}

`xabar.language.pattern_builders` has shorter names for the tables to use.

The text that a node writes means the same to Python's `re` and to Java's, so that both engines can use it: it has no
named groups, no possessive or atomic parts, no \\w, \\b or \\d, and lookbehinds of fixed length only.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

ANY = "."  # in a prefix: some letter


class Pattern:
    """A part of a regular expression. Nodes are put one after another with `+`, which takes plain letters too.

    It is no `abc.ABC`, whose nodes take ten times as long to be told apart, and the tables have thousands.
    """

    __slots__ = ()

    @abstractmethod
    def regex(self) -> str:
        """Return the text of the regular expression."""

    @abstractmethod
    def prefixes(self, depth: int) -> frozenset[str]:
        """Return what a match may begin with, `depth` letters at most; a shorter prefix is a whole match.

        Lookarounds count as fulfilled.
        """

    def __add__(self, other: Pattern | str) -> Seq:
        return sequence(self, other)

    def __radd__(self, other: str) -> Seq:
        return sequence(other, self)


@dataclass(frozen=True, slots=True, eq=False)
class Text(Pattern):
    """These characters, one after another."""

    text: str

    def regex(self) -> str:
        return re.escape(self.text)

    def prefixes(self, depth: int) -> frozenset[str]:
        return frozenset((self.text[:depth],))


class Range(NamedTuple):
    """All letters from the first to the last in the order of Unicode."""

    first: str
    last: str


@dataclass(frozen=True, slots=True, eq=False)
class Chars(Pattern):
    """One of some letters, or any letter but those."""

    pieces: tuple[str | Range, ...]
    negated: bool = False

    def regex(self) -> str:
        return f"[^{self.inside()}]" if self.negated else f"[{self.inside()}]"

    def inside(self) -> str:
        """Return what stands between the brackets, for brackets with more in them."""
        return "".join(
            "-".join(map(re.escape, piece)) if isinstance(piece, Range) else re.escape(piece)
            for piece in self.pieces
        )

    def prefixes(self, depth: int) -> frozenset[str]:
        has_range = any(isinstance(piece, Range) for piece in self.pieces)
        return frozenset((ANY,) if self.negated or has_range else self.letters())

    def letters(self) -> frozenset[str]:
        """Return the letters that are named, each by itself."""
        found: set[str] = set()
        for piece in self.pieces:
            if isinstance(piece, Range):
                found.update(map(chr, range(ord(piece.first), ord(piece.last) + 1)))
            else:
                found.update(piece)
        return frozenset(found)


@dataclass(frozen=True, slots=True, eq=False)
class Seq(Pattern):
    """The parts, one after another."""

    parts: tuple[Pattern, ...]

    def regex(self) -> str:
        return "".join(map(_regex_of, self.parts))

    def prefixes(self, depth: int) -> frozenset[str]:
        found = frozenset(("",))
        for part in self.parts:
            if all(len(prefix) == depth for prefix in found):
                break
            found = _extend(found, part.prefixes(depth), depth)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Alt(Pattern):
    """One of the parts; the first that lets the rest of the pattern match."""

    parts: tuple[Pattern, ...]

    def regex(self) -> str:
        return f"(?:{write_alternatives(self.parts)})"

    def prefixes(self, depth: int) -> frozenset[str]:
        return frozenset().union(*(part.prefixes(depth) for part in self.parts))


@dataclass(frozen=True, slots=True, eq=False)
class Group(Pattern):
    """One of the parts, which a replacement can name: the first group is $1."""

    parts: tuple[Pattern, ...]

    def regex(self) -> str:
        return f"({write_alternatives(self.parts)})"

    def prefixes(self, depth: int) -> frozenset[str]:
        return Alt(self.parts).prefixes(depth)


@dataclass(frozen=True, slots=True, eq=False)
class Repeat(Pattern):
    """The part again and again, as often as it can stand; a lazy one stands as rarely as the rest allows."""

    part: Pattern
    least: int
    most: int | None  # None: any number of times
    lazy: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.part, Seq) or (isinstance(self.part, Text) and len(self.part.text) != 1):
            raise ValueError(f"{self.part.regex()!r} is more than one letter; put it into either(...)")

    def regex(self) -> str:
        return self.part.regex() + self.sign()

    def sign(self) -> str:
        """Return what stands behind the part in the regular expression: ?, {3,} and so on."""
        sign = {(0, 1): "?", (0, None): "*", (1, None): "+"}.get((self.least, self.most))
        if sign is None:
            most = "" if self.most is None else self.most
            sign = f"{{{self.least}}}" if self.most == self.least else f"{{{self.least},{most}}}"
        return sign + ("?" if self.lazy else "")

    def prefixes(self, depth: int) -> frozenset[str]:
        most = self.least + depth if self.most is None else min(self.most, self.least + depth)
        once = self.part.prefixes(depth)
        run, found = frozenset(("",)), frozenset[str]()
        for count in range(most + 1):
            if count >= self.least:
                found |= run
            run = _extend(run, once, depth)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Look(Pattern):
    """A place that has, or has not, one of the parts before or behind it."""

    sign: str
    parts: tuple[Pattern, ...]

    def regex(self) -> str:
        return f"({self.sign}{write_alternatives(self.parts)})"

    def prefixes(self, depth: int) -> frozenset[str]:
        return frozenset(("",))


@dataclass(frozen=True, slots=True, eq=False)
class Edge(Pattern):
    """The beginning or the end of the word."""

    sign: str

    def regex(self) -> str:
        return self.sign

    def prefixes(self, depth: int) -> frozenset[str]:
        return frozenset(("",))


START, END = Edge("^"), Edge("$")


def _extend(prefixes: frozenset[str], rests: frozenset[str], depth: int) -> frozenset[str]:
    short = {prefix for prefix in prefixes if len(prefix) < depth}
    return (prefixes - short) | {(prefix + rest)[:depth] for prefix in short for rest in rests}


def write_alternatives(parts: Iterable[Pattern]) -> str:
    """Return the regular expressions of the parts, a bar between them."""
    return "|".join(map(_regex_of, parts))


@cache  # the same parts stand in many rules
def _regex_of(part: Pattern) -> str:
    return part.regex()


def sequence(*parts: Pattern | str) -> Seq:
    """Return a node for the parts, one after another; a sequence among them is taken apart."""
    flat: list[Pattern] = []
    for part in as_nodes(parts):
        flat += part.parts if isinstance(part, Seq) else (part,)
    return Seq(tuple(flat))


def as_nodes(parts: Iterable[Pattern | str]) -> tuple[Pattern, ...]:
    """Return the parts with their plain letters as nodes."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)
