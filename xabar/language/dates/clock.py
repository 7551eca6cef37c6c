"""The printed time of day: «14:30», «14:30:05+0500», «2:30 pm», and «14.30» beside a date."""

from __future__ import annotations

import re
from datetime import time, timedelta, timezone

from xabar.language.dates.tokens import Tokens

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,](?P<fraction>\d+))?"
    r"(?:\s?\(?(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<east>\d{1,2}):?(?P<minutes>\d\d)?)?",
    re.IGNORECASE,
)
# A time, with «pm» or the name of a zone after it.
_TIME = re.compile(r"(?P<time>t) ?(?P<meridiem>g)?(?: ?\(?(?P<zone>z))?")
_TIME_AFTER = re.compile(r"[ ,|/;-]*[uf]? ?(?P<time>t)(?P<meridiem>g)?(?P<zone>z)?(?! ?- ?t)")
# A time written with a full stop is one only right beside a date.
_DOTTED_AFTER = re.compile(r"[ ,|/;-]*u? ?(?P<hour>n)\.(?P<minute>n)(?![.:]?[nNy])(?! ?[uox])")
_DOTTED_BEFORE = re.compile(r"(?<![.:nNy])(?P<hour>n)\.(?P<minute>n)[ ,|/;-]*$")


class ImpossibleTime(ValueError):
    """Something in the shape of a time that no clock shows: «25:61»."""


def find_time(tokens: Tokens, date: tuple[int, int], segment: tuple[int, int]) -> time | None:
    """The one time printed beside a date. Both places are spans of the shape: the date's, and what belongs to it.

    The time carries an offset where one is printed. `None` where no time is printed or where two differ, so that
    «14:30 – 16:00» does not decide. Raises ImpossibleTime.
    """
    printed = {read_clock(tokens, match) for match in _TIME.finditer(tokens.shape, *segment)}
    if not printed:
        return _find_dotted(tokens, date, segment)
    return printed.pop() if len(printed) == 1 else _nearest(tokens, date, segment)


def read_clock(tokens: Tokens, match: re.Match[str]) -> time:
    """The time of a match of a `t` token, with its «pm» and its zone applied. Raises ImpossibleTime."""
    parts = _CLOCK.match(tokens.value(match, "time"))
    assert parts is not None  # the tokenizer let nothing else through
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    meridiem = tokens.value(match, "meridiem")
    if meridiem is not None:
        hour = hour % 12 + meridiem
    try:
        east = _offset(parts, tokens.value(match, "zone"))
        return time(hour, minute, second, tzinfo=None if east is None else timezone(east))
    except ValueError as error:
        raise ImpossibleTime(str(error)) from error


def _offset(parts: re.Match[str], zone_hours: int | None) -> timedelta | None:
    if parts["sign"]:
        east = timedelta(hours=int(parts["east"]), minutes=int(parts["minutes"] or 0))
        return -east if parts["sign"] == "-" else east
    return None if zone_hours is None else timedelta(hours=zone_hours)


def _nearest(tokens: Tokens, date: tuple[int, int], segment: tuple[int, int]) -> time | None:
    """Of several times the one that directly follows the date, unless it opens a span of time."""
    after = _TIME_AFTER.match(tokens.shape, date[1], segment[1])
    return read_clock(tokens, after) if after else None


def _find_dotted(tokens: Tokens, date: tuple[int, int], segment: tuple[int, int]) -> time | None:
    after = _DOTTED_AFTER.match(tokens.shape, date[1], segment[1])
    match = after or _DOTTED_BEFORE.search(tokens.shape, segment[0], date[0])
    if match is None or len(tokens.value(match, "minute")) != 2:
        return None
    hour, minute = int(tokens.value(match, "hour")), int(tokens.value(match, "minute"))
    return time(hour, minute) if hour < 24 and minute < 60 else None
