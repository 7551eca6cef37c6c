"""Which rows of a table can match a word: one reading of the word, from its end, asks all of them.

    chooser = RowChooser([row.pattern for row in table.endings])
    chooser.choose("kitoblar")     the numbers of the rows that may match; no other does

A regular expression takes long to say no, and most rows match few words. So all rows together are one automaton, whose
state is where in each of them a reader of the last letters may stand; states are worked out when a word first leads
there. What a pattern asks of neighbours ((?<=…), (?!…)) is left out, so that a chosen row may still not match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

STATES = 1 << 14  # remembered at most; then they are forgotten, and worked out anew

# The notation of rows, as Rewrite describes it.
_TOKEN = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<bar>\|)|(?P<edge>[\^$])"
    r"|(?P<repeat>[?*+]|\{\d+,?\d*\})\??|(?P<letter>\[\^?[^\[\]\\^]+\]|[^\\.{}\[\]])|(?P<unknown>.)"
)
_RANGE = re.compile("(.)-(.)")


# Parts of patterns. The same part is the same object, in whichever row it stands.
@dataclass(frozen=True, slots=True, eq=False)
class _Letter:
    """One letter of a set, or any but those."""

    letters: frozenset[str]
    but: bool


@dataclass(frozen=True, slots=True, eq=False)
class _All:
    """The parts, one after another."""

    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Any:
    """One of the parts."""

    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Many:
    """The part, any number of times."""

    part: _Part


_Part = _Letter | _All | _Any | _Many
_all, _any, _many = cache(_All), cache(_Any), cache(_Many)


def read_pattern(pattern: str) -> list[tuple[_Part, ...]]:
    """The parts of a row's pattern, once for each of its alternatives; ValueError for a notation that rows do without."""
    tokens = [(str(token.lastgroup), token[0]) for token in reversed([*_TOKEN.finditer(pattern)])]
    for kind, text in tokens:
        if kind == "unknown":
            raise ValueError(
                f"{text!r} in the pattern {pattern!r} is no notation of rows; write it otherwise"
            )
    return _read(tokens)


def _read(tokens: list[tuple[str, str]]) -> list[tuple[_Part, ...]]:
    """Take from the tokens, the last of which is the next, up to the bracket that closes or the end."""
    choices: list[list[_Part]] = [[]]
    while tokens:
        kind, text = tokens.pop()
        match kind:
            case "close":
                break
            case "bar":
                choices.append([])
            case "open":
                choices[-1].append(_any(tuple(_all(parts) for parts in _read(tokens))))
            case "look":
                _read(tokens)
            case "letter":
                choices[-1].append(_letter(text))
            case "repeat":
                choices[-1].append(_repeated(choices[-1].pop(), text.rstrip("?") or "?"))
    return [tuple(parts) for parts in choices]


@cache
def _letter(text: str) -> _Letter:
    inside = text.strip("[]").removeprefix("^")
    ranges = [map(chr, range(ord(low), ord(high) + 1)) for low, high in _RANGE.findall(inside)]
    return _Letter(frozenset(_RANGE.sub("", inside)).union(*ranges), text.startswith("[^"))


def _repeated(part: _Part, sign: str) -> _Part:
    least, most = {"?": (0, 1), "*": (0, -1), "+": (1, -1)}.get(sign) or _numbers(sign)
    tail: _Part = _all(()) if most >= 0 else _many(part)
    for _ in range(most - least):
        tail = _any((_all(()), _all((part, tail))))
    return _all((part,) * least + (tail,))


def _numbers(sign: str) -> tuple[int, int]:
    """Of {3}, {0,2} and {4,}: at least and at most, -1 without end."""
    least, comma, most = sign.strip("{}").partition(",")
    return int(least), int(most) if most else -1 if comma else int(least)


class _Place:
    """A place in patterns: the part to be read next, or the number of the row that ends here, and the places after."""

    __slots__ = ("_leads", "_read", "after", "part")

    def __init__(self, part: _Part | int, after: list[_Place]) -> None:
        self.part = part
        self.after = after
        self._leads: list[_Lead] | None = None
        self._read: dict[str, list[_Place]] = {}

    def leads(self) -> list[_Lead]:
        """By which letters a reader goes on from here, and to where; and the rows that may end here."""
        if self._leads is None:
            self._leads = self._find_leads()
        return self._leads

    def _find_leads(self) -> list[_Lead]:
        after = self.after
        match self.part:
            case _All(parts):
                for part in parts:  # the last is read first
                    after = [_Place(part, after)]
                return [lead for place in after for lead in place.leads()]
            case _Any(parts):
                return [lead for part in parts for lead in _Place(part, after).leads()]
            case _Many(part):
                again = _Place(part, [self])
                return [lead for place in (*after, again) for lead in place.leads()]
            case wanted:
                return [(wanted, after)]

    def read(self, letter: str) -> list[_Place]:
        """Where the letter leads."""
        places = self._read.get(letter)
        if places is None:
            places = self._read[letter] = [
                place
                for wanted, after in self.leads()
                if not isinstance(wanted, int) and (letter in wanted.letters) != wanted.but
                for place in after
            ]
        return places


_Lead = tuple[_Letter | int, list[_Place]]


def _places(rows: list[tuple[int, tuple[_Part, ...]]]) -> list[_Place]:
    """Where these rows begin to be read, each given by its number and parts; rows share what is the same at their ends."""
    places = [_Place(row, []) for row, parts in rows if not parts]
    sharing: dict[_Part, list[tuple[int, tuple[_Part, ...]]]] = {}
    for row, parts in rows:
        if parts:
            sharing.setdefault(parts[-1], []).append((row, parts[:-1]))
    return places + [_Place(part, _places(rest)) for part, rest in sharing.items()]


class _State(dict[str, "_State"]):
    """Where in all rows a reader may stand after the same letters; by the next letter, the state after it."""

    def __init__(self, chooser: RowChooser, places: frozenset[_Place]) -> None:
        super().__init__()
        self._chooser = chooser
        self._places = places
        ended = {wanted for place in places for wanted, _ in place.leads() if isinstance(wanted, int)}
        self.rows = tuple(sorted(ended))

    def __missing__(self, letter: str) -> _State:
        after = frozenset([each for place in self._places for each in place.read(letter)])
        state = self[letter] = self._chooser.state(after)
        return state


class RowChooser:
    """Knows which of some patterns, each anchored at both ends, may match a word."""

    def __init__(self, patterns: Sequence[str]) -> None:
        rows = [(row, parts) for row, pattern in enumerate(patterns) for parts in read_pattern(pattern)]
        self._start = frozenset(_places(rows))
        self._states: dict[frozenset[_Place], _State] = {}

    def state(self, places: frozenset[_Place]) -> _State:
        """The one state of these places."""
        state = self._states.get(places)
        if state is None:
            state = self._states[places] = _State(self, places)
        return state

    def choose(self, word: str) -> tuple[int, ...]:
        """The numbers of the patterns that may match the word, in order; none of the others does."""
        if len(self._states) > STATES:
            self._states.clear()
        state = self.state(self._start)
        for letter in reversed(word):
            state = state[letter]
        return state.rows
