"""What simulated newspapers may be like, and the days on which they rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

# The days of 2026 on which these newspapers may rest: by law, and what people take beside it.
_BOTH: Final = (
    (1, 1),
    (1, 2),
    (3, 8),
    (3, 9),
    (3, 20),
    (3, 21),
    (3, 22),
    (3, 23),
    (5, 9),
    (5, 11),
    (5, 27),
    (5, 28),
)
_KAZAKH: Final = ((1, 7), (3, 24), (3, 25), (5, 1), (5, 7))
_UZBEK: Final = ((5, 29),)
REST: Final = {
    zone: frozenset(date(2026, month, day) for month, day in (*_BOTH, *own))
    for zone, own in {"Asia/Almaty": _KAZAKH, "Asia/Tashkent": _UZBEK}.items()
}


@dataclass(frozen=True, slots=True)
class World:
    """What newspapers are like. Each pair is the range from which a newspaper's own value comes."""

    rates: tuple[float, float] = (4, 250)  # articles a day, log-uniform
    weekend: tuple[float, float] = (0.15, 1.0)  # part of a weekday
    spread: tuple[float, float] = (0.02, 0.12)  # squared variation of a day's number beside chance
    night: tuple[float, float] = (0.0, 0.3)  # part of the day's pace
    rest: tuple[float, float] = (0.0, 0.6)  # at holidays
    selected: tuple[float, float] = (0.85, 1.0)  # articles that selectors read
    broken: tuple[float, float] = (0.0, 0.12)  # pages without an article
    wobble: float = 30.0  # concentration of the shares from run to run; smaller is wilder
    partial: float = 0.03  # runs that are interrupted or killed
    outage: float = 0.01  # runs during which the site does not answer
    odd: float = 0.001  # runs during which the site shows its home page, or no text: an hour that passes
    backfill: float = 0.004  # runs that bring in hundreds of older articles
    quiet: float = 0.012  # days on which a newspaper gives a fifth, without a calendar that says so
    pauses: float = 0.15  # newspapers that are not crawled for some days, once
    supplements: float = 0.0  # newspapers of which one weekday or two are unlike the others


WORLDS = {
    "first": World(),
    "second": World(
        rates=(3, 400),
        weekend=(0.05, 1.1),
        spread=(0.03, 0.2),
        night=(0.0, 0.5),
        rest=(0.0, 0.9),
        selected=(0.7, 1.0),
        broken=(0.0, 0.2),
        wobble=18.0,
        partial=0.05,
        outage=0.02,
        odd=0.002,
        backfill=0.008,
        quiet=0.02,
        pauses=0.3,
    ),
    "third": World(supplements=0.25),
}
