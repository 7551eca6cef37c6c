"""The days on which newsrooms rest: public holidays of Uzbekistan and Kazakhstan, and the days that hang on them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_COUNTRIES: Final = {"Asia/Tashkent": "UZ", "Asia/Samarkand": "UZ"}
_OTHER: Final = "KZ"
_ONE: Final = timedelta(days=1)
# The moon decides: the day is known for certain only the evening before (`holidays` estimates it). Both feasts last three
# days in both countries, of which the law makes one a day off, and in Kazakhstan only of the second feast.
_BY_THE_MOON: Final = ("Eid",)


@lru_cache(maxsize=64)
def days_off(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a country in a year, with the days around those that the moon decides.

    A single working day between two days off is one too. A day of the weekend is not, unless a holiday falls on it.
    """
    import holidays  # it takes a quarter of a second, and most commands ask for no holiday

    found: set[date] = set()
    for near in (year - 1, year, year + 1):
        found |= holidays.country_holidays(country, years=near).keys()
        for day, name in holidays.country_holidays("UZ", years=near, language="en_US").items():
            if any(word in name for word in _BY_THE_MOON):
                found |= {day - _ONE, day, day + _ONE, day + 2 * _ONE}
    bridges = {day + _ONE for day in found if _is_off(day + 2 * _ONE, found)}
    bridges |= {day - _ONE for day in found if _is_off(day - 2 * _ONE, found)}
    found |= {day for day in bridges if not _is_weekend(day)}
    return frozenset(day for day in found if day.year == year)


def is_day_off(day: date, zone: str) -> bool:
    """Return whether a day is a holiday where a site is at home. Weekends are not: each site has its own."""
    return day in days_off(_COUNTRIES.get(zone, _OTHER), day.year)


def _is_off(day: date, found: set[date]) -> bool:
    return day in found or _is_weekend(day)


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5
