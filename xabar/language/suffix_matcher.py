"""Find where the suffixes of rules may begin in a word. The word is read once, from its end, for all suffixes together.

    matcher = SuffixMatcher({1: Text("lar"), 2: optional("lar") + "da"}, tuple)
    matcher.places("kitoblarda")     [(8, (2,)), (5, (2,))]

A regular expression takes long to fail, and most suffixes end few words. So all suffixes together are one automaton. Its
state says where in each suffix one may stand after the letters read so far; a state is worked out when a word first
leads to it, and reading ends with the letters that a suffix may have. Lookarounds are left out, so that a suffix need not
match where it may begin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Generic, TypeAlias, TypeVar

from xabar.language.patterns import Alt, Chars, Group, Pattern, Repeat, Seq, Text

T = TypeVar("T")

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
    return _all((tail, *(part,) * least))  # read from its end, it is at one place of the tail at a time


@cache
def _height(part: _Part) -> int:
    """Return how deep parts lie within the part."""
    match part:
        case _Letter():
            return 0
        case _All(parts) | _Any(parts):
            return 1 + max(map(_height, parts), default=0)
        case _Many(repeated):
            return 1 + _height(repeated)


# What is left of a pattern, whose last part is read first, and where the reading goes on then.
_Rest: TypeAlias = tuple[tuple[_Part, ...], "_Place"]


class _Place:
    """A place in patterns, of which these parts are left to be read. What they lead to is worked out when it is asked for."""

    __slots__ = ("_after", "_inner", "_letters", "_loops", "_rests", "number")

    def __init__(self, rests: Sequence[_Rest], number: int | None = None) -> None:
        """`number` is that of the suffix that begins here."""
        self.number = number
        self._rests = rests
        self._inner: list[_Place] | None = None
        self._after: dict[str, list[_Place]] = {}
        self._loops: dict[_Many, _Place] = {}

    def within(self) -> list[_Place]:
        """Return this place, and those that are reached from it without reading a letter."""
        if self._inner is None:
            self._letters, further = _look_into(self._rests)
            found = dict.fromkeys(inner for place in further for inner in place.within())
            counts = self._letters or self.number is not None
            self._inner = [self, *found] if counts else list(found)
        return self._inner

    def has_letters(self) -> bool:
        """Return whether any letter may be read here."""
        self.within()
        return bool(self._letters)

    def read(self, letter: str) -> list[_Place]:
        """Return the places that the letter leads to."""
        if len(self._letters) == 1:  # most places
            each, place = self._letters[0]
            return place.within() if (letter in each.letters) != each.negated else _NOWHERE
        after = self._after.get(letter)
        if after is None:
            read = (place for each, place in self._letters if (letter in each.letters) != each.negated)
            after = self._after[letter] = [inner for place in read for inner in place.within()]
        return after

    def before(self, many: _Many) -> _Place:
        """Return the place at which the part that stands any number of times is read once more, then this one's."""
        if many not in self._loops:
            self._loops[many] = _Place([((many,), self)])
        return self._loops[many]


_NOWHERE: Final[list[_Place]] = []


def _look_into(rests: Iterable[_Rest]) -> tuple[list[tuple[_Letter, _Place]], list[_Place]]:
    """Return the letters that may be read, with the place behind each, and places that are reached without reading one.

    Parts that end in the same way are read once: all that has this end goes on from one place.
    """
    letters: list[tuple[_Letter, _Place]] = []
    further: list[_Place] = []
    ends: dict[int, dict[_Part, list[_Rest]]] = {}
    left = list(rests)
    while left or ends:
        for parts, then in left:
            if parts:
                ends.setdefault(_height(parts[-1]), {}).setdefault(parts[-1], []).append((parts[:-1], then))
            else:
                further.append(then)
        left = []
        if ends:
            highest = ends[max(ends)]  # it may contain others, which are then read once for all
            part, before = highest.popitem()
            if not highest:
                del ends[_height(part)]
            then = before[0][1] if len(before) == 1 and not before[0][0] else _Place(before)
            if isinstance(part, _Letter):
                letters.append((part, then))
            else:
                left = _take_apart(part, then)
    return letters, further


def _take_apart(part: _All | _Any | _Many, then: _Place) -> list[_Rest]:
    """Return what is to be read of a part, and where the reading goes on then."""
    match part:
        case _All(parts):
            return [(parts, then)]
        case _Any(parts):
            return [((each,), then) for each in parts]
        case _Many(repeated):
            return [((), then), ((repeated,), then.before(part))]


class _State(dict[str, "_State[T]"], Generic[T]):
    """A state of the automaton: the places in all suffixes that the same letters lead to; the next state by the next letter."""

    def __init__(self, matcher: SuffixMatcher[T], places: frozenset[_Place]) -> None:
        super().__init__()
        self._matcher = matcher
        self._places = places
        begun = sorted({place.number for place in places if place.number is not None})
        self.begun = matcher.describe(begun) if begun else None
        self.goes_on = any(place.has_letters() for place in places)

    def __missing__(self, letter: str) -> _State[T]:
        after = frozenset([each for place in self._places for each in place.read(letter)])
        state = self[letter] = self._matcher.state(after)
        return state


class SuffixMatcher(Generic[T]):
    """An automaton of suffixes that finds where in a word each of them may begin."""

    def __init__(self, suffixes: Mapping[int, Pattern], describe: Callable[[Sequence[int]], T]) -> None:
        """Give what `describe` makes of the numbers of the suffixes that may begin in one place."""
        rests: list[_Rest] = [(_parts_of(suffix), _Place([], number)) for number, suffix in suffixes.items()]
        self.describe = describe
        self._states: dict[frozenset[_Place], _State[T]] = {}
        self._start = self.state(frozenset(_Place(rests).within()))

    def state(self, places: frozenset[_Place]) -> _State[T]:
        """Return the one state of these places."""
        state = self._states.get(places)
        if state is None:
            state = self._states[places] = _State(self, places)
        return state

    def places(self, word: str) -> list[tuple[int, T]]:
        """Return the places of a word where suffixes may begin, the last one first, and what is said of these suffixes."""
        if len(self._states) > STATES:
            self._states.clear()
            self._start.clear()  # it leads to all others
        found = []
        state, place = self._start, len(word)
        for letter in reversed(word):
            if state.begun is not None:
                found.append((place, state.begun))
            if not state.goes_on:
                return found
            state = state[letter]
            place -= 1
        if state.begun is not None:
            found.append((place, state.begun))
        return found
