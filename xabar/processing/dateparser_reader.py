"""Read dates with dateparser, in the languages and forms that our own tables do not cover."""

from __future__ import annotations

import re
from typing import Final

from xabar.language.dates import DateContext, ParsedDate, Refusal

LONGEST_DATE = 60
"""Characters. What is longer and still unread is a sentence."""

# «25-апр-24», «25 Nisan 2024»: a day, a month by its name, a year. Everything else is for our own tables to
# decide: dateparser reads «8 mart bayrami» and invents what is not printed.
_DAY_MONTH_YEAR = re.compile(
    r"(?<!\d)\d{1,2}\D*[^\W\d_]{3,}\D*(?<!\d)(\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}\D*[^\W\d_]{3,}\D*\d"
)
# «24-26 Nisan 2025»: two days, of which it takes the first.
_TWO_DAYS = re.compile(r"(?<!\d)\d{1,2}\s*[-‐-―,/&+]\s*\d{1,2}(?!\d)\D*[^\W\d_]{3,}")


_SETTINGS: Final = {
    "DATE_ORDER": "DMY",
    "PREFER_DATES_FROM": "past",
    "PREFER_LOCALE_DATE_ORDER": False,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "RETURN_TIME_AS_PERIOD": True,
}


def may_be_date(text: str) -> bool:
    """Return whether dateparser is asked for a text: it has a day, a month by its name and a year, and is short."""
    return (
        len(text) <= LONGEST_DATE
        and _DAY_MONTH_YEAR.search(text) is not None
        and _TWO_DAYS.search(text) is None
    )


def read_with_dateparser(text: str, *, language: str, context: DateContext) -> ParsedDate | Refusal | None:
    """Return the date that dateparser finds in `text`, read only as `language`; never a relative one.

    Return None when it finds none or does not know the language. The bounds are ours: no future, none before 1990.
    """
    if not may_be_date(text):
        return None
    from dateparser.data.languages_info import language_order  # type: ignore[import-untyped]
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # slow to import, seldom needed

    if language not in language_order:
        return None
    settings = _SETTINGS | {"RELATIVE_BASE": context.now.replace(tzinfo=None)}
    try:
        data = DateDataParser(languages=[language], settings=settings).get_date_data(text)
    except OverflowError:  # a year at the edge of the calendar, moved to another zone
        return Refusal.IMPOSSIBLE
    at = data.date_obj
    if at is None:
        return None
    if data.period != "time":
        return context.believe_day(at.date())
    return context.believe_time(at if at.tzinfo else at.replace(tzinfo=context.zone))
