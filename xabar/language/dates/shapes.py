"""Patterns over shapes, which have one letter for each part of a text, written with the names of the letters.

«25-aprel, 2025 yil 14:30» has the shape `n-m, y w t`. A pattern is a regular expression over shapes with the names of
`Kind` in braces, so that it reads as what it finds:

    {day}-{month}, {year} {year_word}? {clock}
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a part of a text can be. Spaces and the signs `. , / - | : ( ) +` stand for themselves in a shape."""

    NUMBER = "n"  # of one or two digits
    FULL_YEAR = "y"  # 1900 to 2099
    LONG_NUMBER = "N"  # any other number
    CLOCK = "t"  # a time with a colon
    MONTH_NAME = "m"
    MONTH_FROM = "M"  # a month in the ablative
    SHORT_MONTH = "b"
    DOUBTFUL_MONTH = "c"  # a month beside a year only
    YEAR_WORD = "w"
    UNIT = "u"  # of time
    SINGLE_UNIT = "U"  # a unit that means one of it
    AGO = "a"
    COUNTED_DAY = "d"  # from today: yesterday
    JUST_NOW = "j"
    LAST = "l"
    SEVERAL = "v"
    NUMBER_WORD = "q"
    WEEKDAY = "k"
    FILLER = "f"
    COUNTER = "o"  # a word beside a counter, an author, a photo
    PUBLISHED = "p"  # a label of the publication
    CHANGED = "e"  # a label of a later change
    ZONE = "z"
    MERIDIEM = "g"  # am, pm
    ELSEWHERE = "h"  # a word of another matter, such as a birth
    JOINER = "r"  # and, or, from
    SINCE = "s"  # from, behind a date
    ACT = "A"  # a law, a decree, an order
    NUMBER_SIGN = "i"  # №
    WORD = "x"  # any other word
    SIGN = ";"  # any other sign


# Several kinds under one name.
_CLASSES = {
    "any_month": (Kind.MONTH_NAME, Kind.MONTH_FROM, Kind.SHORT_MONTH, Kind.DOUBTFUL_MONTH),
    "any_number": (Kind.NUMBER, Kind.LONG_NUMBER, Kind.FULL_YEAR),
    "any_unit": (Kind.UNIT, Kind.YEAR_WORD, Kind.SINGLE_UNIT),
    "unknown": (Kind.WORD, Kind.ACT, Kind.NUMBER_SIGN),
}
# What these names match is a group of the match.
_FIELDS = {
    "day": "number",
    "month": "any_month",
    "month_number": "number",
    "year": "full_year",
    "short_year": "number",
    "hour": "number",
    "minute": "number",
}
_NAME = re.compile(r"\{(?:(?P<field>[a-z_]+):)?(?P<name>[a-z_]+)\}")


def shape_pattern(template: str) -> re.Pattern[str]:
    r"""Return the regular expression over shapes that a template describes.

    `{year_word}` is a part of that kind, `{day}` a number in the group `day`, `{zone_before:zone}` a zone in the group
    `zone_before`. Raise KeyError for an unknown name.

    >>> shape_pattern(r"{day}[- ]{month},? {year}(?: {year_word})?").pattern
    '(?P<day>n)[- ](?P<month>[mMbc]),? (?P<year>y)(?: w)?'
    """
    return re.compile(_NAME.sub(_expand, template))


def _expand(match: re.Match[str]) -> str:
    field, name = match["field"], match["name"]
    if name in _FIELDS:
        field, name = name, _FIELDS[name]
    letters = _letters(name)
    return f"(?P<{field}>{letters})" if field else letters


def _letters(name: str) -> str:
    if name in _CLASSES:
        return f"[{''.join(_CLASSES[name])}]"
    return Kind[name.upper()].value
