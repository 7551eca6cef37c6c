"""Find the rules that can match a word. The word is read once, from its end, for all rules together.

    matcher = RuleMatcher(table.suffix_rules)
    matcher.candidates("kitoblar")     the numbers of the rules that may match; no other does

A regular expression takes long to fail, and most rules match few words. So all rules together are one automaton. Its
state says where in each rule one may stand after the letters read so far; a state is worked out when a word first
leads to it. Lookarounds are left out, so that a candidate may still not match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from xabar.language.patterns import Alt, Chars, Group, Pattern, Repeat, Seq, Text
from xabar.language.tables.table import Rule

STATES = 1 << 14  # remembered at most; then all are forgotten and worked out again


# The parts of a pattern that count here. Equal parts are one object, whatever rules they belong to.
@dataclass(frozen=True, slots=True, eq=False)
class _Letter:
    """One of the letters, or any letter but those."""

    letters: frozenset[str]
    negated: bool


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
_letter, _all, _any, _many = cache(_Letter), cache(_All), cache(_Any), cache(_Many)


@cache
def _parts_of(pattern: Pattern) -> tuple[_Part, ...]:
    """Return the parts of a pattern, one after another; lookarounds and edges have none."""
    match pattern:
        case Text(text):
            return tuple(_letter(frozenset(letter), negated=False) for letter in text)
        case Chars():
            return (_letter(pattern.letters(), pattern.negated),)
        case Seq(parts):
            return tuple(each for part in parts for each in _parts_of(part))
        case Alt(parts) | Group(parts):
            return (_any(tuple(_all(_parts_of(part)) for part in parts)),)
        case Repeat():
            return (_repeat(_all(_parts_of(pattern.part)), pattern.least, pattern.most),)
    return ()


def _repeat(part: _Part, least: int, most: int | None) -> _Part:
    tail: _Part = _many(part) if most is None else _all(())
    for _ in range(0 if most is None else most - least):
        tail = _any((_all(()), _all((part, tail))))
    return _all((part,) * least + (tail,))


class _Place:
    """A place in patterns: the part to be read next, or the number of the rule that ends here, and the places after."""

    __slots__ = ("_letters", "_read", "after", "part", "rules")

    def __init__(self, part: _Part | int, after: list[_Place]) -> None:
        self.part = part
        self.after = after
        self.rules: tuple[int, ...] | None = None  # those that may end here
        self._letters: list[_Lead] = []  # the letters that lead on from here, and where to
        self._read: dict[str, list[_Place]] = {}

    def leads(self) -> list[_Lead | int]:
        """Return the letters that lead on from here and where to, and the rules that may end here."""
        if self.rules is None:
            found = self._find_leads()
            self.rules = tuple([lead for lead in found if isinstance(lead, int)])
            self._letters = [lead for lead in found if not isinstance(lead, int)]
        return [*self._letters, *self.rules]

    def _find_leads(self) -> list[_Lead | int]:
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
            case int(number):
                return [number]
            case letters:
                return [(letters, after)]

    def read(self, letter: str) -> list[_Place]:
        """Return the places that the letter leads to."""
        if len(self._letters) == 1:  # of most places
            letters, after = self._letters[0]
            return after if (letter in letters.letters) != letters.negated else _NOWHERE
        places = self._read.get(letter)
        if places is None:
            places = self._read[letter] = [
                place
                for letters, after in self._letters
                if (letter in letters.letters) != letters.negated
                for place in after
            ]
        return places


_NOWHERE: Final[list[_Place]] = []
_Lead = tuple[_Letter, list[_Place]]


def _first_places(rules: list[tuple[int, tuple[_Part, ...]]]) -> list[_Place]:
    """Return where these rules, each with its number and parts, begin to be read; equal ends are read once."""
    places = [_Place(number, []) for number, parts in rules if not parts]
    sharing: dict[_Part, list[tuple[int, tuple[_Part, ...]]]] = {}
    for number, parts in rules:
        if parts:
            sharing.setdefault(parts[-1], []).append((number, parts[:-1]))
    return places + [_Place(part, _first_places(rest)) for part, rest in sharing.items()]


class _State(dict[str, "_State"]):
    """A state of the automaton: the places in all rules that the same letters lead to; the next state by the next letter."""

    def __init__(self, matcher: RuleMatcher, places: frozenset[_Place]) -> None:
        super().__init__()
        self._matcher = matcher
        self._places = places
        for place in places:
            if place.rules is None:
                place.leads()
        self.rules = tuple(sorted({number for place in places for number in place.rules or ()}))

    def __missing__(self, letter: str) -> _State:
        after = frozenset([each for place in self._places for each in place.read(letter)])
        state = self[letter] = self._matcher.state(after)
        return state


class RuleMatcher:
    """An automaton of rules, each written for whole words, that finds those that may match a word."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        numbered = [
            (number, _parts_of(pattern)) for number, rule in enumerate(rules) for pattern in rule.patterns
        ]
        self._states: dict[frozenset[_Place], _State] = {}
        self._start = self.state(frozenset(_first_places(numbered)))

    def state(self, places: frozenset[_Place]) -> _State:
        """Return the one state of these places."""
        state = self._states.get(places)
        if state is None:
            state = self._states[places] = _State(self, places)
        return state

    def candidates(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the rules that may match the word, in order; none of the others does."""
        if len(self._states) > STATES:
            self._states.clear()
            self._start.clear()  # it leads to all others
        state = self._start
        for letter in reversed(word):
            state = state[letter]
        return state.rules
