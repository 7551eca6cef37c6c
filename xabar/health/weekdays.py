"""Which weekdays of a site are unlike its others: a Sunday supplement has other layouts, lengths and authors.

A weekday is judged by its own past as soon as that explains most of its days better than the other weekdays do. One day on
which a site was broken thus makes no weekday of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from xabar.health.shares import Counted, UsualShare, evidence, learn_share, log_beta_binomial
from xabar.health.statistics import usual

Value = TypeVar("Value")
Model = TypeVar("Model")

# What days say for a weekday of its own, as logarithms of likelihood ratios:
FROM_A_DAY: Final = 2.0  # at most, so that three days or more must say so
AGAINST: Final = -0.5  # from a run at least: it may have found articles of another day
A_DAY: Final = 1.5  # on the average, as long as few were seen
ENOUGH: Final = 5.0  # together
MOST_UNLIKE: Final = 3  # weekdays, as a weekend and the day before it
LEAST_DIFFERENCE: Final = 0.15  # of shares: by less than this, no weekday calls anybody
LEAST_RUNS: Final = 2  # of a weekday, of which a share is learned
UNLIKE: Final = 3  # times the spread, by which a value is not one of most weekdays
LEAST_DAYS: Final = 2  # of a weekday, before it is taken to be like the others
UNDECIDED: Final = 0.7  # part of ENOUGH, from which on a weekday's own past explains its runs, too


@dataclass(frozen=True, slots=True)
class UsualShares:
    """The shares that are usual on most weekdays, and on those that are unlike them."""

    common: UsualShare
    own: Mapping[int, UsualShare]
    known: frozenset[int]  # weekdays that were seen often enough to say that they are like the others
    undecided: Mapping[int, UsualShare]  # the past of weekdays that may be like the others, or not

    def explain(self, days: Iterable[date], counted: Counted) -> UsualShare:
        """Return what is usual on that of these local days which explains a run best."""
        weekdays = {day.weekday() for day in days}
        explanations = [self.own.get(each, self.common) for each in weekdays]
        explanations += [self.undecided[each] for each in weekdays & self.undecided.keys()]
        return max(explanations, key=lambda each: _log(each, counted))

    def is_habit(self, days: Iterable[date], counted: Counted) -> bool:
        """Return whether a run would speak for a change if its weekday were like the others: of them it can tell nothing."""
        return evidence(self.common, counted) > 0 >= evidence(self.explain(days, counted), counted)


@dataclass(frozen=True, slots=True)
class UsualValues:
    """The value that is usual on most weekdays and on those that are unlike them, and by how much runs of one weekday differ."""

    common: float
    own: Mapping[int, float]
    known: frozenset[int]  # weekdays that were seen often enough to say that they are like the others
    spread: float

    def explain(self, days: Iterable[date], value: float) -> float:
        """Return what is usual on these local days that comes nearest to the value of a run: of two days it may have a mixture."""
        usual_values = [self.own.get(day.weekday(), self.common) for day in days]
        return max(min(usual_values), min(max(usual_values), value))

    def is_habit(self, days: Iterable[date], value: float) -> bool:
        """Return whether a run is usual for its weekday and unusual for others, of which it says nothing then."""
        from_others = abs(value - self.common)
        return from_others > max(abs(value - self.explain(days, value)), UNLIKE * self.spread)


def learn_shares(runs: Sequence[tuple[date, Counted]]) -> UsualShares:
    """Return what is usual on which weekday by at least two runs with pages, each with its local day."""

    def gain(own: UsualShare, common: UsualShare, counted: Counted) -> float:
        if abs(own.share - common.share) < LEAST_DIFFERENCE:
            return 0.0
        return _log(own, counted) - _log(common, counted)

    common, own, gains = _part_weekdays(runs, learn_share, gain)
    undecided = {
        weekday: learn_share([counted for day, counted in runs if day.weekday() == weekday])
        for weekday, said in gains.items()
        if said >= UNDECIDED
    }
    return UsualShares(common, own, _known_weekdays(runs), undecided)


def learn_values(runs: Sequence[tuple[date, float]], least: float) -> UsualValues:
    """Return which value is usual on each weekday, learned from at least one run with its local day.

    A spread that is smaller than `least` counts as `least`.
    """

    def gain(own: tuple[float, float], common: tuple[float, float], value: float) -> float:
        return (abs(value - common[0]) - abs(value - own[0])) / max(least, common[1])

    common, parted, _ = _part_weekdays(runs, usual, gain)
    own = {weekday: middle for weekday, (middle, _) in parted.items()}
    _, spread = usual([value - own.get(day.weekday(), common[0]) for day, value in runs])
    return UsualValues(common[0], own, _known_weekdays(runs), max(least, spread))


def _part_weekdays(
    runs: Sequence[tuple[date, Value]],
    learn: Callable[[Sequence[Value]], Model],
    gain: Callable[[Model, Model, Value], float],
) -> tuple[Model, dict[int, Model], dict[int, float]]:
    """Return what most weekdays show, what those show that are unlike them, and how far the others seem to be unlike.

    The most unlike one is parted first, then the next. `gain` says how much better the first of two models explains a run
    than the second, as a logarithm.
    """
    by_weekday: dict[int, list[tuple[date, Value]]] = defaultdict(list)
    for day, value in runs:
        by_weekday[day.weekday()].append((day, value))
    common = learn([value for _, value in runs])
    own: dict[int, Model] = {}
    gains: dict[int, float] = {}
    while len(own) < MOST_UNLIKE and len(by_weekday) > 1:
        gains = {}
        for weekday, its_runs in by_weekday.items():
            if len(its_runs) >= LEAST_RUNS:
                model = learn([value for _, value in its_runs])
                gains[weekday] = _sum_gains((day, gain(model, common, value)) for day, value in its_runs)
        weekday, most = max(gains.items(), key=lambda each: each[1], default=(0, 0.0))
        if most < 1.0:
            break
        own[weekday] = learn([value for _, value in by_weekday.pop(weekday)])
        others = [value for its_runs in by_weekday.values() for _, value in its_runs]
        common = learn(others) if len(others) >= LEAST_RUNS else common
        gains.pop(weekday)
    return common, own, gains


def _sum_gains(gains: Iterable[tuple[date, float]]) -> float:
    """Return how strongly the days of a weekday suggest that it is unlike the others: 1 is enough to believe it."""
    by_day: dict[date, float] = defaultdict(float)
    for day, gain in gains:
        by_day[day] += max(AGAINST, min(FROM_A_DAY, gain))
    return sum(min(FROM_A_DAY, gain) for gain in by_day.values()) / min(ENOUGH, A_DAY * len(by_day))


def _known_weekdays(runs: Iterable[tuple[date, Value]]) -> frozenset[int]:
    seen = Counter(day.weekday() for day in {day for day, _ in runs})
    return frozenset(weekday for weekday, days in seen.items() if days >= LEAST_DAYS)


def _log(usual: UsualShare, counted: Counted) -> float:
    return log_beta_binomial(*counted, usual.a, usual.b)
