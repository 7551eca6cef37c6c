"""Printed dates that count from now: «2 soat avval», «Кеча, 21:05», «жаңа ғана», «14:30»."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from xabar.language.dates.clock import find_time, read_clock
from xabar.language.dates.parsed import DateContext, Reading, Refusal
from xabar.language.dates.shapes import Kind, shape_pattern
from xabar.language.dates.tokens import Place, Tokens, by_shape

_AGO_OF_NOTHING = r"(?! [{word}{act}{number_sign}{joiner}])"  # no sentence goes on behind it
# «2 soat 15 daqiqa avval», «bir yarim soat oldin»; «bir necha» before digits means nothing.
_SOME_AGO = (
    r"(?<![{number}.,])(?<![{number}{number_word}]-)(?<![{number}{number_word}] - )"
    r"(?<![{number}{long_number}{full_year}{number_word}] {joiner} )"
    r"(?:(?:(?:{several} ?)?(?:{number}(?: {number_word})?|{long_number})"
    r"|(?<![{number}{long_number}{full_year}{several}{number_word}] ){number_word}(?: {number_word})*)"
    r" ?-?{any_unit}\.?[ ,{filler}{joiner}]*)+{ago}" + _AGO_OF_NOTHING
)
# «час назад»; a year only where nothing before it can be its number: «ming yil avval», «2 тыс. лет назад».
_ONE_AGO = (
    r"(?:(?<![{number}{long_number}{full_year}{number_word}{several}] )"
    r"(?<![{number}{long_number}{full_year}{number_word}{several}])(?<!{number_word}\. ){single_unit}"
    r"|(?:^|(?<=[|{sign}:,/(])|(?<=[|{sign}:,/(-] )|(?<={published} )){year_word}) {ago}" + _AGO_OF_NOTHING
)
_AGO = shape_pattern(f"{_SOME_AGO}|{_ONE_AGO}")
_AMOUNT = shape_pattern(
    r"(?P<count>{number}|{long_number})? ?(?P<words>(?:{number_word} ?){0,12}) ?-?{of_time:any_unit}"
)
_AMOUNT_APART = shape_pattern(  # «1 soat-u 20 daqiqa oldin»: what was it?
    r"[{number}{long_number}{number_word}] ?-?[{unit}{single_unit}](?!\.? ?[{unit}{counter}])"
)
_SECONDS_AGO = shape_pattern(r"{several} ?{of_time:unit} {ago}" + _AGO_OF_NOTHING)
_DAY = shape_pattern(r"{distance:counted_day}")
_TIED_DAY = shape_pattern(r"{counted_day} {joiner}|{joiner} {counted_day}")  # «kecha va bugun»
_LAST = shape_pattern(r"{last} ?(?:(?P<of_time>[{unit}{year_word}])|{day_of_week:weekday})")
_ONLY_CLOCK = shape_pattern(
    r"[ ,|{sign}:({unit}{filler}{published}-]*{time:clock} ?{am_pm:meridiem}?{zone_after:zone}?"
    r"[ ,|{sign}).{filler}]*"
)
# «Payshanba, 12:10», «бейсенбі», «12:10 | Chorshanba», and nothing else
_BESIDE = r"[ ,.|{sign}:()/{published}-]*"
_BEHIND = r"[ ,.|{sign}:()/{filler}-]*"
_ONLY_WEEKDAY = shape_pattern(
    _BESIDE
    + r"(?:{clock}"
    + _BEHIND
    + r")?{day_of_week:weekday}"
    + _BEHIND
    + r"(?:(?:{unit} )?{clock}"
    + _BEHIND
    + ")?"
)

_WITH_SECONDS = re.compile(r"\d{1,2}:\d\d:\d")
_UNKNOWN = shape_pattern("{unknown}")
_SENTENCE = shape_pattern("[{word}{act}{number_sign}{number}{long_number}{full_year}{number_word}]")
_LONGEST_LABEL = 3  # unknown words around it
_SPANS = {unit: timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days", "weeks")}
_MONTHS = {"months": 1, "years": 12}
_TO_THE_MINUTE = frozenset(("seconds", "minutes"))
# Templates cut hours down (Carbon, Django) or round them (moment.js): «2 hours ago» is 90 minutes at least, 180 at most.
_ROUNDED = (timedelta(minutes=30), timedelta(minutes=-59))

_Reader = Callable[[Tokens, Place, DateContext], Reading]


def read_relative(tokens: Tokens, context: DateContext) -> Reading:
    """Return the date that the text counts from now, or None if it contains nothing of the kind.

    Minutes and seconds give a minute. Hours give the day alone: «2 soat oldin» is said for two hours and a half, too.
    Days and more give a day, with a time if one is printed beside it.
    """
    try:
        for read, place in _find_forms(tokens.shape):
            reading = read(tokens, place, context)
            if reading is not None:
                return reading
    except (ValueError, OverflowError):  # ImpossibleTime is a ValueError
        return Refusal.IMPOSSIBLE
    return None


@by_shape
def _find_forms(shape: str) -> tuple[tuple[_Reader, Place], ...]:
    """Return the forms that stand in a shape with their readers, in the order in which they count."""
    return (
        tuple(_forms_of(shape))
        if len(_UNKNOWN.findall(shape)) <= _LONGEST_LABEL and Kind.ELSEWHERE not in shape
        else ()
    )


def _forms_of(shape: str) -> Iterator[tuple[_Reader, Place]]:
    if (match := _AGO.search(shape)) and not _AMOUNT_APART.search(shape, 0, match.start()):
        yield _read_ago, Place.of(match)
        return
    if match := _SECONDS_AGO.search(shape):
        yield _read_seconds, Place.of(match)
    if Kind.JUST_NOW in shape:
        if not _UNKNOWN.search(shape) and Kind.CLOCK not in shape:
            yield _read_just_now, Place(0, 0, {})
        return
    if match := _DAY.search(shape):
        yield _read_day, Place.of(match)
        return
    if match := _LAST.search(shape):
        yield _read_last, Place.of(match)
        return
    if shape.count(Kind.CLOCK) < 2 and (match := _ONLY_WEEKDAY.fullmatch(shape)):
        yield _read_weekday, Place.of(match)
        return
    if match := _ONLY_CLOCK.fullmatch(shape):
        yield _read_only_clock, Place.of(match)


def _read_ago(tokens: Tokens, place: Place, context: DateContext) -> Reading:
    back, months = timedelta(), 0
    units: set[str] = set()
    for amount in _amounts(tokens.shape, place.start, place.end):
        count = _count(tokens, amount)
        unit, factor = tokens.value(amount, "of_time")
        units.add(unit)
        if unit in _MONTHS:
            months += round(count * factor * _MONTHS[unit])
        else:
            back += count * factor * _SPANS[unit]
    if not back and not months:
        return Refusal.IMPOSSIBLE  # a counter that was never set does not mean now
    if (
        not units.isdisjoint(_TO_THE_MINUTE) and not months
    ):  # in UTC, for clocks may have been moved meanwhile
        return context.believe_time(_minute(context.now.astimezone(UTC) - back))
    if "hours" in units and not months:
        return _day_of_hours(back, context)
    day = _months_before((context.now - back).date(), months)
    return context.believe(day, find_time(tokens, place.span, (0, len(tokens.shape))))


def _day_of_hours(back: timedelta, context: DateContext) -> Reading:
    """Return the day that lies so many hours back, unless midnight lies among the moments for which that is said."""
    now = context.now.astimezone(UTC)
    days = {(now - back + shift).astimezone(context.zone).date() for shift in _ROUNDED}
    return context.believe_day(days.pop()) if len(days) == 1 else Refusal.AMBIGUOUS


@by_shape
def _amounts(shape: str, start: int, end: int) -> tuple[Place, ...]:
    return tuple(map(Place.of, _AMOUNT.finditer(shape, start, end)))


def _count(tokens: Tokens, amount: Place) -> float:
    """Return how many units: «15», «o'n besh», «bir yarim»; one without a number. Raise ValueError for «ikki yuz»."""
    words = range(amount.at["words"], amount.at["of_time"])
    numbers = [tokens[at] for at in words if tokens.shape[at] == Kind.NUMBER_WORD]
    if any(low >= high for high, low in pairwise(numbers)):
        raise ValueError(f"{numbers} are no sum")
    spelled: float = sum(numbers)
    number = tokens.value(amount, "count")
    if number is None:
        return spelled or 1
    if spelled >= 1:
        raise ValueError(f"{number} and {spelled} stand side by side")
    return int(number) + spelled


def _read_seconds(tokens: Tokens, place: Place, context: DateContext) -> Reading:
    """Read «bir necha soniya avval»: several seconds mean now, but several hours mean no number."""
    if tokens.value(place, "of_time")[0] != "seconds":
        return None
    return context.believe_time(_minute(context.now))


def _read_just_now(tokens: Tokens, place: Place, context: DateContext) -> Reading:
    return context.believe_time(_minute(context.now))


def _read_only_clock(tokens: Tokens, place: Place, context: DateContext) -> Reading:
    """Read «14:30» as a time of today; «14 : 30» is rather a score, and «1:20:35» the length of a film."""
    clock = tokens.value(place, "time")
    if " :" in clock or _WITH_SECONDS.match(clock):
        return None
    return context.believe(context.today, read_clock(tokens, place))


def _read_day(tokens: Tokens, place: Place, context: DateContext) -> Reading:
    if _TIED_DAY.search(tokens.shape):
        return Refusal.AMBIGUOUS
    day = context.today + timedelta(days=tokens.value(place, "distance"))
    at = find_time(tokens, place.span, (0, len(tokens.shape)))
    if at is None and _SENTENCE.search(tokens.shape):
        return None  # «bugun ob-havo qanday» is a sentence
    return context.believe(day, at)


def _read_last(tokens: Tokens, place: Place, context: DateContext) -> Reading:
    """Read «o'tgan hafta» as seven days back, like Carbon and dateparser, and «o'tgan dushanba» as the last Monday."""
    if _UNKNOWN.search(tokens.shape):
        return None
    weekday = tokens.value(place, "day_of_week")
    at = find_time(tokens, place.span, (0, len(tokens.shape)))
    if weekday is not None:
        return context.believe(
            context.today - timedelta(days=(context.today.weekday() - weekday - 1) % 7 + 1), at
        )
    unit = tokens.value(place, "of_time")[0]
    if unit in _MONTHS:
        return context.believe(_months_before(context.today, _MONTHS[unit]), at)
    return context.believe(context.today - timedelta(days=7), at) if unit == "weeks" else None


def _read_weekday(tokens: Tokens, place: Place, context: DateContext) -> Reading:
    """Read a weekday as the last such day: today, unless its time is still to come."""
    at = find_time(tokens, place.span, (0, len(tokens.shape)))
    back = (context.today.weekday() - tokens.value(place, "day_of_week")) % 7
    reading = context.believe(context.today - timedelta(days=back), at)
    if reading is Refusal.FUTURE:
        return context.believe(context.today - timedelta(days=back + 7), at)
    return reading


def _months_before(day: date, months: int) -> date:
    """Return the same day that many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
