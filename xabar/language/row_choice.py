"""Which rows of a table can match a word: one reading of the word, from its end, asks all of them.

    chooser = RowChooser([row.pattern for row in table.endings])
    chooser.choose("kitoblar")     the numbers of the rows that may match; no other does

A regular expression takes long to say no, and most rows match few words. So all rows together are one automaton, whose
state is where in each of them a reader of the last letters may stand; states are worked out when a word first leads
there. What a pattern asks of neighbours ((?<=…), (?!…)) is left out, so that a chosen row may still not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

STATES = 1 << 14  # remembered at most; then they are forgotten, and worked out anew

# The notation of rows, as Rewrite describes it.
_TOKEN = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<bar>\|)|(?P<edge>[\^$])"
    r"|(?P<repeat>[?*+]|\{\d+,?\d*\})\??|(?P<letter>\[\^?[^\[\]\\^]+\]|[^\\.{}\[\]])|(?P<unknown>.)"
)
_RANGE = re.compile("(.)-(.)")


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter of a set, or any but those."""

    letters: frozenset[str]
    but: bool


@dataclass(frozen=True, slots=True)
class _All:
    """The parts, one after another."""

    parts: tuple[_Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Any:
    """One of the parts."""

    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Many:
    """The part, any number of times."""

    part: _Part


_Part = _Letter | _All | _Any | _Many


def read_pattern(pattern: str) -> _Part:
    """The parts of a row's pattern; ValueError for a notation that rows do without."""
    tokens = [(str(token.lastgroup), token[0]) for token in reversed([*_TOKEN.finditer(pattern)])]
    for kind, text in tokens:
        if kind == "unknown":
            raise ValueError(
                f"{text!r} in the pattern {pattern!r} is no notation of rows; write it otherwise"
            )
    return _read(tokens)


def _read(tokens: list[tuple[str, str]]) -> _Part:
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
                choices[-1].append(_read(tokens))
            case "look":
                _read(tokens)
            case "letter":
                choices[-1].append(_letter(text))
            case "repeat":
                choices[-1].append(_repeated(choices[-1].pop(), text.rstrip("?") or "?"))
    parts = tuple(_All(tuple(parts)) for parts in choices)
    return parts[0] if len(parts) == 1 else _Any(parts)


@lru_cache
def _letter(text: str) -> _Letter:
    inside = text.strip("[]").removeprefix("^")
    ranges = [map(chr, range(ord(low), ord(high) + 1)) for low, high in _RANGE.findall(inside)]
    return _Letter(frozenset(_RANGE.sub("", inside)).union(*ranges), text.startswith("[^"))


def _repeated(part: _Part, sign: str) -> _Part:
    least, most = {"?": (0, 1), "*": (0, -1), "+": (1, -1)}.get(sign) or _numbers(sign)
    tail: _Part = _All() if most >= 0 else _Many(part)
    for _ in range(most - least):
        tail = _Any((_All(), _All((part, tail))))
    return _All((part,) * least + (tail,))


def _numbers(sign: str) -> tuple[int, int]:
    """Of {3}, {0,2} and {4,}: at least and at most, -1 without end."""
    least, comma, most = sign.strip("{}").partition(",")
    return int(least), int(most) if most else -1 if comma else int(least)


class _Place:
    """A place in a row's pattern: the part to be read next, and the place after it; None at the row's end."""

    __slots__ = ("_leads", "after", "part", "places", "row")

    def __init__(self, row: int, part: _Part | None, after: _Place | None) -> None:
        self.row = row
        self.part = part
        self.after = after
        self.places: dict[str, list[_Place]] = {}  # by the letter read next, as far as asked
        self._leads: list[tuple[_Letter | None, _Place]] | None = None

    def leads(self) -> list[tuple[_Letter | None, _Place]]:
        """By which letters a reader goes on from here, and to where; by None at the row's end."""
        if self._leads is None:
            self._leads = self._find_leads()
        return self._leads

    def _find_leads(self) -> list[tuple[_Letter | None, _Place]]:
        row, after = self.row, self.after
        if after is None:
            return [(None, self)]
        match self.part:
            case _All(parts):
                for part in parts:  # the last is read first
                    after = _Place(row, part, after)
                return after.leads()
            case _Any(parts):
                return [lead for part in parts for lead in _Place(row, part, after).leads()]
            case _Many(part):
                return [*after.leads(), *_Place(row, part, self).leads()]
            case letter:
                return [(letter, after)]

    def read(self, letter: str) -> list[_Place]:
        """Where the letter leads."""
        places = self.places.get(letter)
        if places is None:
            leads = self.leads()
            places = [after for wants, after in leads if wants and (letter in wants.letters) != wants.but]
            self.places[letter] = places
        return places


class _State(dict[str, "_State"]):
    """Where in all rows a reader may stand after the same letters; by the next letter, the state after it."""

    def __init__(self, chooser: RowChooser, places: Iterable[_Place]) -> None:
        super().__init__()
        self._chooser = chooser
        self._places = places
        ended = {place.row for place in places for letter, _ in place.leads() if letter is None}
        self.rows = tuple(sorted(ended))

    def __missing__(self, letter: str) -> _State:
        after = frozenset([each for place in self._places for each in place.read(letter)])
        state = self[letter] = self._chooser.state(after)
        return state


class RowChooser:
    """Knows which of some patterns, each anchored at both ends, may match a word."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._start = frozenset(
            _Place(row, read_pattern(pattern), _Place(row, None, None))
            for row, pattern in enumerate(patterns)
        )
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
