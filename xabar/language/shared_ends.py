"""Write a pattern so that an end which several of its alternatives have stands once, for an engine that compiles it.

    (?:a(?:x|y)z|bz)   becomes   (?:(?:a(?:x|y)|b)z)
    (?:az?|z)?         becomes   (?:a)?z?

Both match the same words, though not in the same order: there must be no group in it. The suffixes of a noun stand
three times in those of a verb, and what is compiled once takes half the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, TypeAlias

from xabar.language.patterns import Alt, Group, Pattern, Repeat, Seq

LONG: Final = 100

_Row: TypeAlias = tuple[Pattern, ...]


@cache  # the same parts stand in many rules
def share_ends(pattern: Pattern) -> Pattern:
    """Return a pattern that matches the same words, with the same groups: what stands before a group stays as it is."""
    if _has_group(pattern):
        if isinstance(pattern, Seq) and not _has_group(pattern.parts[-1]):
            last = max(at for at, part in enumerate(pattern.parts) if _has_group(part)) + 1
            return Seq(pattern.parts[:last] + tuple(map(share_ends, pattern.parts[last:])))
        return pattern
    match pattern:
        case Seq(parts):
            return Seq(tuple(map(share_ends, parts)))
        case Alt(parts):
            return _alternatives(_rows(parts))
        case Repeat(Alt(parts), 0, 1, False):
            return _perhaps(pattern, parts)
    return pattern


@cache
def _has_group(pattern: Pattern) -> bool:
    match pattern:
        case Group():
            return True
        case Seq(parts) | Alt(parts):
            return any(map(_has_group, parts))
        case Repeat():
            return _has_group(pattern.part)
    return False


def _rows(parts: Iterable[Pattern]) -> list[_Row]:
    """Return each alternative as its parts. One that ends in alternatives with a long end is several."""
    rows: list[_Row] = []
    for part in parts:
        before = _parts_of(part)
        last = before[-1]
        inner = _rows(last.parts) if isinstance(last, Alt) else []
        long = [row for row in inner if _is_long(row[-1])]
        rows += [before[:-1] + row for row in long]
        short = [row for row in inner if not _is_long(row[-1])]
        if not long:
            rows.append(before)
        elif short:
            rows.append((*before[:-1], Alt(tuple(map(_sequence, short)))))
    return rows


def _alternatives(rows: Sequence[_Row]) -> Pattern:
    """Return a node for any of the rows, in which a long end stands once."""
    ends: dict[Pattern, list[_Row]] = {}
    for row in rows:
        ends.setdefault(row[-1], []).append(row[:-1])
    parts = []
    for end, before in ends.items():
        if len(before) == 1 or not _is_long(end):
            parts += [_sequence([share_ends(part) for part in (*row, end)]) for row in before]
        elif not all(before):  # some consist of it alone
            begun = _alternatives([row for row in before if row])
            parts.append(_sequence([Repeat(Alt((begun,)), 0, 1), share_ends(end)]))
        else:
            parts.append(_sequence([_alternatives(before), share_ends(end)]))
    return Alt(tuple(parts))


def _perhaps(pattern: Pattern, parts: Sequence[Pattern]) -> Pattern:
    """Return a node for one of the parts or nothing; those that end in another one of them, or nothing, stand before it."""
    for whole in parts:
        rows = [_parts_of(part) for part in parts if part is not whole]
        if rows and _is_long(whole) and all(_may_end_with(whole, row) for row in rows):
            begun = _alternatives([row[:-1] for row in rows])
            return _sequence([Repeat(Alt((begun,)), 0, 1), Repeat(share_ends(whole), 0, 1)])
    return pattern


def _may_end_with(whole: Pattern, row: _Row) -> bool:
    end = row[-1]
    return len(row) > 1 and isinstance(end, Repeat) and end.part is whole and end.sign() == "?"


def _is_long(end: Pattern) -> bool:
    return len(end.regex()) >= LONG


def _parts_of(pattern: Pattern) -> _Row:
    return pattern.parts if isinstance(pattern, Seq) else (pattern,)


def _sequence(parts: Sequence[Pattern]) -> Pattern:
    return parts[0] if len(parts) == 1 else Seq(tuple(parts))
