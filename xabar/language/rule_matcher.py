"""Find the rules that can match a word. The word is read once, from its end, for all rules together.

    matcher = RuleMatcher(table.suffix_rules)
    matcher.candidates("kitoblar")     the numbers of the rules that may match; no other does

A regular expression takes long to fail, and most rules match few words. So all rules together are one automaton. Its
state says where in each rule one may stand after the letters read so far; a state is worked out when a word first
leads to it, and a rule is looked into only where its letters lead. Lookarounds are left out, so that a candidate may still not match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
def _one_letter(letter: str) -> _Letter:
    return _letter(frozenset(letter), False)


@cache
def _parts_of(pattern: Pattern) -> tuple[_Part, ...]:
    """Return the parts of a pattern, one after another; lookarounds and edges have none."""
    match pattern:
        case Text(text):
            return tuple(map(_one_letter, text))
        case Chars():
            return (_letter(pattern.letters(), pattern.negated),)
        case Seq(parts):
            return tuple([each for part in parts for each in _parts_of(part)])
        case Alt(parts) | Group(parts):
            return (_any(tuple([_all(_parts_of(part)) for part in parts])),)
        case Repeat():
            return (_repeat(_all(_parts_of(pattern.part)), pattern.least, pattern.most),)
    return ()


def _repeat(part: _Part, least: int, most: int | None) -> _Part:
    tail: _Part = _many(part) if most is None else _all(())
    for _ in range(0 if most is None else most - least):
        tail = _any((_all(()), _all((part, tail))))
    return _all((part,) * least + (tail,))


@cache
def _may_be_empty(part: _Part) -> bool:
    """Return whether a part may match nothing."""
    match part:
        case _Letter():
            return False
        case _All(parts):
            return all(map(_may_be_empty, parts))
        case _Any(parts):
            return any(map(_may_be_empty, parts))
    return True


@cache
def _may_end_with(part: _Part) -> frozenset[str] | None:
    """Return the letters with which a match of a part may end, and so with which its reading begins; None: any letter."""
    match part:
        case _Letter(letters, negated):
            return None if negated else letters
        case _All(parts):
            for at in reversed(range(len(parts))):
                if not _may_be_empty(parts[at]):
                    return _may_end_with(parts[at]) if at == len(parts) - 1 else _union(parts[at:])
            return _union(parts)
        case _Any(parts):
            return _union(parts)
        case _Many(repeated):
            return _may_end_with(repeated)


def _union(parts: Iterable[_Part]) -> frozenset[str] | None:
    found: set[str] = set()
    for part in parts:
        letters = _may_end_with(part)
        if letters is None:
            return None
        found |= letters
    return frozenset(found)


class _Place:
    """A place in patterns: the part to be read next, or the number of the rule that ends here, and the places after."""

    __slots__ = ("_inner", "_read", "_rules", "after", "part")

    def __init__(self, part: _Part | int, after: list[_Place]) -> None:
        self.part = part
        self.after = after
        self._rules: tuple[int, ...] | None = None
        self._inner: list[_Place] | None = None
        self._read: dict[str, list[_Place]] = {}

    def rules(self) -> tuple[int, ...]:
        """Return the rules that may end here."""
        if self._rules is None:
            if isinstance(self.part, int):
                self._rules = (self.part,)
            elif not _may_be_empty(self.part):
                self._rules = ()
            else:
                self._rules = tuple([number for place in self._within() for number in place.rules()])
        return self._rules

    def read(self, letter: str) -> list[_Place]:
        """Return the places that the letter leads to. A part that cannot end with it is not looked into."""
        part = self.part
        if isinstance(part, _Letter):  # at most places
            return self.after if (letter in part.letters) != part.negated else _NOWHERE
        places = self._read.get(letter)
        if places is None:
            places = self._read[letter] = self._find(part, letter)
        return places

    def _find(self, part: _All | _Any | _Many | int, letter: str) -> list[_Place]:
        if isinstance(part, int):
            return _NOWHERE
        letters = _may_end_with(part)
        if letters is not None and letter not in letters and not _may_be_empty(part):
            return _NOWHERE
        return [found for place in self._within() for found in place.read(letter)]

    def _within(self) -> list[_Place]:
        """Return the places at which the reading of this part may begin; those after it, if it may be empty."""
        if self._inner is None:
            self._inner = self._look_into()
        return self._inner

    def _look_into(self) -> list[_Place]:
        after = self.after
        match self.part:
            case _All(parts):
                for part in parts:  # the last is read first
                    after = [_Place(part, after)]
                return after
            case _Any(parts):
                return [_Place(part, after) for part in parts]
            case _Many(part):
                return [*after, _Place(part, [self])]
        return []


_NOWHERE: Final[list[_Place]] = []


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
        self.rules = tuple(sorted({number for place in places for number in place.rules()}))

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
