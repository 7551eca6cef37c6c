"""Printed dates that count from now: «2 soat avval», «Кеча, 21:05», «жаңа ғана», «14:30»."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from xabar.language.dates.clock import find_time, read_clock
from xabar.language.dates.parsed import Moment, Reading, Refusal
from xabar.language.dates.tokens import Tokens

# «2 soat 15 daqiqa avval», «bir yarim soat oldin», «час назад»; «bir necha» before a number means nothing.
_AGO = re.compile(
    r"(?<![n.,])(?:(?:v ?)?(?:n|N|q(?: q)*) ?-?[uwU]\.?[ ,f]*)+a(?! x)|(?<![nNq] )(?<![nNq])[Uw] a(?! x)"
)
_AMOUNT = re.compile(r"(?P<number>n|N)?(?P<words>(?:q ?)*) ?-?(?P<unit>[uwU])")
_SECONDS_AGO = re.compile(r"v ?(?P<unit>u)(?: a)?")
_DAY = re.compile(r"(?P<day>d)")
_LAST = re.compile(r"l ?(?:(?P<unit>[uw])|(?P<weekday>k))")
_CLOCK_ALONE = re.compile(r"[ ,|;:(ufp-]*(?P<time>t) ?(?P<meridiem>g)?(?P<zone>z)?[ ,|;).f]*")

_LONGEST_LABEL = 3  # unknown words around it
_SPANS = {unit: timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days", "weeks")}
_MONTHS = {"months": 1, "years": 12}


def read_relative(tokens: Tokens, moment: Moment) -> Reading:
    """The date counted from now; `None` where nothing of the kind is in the text.

    Hours and less give a minute, days and more give a day, with a time where one is printed beside it.
    """
    shape = tokens.shape
    unknown = shape.count("x")
    if unknown > _LONGEST_LABEL:
        return None
    try:
        if match := _AGO.search(shape):
            return _read_ago(tokens, match, moment)
        if (match := _SECONDS_AGO.search(shape)) and tokens.value(match, "unit")[0] == "seconds":
            return moment.believe_time(_minute(moment.now))
        if "j" in shape:
            return moment.believe_time(_minute(moment.now)) if unknown == 0 and "t" not in shape else None
        if match := _DAY.search(shape):
            return _read_day(tokens, match, moment)
        if match := _LAST.search(shape):
            return _read_last(tokens, match, moment)
        if match := _CLOCK_ALONE.fullmatch(shape):
            return moment.believe(moment.today, read_clock(tokens, match))
    except (ValueError, OverflowError):  # ImpossibleTime is a ValueError
        return Refusal.IMPOSSIBLE
    return None


def _read_ago(tokens: Tokens, match: re.Match[str], moment: Moment) -> Reading:
    back, months, to_the_minute = timedelta(), 0, False
    for amount in _AMOUNT.finditer(tokens.shape, match.start(), match.end()):
        count = _count(tokens, amount)
        unit, factor = tokens.value(amount, "unit")
        if unit in _MONTHS:
            months += round(count * _MONTHS[unit])
        else:
            back += count * factor * _SPANS[unit]
            to_the_minute = to_the_minute or unit in ("seconds", "minutes", "hours")
    if to_the_minute and not months:  # in UTC, for clocks may have been moved meanwhile
        return moment.believe_time(_minute(moment.now.astimezone(UTC) - back))
    day = _months_before((moment.now - back).date(), months)
    return moment.believe(day, find_time(tokens, match.span(), (0, len(tokens.shape))))


def _count(tokens: Tokens, amount: re.Match[str]) -> float:
    """«15», «o'n besh», «bir yarim»; a unit without a number is one."""
    number = tokens.value(amount, "number")
    if number is not None:
        return float(number)
    return sum(tokens.values[at] for at in range(*amount.span("words")) if tokens.shape[at] == "q") or 1.0


def _read_day(tokens: Tokens, match: re.Match[str], moment: Moment) -> Reading:
    day = moment.today + timedelta(days=tokens.value(match, "day"))
    at = find_time(tokens, match.span(), (0, len(tokens.shape)))
    if at is None and re.search(r"[xnNyq]", tokens.shape):
        return None  # «bugun ob-havo qanday» is a sentence
    return moment.believe(day, at)


def _read_last(tokens: Tokens, match: re.Match[str], moment: Moment) -> Reading:
    """«o'tgan hafta» is seven days back, as Carbon and dateparser have it; «o'tgan dushanba» the last Monday."""
    if "x" in tokens.shape:
        return None
    weekday = tokens.value(match, "weekday")
    at = find_time(tokens, match.span(), (0, len(tokens.shape)))
    if weekday is not None:
        return moment.believe(
            moment.today - timedelta(days=(moment.today.weekday() - weekday - 1) % 7 + 1), at
        )
    unit = tokens.value(match, "unit")[0]
    if unit in _MONTHS:
        return moment.believe(_months_before(moment.today, _MONTHS[unit]), at)
    return moment.believe(moment.today - timedelta(days=7), at) if unit == "weeks" else None


def _months_before(day: date, months: int) -> date:
    """The same day that many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
