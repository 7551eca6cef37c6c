"""The printed time of day: «14:30», «14:30:05+0500», «2:30 pm», «14:30 (МСК)», and «14.30» beside a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from xabar.language.dates.shapes import shape_pattern
from xabar.language.dates.tokens import Place, Tokens, by_shape, place_at

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}) ?: ?(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d+)?"
    r"(?:\s?\(?(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<east>\d{1,2}):?(?P<minutes>\d\d)?)?",
    re.IGNORECASE,
)
# A time, with «pm» and the name of a zone before or after it: «2:30 p.m.», «14:30 (МСК+2)».
_AFTER = (
    r"(?: ?{am_pm:meridiem})?"
    r"(?:,? ?(?:{filler} )?\(?{zone_after:zone}(?:(?:(?P<west>-)|\+){shift:number})?)?"
)
_TIME = shape_pattern(r"(?:{zone_before:zone}[ :,]*(?:{filler} )?(?:{unit} )?)?{time:clock}" + _AFTER)
_TIME_AFTER = shape_pattern(r"[ ,.|/{sign}-]*[{unit}{filler}]? ?{time:clock}" + _AFTER + r"(?! ?- ?{clock})")
# A time without a colon counts only right beside a date; the first form that fits does.
_APART = r"[ ,.|/{sign}-]*(?:{filler} ?)*"
_AFTER_DATE: tuple[re.Pattern[str], ...] = (
    # 25.04.2025 14.30 · soat 14.30 да
    shape_pattern(
        _APART
        + r"(?:{unit} ?(?:{filler} ?)*)?{hour}\.{minute}(?![.:]?{any_number})(?! ?{unit})"
        + r"(?P<counted> ?[{counter}{word}])?"
    ),
    # soat 18-00 da
    shape_pattern(
        _APART + r"{hours:unit} ?{hour}-{minute}(?![-.:]?{any_number})(?! ?[{unit}{counter}{word}])"
    ),
    # soat 9 da
    shape_pattern(
        _APART + r"{hours:unit} ?{hour}-? ?{filler}(?! ?[-{number}{long_number}{full_year}{unit}])"
    ),
    # 14 ч. 30 мин.
    shape_pattern(_APART + r"{hour} ?{hours:unit}\.?,? ?{minute} ?{minutes:unit}(?!\.? ?[{ago}{counter}])"),
)
_BEFORE_DATE = shape_pattern(r"(?<![.:{number}{long_number}{full_year}]){hour}\.{minute}[ ,|/{sign}-]*$")


class ImpossibleTime(ValueError):
    """Something has the shape of a time, but no clock shows it: «25:61»."""


def find_time(tokens: Tokens, date: tuple[int, int], segment: tuple[int, int]) -> time | None:
    """Return the one time printed beside a date, with its zone if one is printed.

    `date` and `segment` are spans of the shape: the date, and everything that belongs to it. Return None if no time
    is printed or if two differ, as in «14:30 – 16:00». Raise ImpossibleTime for «25:61».
    """
    times = _find_times(tokens.shape, date, segment)
    if times.sole is not None:
        return _read_time(tokens[times.sole])
    if not times.usual:
        return _read_unusual(tokens, times.unusual) if times.unusual else None
    first = read_clock(tokens, times.usual[0])
    if all(read_clock(tokens, place) == first for place in times.usual[1:]):
        return first
    return read_clock(tokens, times.nearest) if times.nearest else None


@dataclass(slots=True)
class _Times:
    """Where times stand beside a date."""

    sole: int | None  # the one time with a colon, nothing beside it
    usual: tuple[Place, ...]
    nearest: Place | None  # of several the one that directly follows the date, unless it opens a span of time
    unusual: Place | None


@by_shape
def _find_times(shape: str, date: tuple[int, int], segment: tuple[int, int]) -> _Times:
    usual = tuple(map(Place.of, _TIME.finditer(shape, *segment)))
    after = (place_at(pattern, shape, date[1], segment[1]) for pattern in _AFTER_DATE)
    before = _BEFORE_DATE.search(shape, segment[0], date[0])
    unusual = next(filter(None, after), None) or (Place.of(before) if before else None)
    sole = usual[0].at["time"] if len(usual) == 1 and len(usual[0].at) == 1 else None
    return _Times(sole, usual, place_at(_TIME_AFTER, shape, date[1], segment[1]), unusual)


def read_clock(tokens: Tokens, place: Place) -> time:
    """Return the time at a place, its «pm» and its zone applied. Raise ImpossibleTime for «25:61»."""
    at = _read_time(tokens.value(place, "time"))
    if len(place.at) > 1:
        meridiem = tokens.value(place, "am_pm")
        at = at if meridiem is None else at.replace(hour=at.hour % 12 + meridiem)
        at = at if at.tzinfo else at.replace(tzinfo=_named_zone(tokens, place))
    return at


@lru_cache(maxsize=4096)
def _read_time(clock: str) -> time:
    """Return a time as printed, with its offset from Greenwich if it has one. Raise ImpossibleTime for «25:61».

    A printed «24:00» is refused too: a program that counts hours from 1 to 24 means the first minute of that day by it,
    and a person its end.
    """
    parts = _CLOCK.match(clock)
    assert parts is not None  # the tokenizer let nothing else through
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    east = timedelta(hours=int(parts["east"] or 0), minutes=int(parts["minutes"] or 0))
    try:
        zone = timezone(-east if parts["sign"] == "-" else east) if parts["sign"] else None
        return time(hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise ImpossibleTime(str(error)) from error


def _named_zone(tokens: Tokens, place: Place) -> tzinfo | None:
    """Return the zone of «МСК», «Toshkent vaqti»; «МСК+2» counts from Moscow, whose offset is the same since 2014."""
    zone: tzinfo | None = tokens.value(place, "zone_after") or tokens.value(place, "zone_before")
    shift = tokens.value(place, "shift")
    if zone is None or shift is None:
        return zone
    hours = -int(shift) if "west" in place.at else int(shift)
    east = (zone.utcoffset(datetime(2025, 1, 1)) or timedelta()) + timedelta(hours=hours)  # noqa: DTZ001
    return timezone(east) if abs(east) < timedelta(days=1) else None


def _read_unusual(tokens: Tokens, place: Place) -> time | None:
    """Return a time without a colon, or None if it turns out to be something else: «soat 10-12», «36.6»."""
    if any(tokens.value(place, unit) not in (None, (unit, 1)) for unit in ("hours", "minutes")):
        return None
    minutes = tokens.value(place, "minute") or "00"
    hour, minute = int(tokens.value(place, "hour")), int(minutes)
    if hour > 23 or minute > 59 or len(minutes) != 2:
        return None
    if "counted" in place.at and len(tokens.value(place, "hour")) < 2:
        return None  # «9.05 mln»
    is_span = tokens.shape[place.at["hour"] + 1] == "-" and hour < minute < 24
    return None if is_span else time(hour, minute)
