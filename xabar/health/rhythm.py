"""How many articles a site publishes at which hour of which weekday, learned from its runs; and how odd a silence is.

A run says how many articles came since the one before it. Such counts are shared out over the hours between the runs by
what is known of these hours, again and again (expectation maximization of a Poisson model, Dempster et al. 1977), so
that a run each hour and a run each day tell the same. Days differ by more than chance: the number of a day is
negative binomial, with the spread that the site has shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from statistics import mean, median, variance
from typing import Final
from zoneinfo import ZoneInfo

from xabar.health.days_off import is_day_off

BLOCK: Final = 3  # hours of a day that are told apart: the morning, the night
ROUNDS: Final = 6
LEAST_HOLIDAYS: Final = 4  # that were seen, before a silence at a holiday means anything
LEAST_SPREAD: Final = 0.07  # squared variation of a day's number beside chance, whatever a site has shown
LEAST_SPREAD_OF_HOLIDAYS: Final = 0.3
_HOUR: Final = timedelta(hours=1)
_CELLS: Final = 7 * 24 // BLOCK


@dataclass(frozen=True, slots=True)
class Window:
    """How many articles came in a time."""

    begin: datetime
    end: datetime
    count: int
    last: datetime  # when the newest of them was published, as far as that is known; else the end


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rate of each block of hours of a week, in articles an hour, and how much days differ."""

    rates: tuple[float, ...]
    shape: float  # of the gamma distribution from which a day's factor comes; large where days are alike
    zone: str
    rest: float = 0.0  # part of the usual number that comes at holidays; 0 if that is not known
    rest_shape: float = 1.0  # as `shape`, of the one factor that holidays in a row have

    def expected(self, begin: datetime, end: datetime) -> float:
        """Return how many articles are usual in a time."""
        days, holidays = self._expected(begin, end)
        return sum(days.values()) + holidays

    def log_silence(self, begin: datetime, end: datetime) -> float:
        """Return ln of the probability that nothing is published in a time."""
        days, holidays = self._expected(begin, end)
        log = sum(_log_nothing(number, self.shape) for number in days.values())
        return log + _log_nothing(holidays, self.rest_shape)

    def _expected(self, begin: datetime, end: datetime) -> tuple[dict[date, float], float]:
        """Return how many articles are usual by local day, and at all holidays together: what one is like, the next one is."""
        days: dict[date, float] = {}
        holidays = 0.0
        for day, cell, hours in _exposures(begin, end, self.zone):
            number = self.rates[cell] * hours
            if is_day_off(day, self.zone):
                holidays += self.rest * number
            else:
                days[day] = days.get(day, 0.0) + number
        return days, holidays


def learn_rhythm(windows: Sequence[Window], zone: str) -> Rhythm | None:
    """Return the rhythm of a site; None if nothing ever came."""
    seen = [(window, _cells(window, zone)) for window in windows]
    usual_days = [(window.count, cells) for window, (cells, is_off) in seen if cells and not is_off]
    rates = [sum(hours for _, hours in cells) for _, cells in usual_days]
    total = sum(rates)
    if not total or not any(count for count, _ in usual_days):
        return None
    capped = _cap([count for count, _ in usual_days], rates)
    observed = [(count, cells) for count, (_, cells) in zip(capped, usual_days, strict=True)]
    learned = _share_out(observed, sum(capped) / total)
    rest = _rest_of([(window, cells) for window, (cells, is_off) in seen if is_off], learned, zone)
    return Rhythm(tuple(learned), _shape_of(observed, learned), zone, *rest)


def _cap(counts: list[int], hours: list[float]) -> list[float]:
    """Bound what a backfill brought in at once: it says nothing of how much is published."""
    paces = [count / lasted for count, lasted in zip(counts, hours, strict=True) if count]
    pace = median(paces)
    return [min(count, 5 + 4 * pace * lasted) for count, lasted in zip(counts, hours, strict=True)]


def _rest_of(
    windows: Sequence[tuple[Window, Sequence[tuple[int, float]]]], rates: Sequence[float], zone: str
) -> tuple[float, float]:
    """Return the part of the usual number that comes at holidays, and its shape; no part if few were seen."""
    came: dict[date, float] = {}
    usual: dict[date, float] = {}
    for window, cells in windows:
        day = (window.begin + (window.end - window.begin) / 2).astimezone(ZoneInfo(zone)).date()
        came[day] = came.get(day, 0.0) + window.count
        usual[day] = usual.get(day, 0.0) + sum(rates[cell] * hours for cell, hours in cells)
    whole = 0.5 * median(usual.values()) if usual else 0.0
    parts = [min(1.0, came[day] / number) for day, number in usual.items() if number > whole]
    if len(parts) < LEAST_HOLIDAYS or not any(parts):
        return 0.0, 1.0
    part = mean(parts)
    return part, _careful_shape(variance(parts) / part**2, LEAST_SPREAD_OF_HOLIDAYS)


def _share_out(observed: Sequence[tuple[float, Sequence[tuple[int, float]]]], pace: float) -> list[float]:
    """Return the rate of each cell. A cell of which little was seen keeps near the mean: `prior` hours of it."""
    rates = [pace] * _CELLS
    exposure = [0.0] * _CELLS
    for _, cells in observed:
        for cell, hours in cells:
            exposure[cell] += hours
    prior = BLOCK / 2
    for _ in range(ROUNDS):
        came = [0.0] * _CELLS
        for count, cells in observed:
            if not count:
                continue
            weight = sum(rates[cell] * hours for cell, hours in cells) or 1.0
            for cell, hours in cells:
                came[cell] += count * rates[cell] * hours / weight
        rates = [
            (number + prior * pace * 0.5) / (hours + prior)
            for number, hours in zip(came, exposure, strict=True)
        ]
    return rates


def _shape_of(observed: Sequence[tuple[float, Sequence[tuple[int, float]]]], rates: Sequence[float]) -> float:
    """Return the shape by the method of moments, on the careful side: days differ at least by a quarter."""
    above = squares = 0.0
    for count, cells in observed:
        number = sum(rates[cell] * hours for cell, hours in cells)
        above += (count - number) ** 2 - number
        squares += number**2
    return _careful_shape(above / squares if squares else 0.0, LEAST_SPREAD)


def _careful_shape(spread: float, least: float) -> float:
    """Return the shape of a gamma distribution by its squared variation, which is learned from few days."""
    return 1 / min(2.0, max(least, 1.3 * spread))


def _log_nothing(number: float, shape: float) -> float:
    """Return ln of the probability of zero in a negative binomial distribution with this mean."""
    return -shape * math.log1p(number / shape)


def _cells(window: Window, zone: str) -> tuple[tuple[tuple[int, float], ...], bool]:
    return _cells_between(window.begin, window.end, zone)


@lru_cache(maxsize=20_000)
def _cells_between(begin: datetime, end: datetime, zone: str) -> tuple[tuple[tuple[int, float], ...], bool]:
    """Return the hours in each cell, and whether most of the time lies in holidays."""
    cells: dict[int, float] = {}
    off = 0.0
    for day, cell, hours in _exposures(begin, end, zone):
        cells[cell] = cells.get(cell, 0.0) + hours
        off += hours if is_day_off(day, zone) else 0.0
    return tuple(cells.items()), off > 0.3 * sum(cells.values())


def _exposures(begin: datetime, end: datetime, zone: str) -> Iterator[tuple[date, int, float]]:
    """Yield the parts of a time that lie in one block of hours: the local day, the cell, and the hours."""
    local = ZoneInfo(zone)
    at = begin
    while at < end:
        here = at.astimezone(local)
        start = here.replace(minute=0, second=0, microsecond=0) - (here.hour % BLOCK) * _HOUR
        after = min(end, at + (start + BLOCK * _HOUR - here))
        if after <= at:  # a change of the clock
            after = min(end, at + _HOUR)
        cell = (here.weekday() * 24 + here.hour) // BLOCK
        yield here.date(), cell, (after - at) / _HOUR
        at = after
