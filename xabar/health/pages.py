"""What the last runs of a site say of its pages: those that are judged, and those that say what is usual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from xabar.health.days_off import is_day_off
from xabar.health.shares import Change, Counted, enough_for, find_change
from xabar.health.site_run import SiteRun
from xabar.health.weekdays import UsualShares, UsualValues, learn_shares, learn_values
from xabar.run_measures import RunMeasures

ONE_DAY: Final = timedelta(days=1)
NIGHT: Final = timedelta(hours=4)
JUDGED: Final = 2  # runs with pages whose medians are taken together
TOGETHER: Final = 6  # runs with pages whose counts may add up
LEAST_RUNS: Final = 8  # with pages, before anything is known of a site
LEAST_ARTICLES: Final = 30
LEAST_TIME: Final = timedelta(days=7)  # that they reach back: each weekday once
MOST_RUNS: Final = 160  # that say what is usual; of more, evenly spread ones
SINCE_OPENED: Final = (
    60  # runs that are looked at while an alarm is open, as some may say nothing of it: two days or more
)
BROKEN: Final = (
    *("no-title", "no-body", "no-date", "not-article", "home-page", "template", "empty-page", "not-html"),
    "parse-error",
)
UNREAD: Final = (*BROKEN, "future-date")  # why a page that came is no article

Days = tuple[date, ...]
"""Local days; the first of them is the one that counts most."""
Count = Callable[[SiteRun], tuple[int, int]]
"""Returns of a run how many of its pages are so, and of how many."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The runs that read pages: those that are judged, and those before, which say what is usual."""

    recent: Sequence[SiteRun]
    former: Sequence[SiteRun]
    runs_a_day: float
    days: Mapping[datetime, Days]  # by when a run began
    zone: str
    is_open: bool = False  # an alarm; it does not end on a weekday that is always like that

    @property
    def judged(self) -> Sequence[SiteRun]:
        """The very last of them."""
        return self.recent[-JUDGED:]

    @property
    def since(self) -> datetime:
        """When the first of the judged runs began."""
        return self.judged[0].began

    def days_of(self, run: SiteRun) -> Days:
        """Return the local days whose articles a run has found: what is usual goes by weekdays."""
        return self.days[run.began]

    def days_like(self, run: SiteRun, own: Collection[int]) -> Days:
        """Return the days with whose past a run is compared, where some weekdays have a past of their own.

        These are the days whose articles it found. On a holiday a newsroom may work as on any other day, such as one of
        its weekend, so that the days of the whole week count.
        """
        days = self.days[run.began]
        if not own or not any(is_day_off(day, self.zone) for day in days):
            return days
        return tuple(dict.fromkeys((*days, *(days[0] - number * ONE_DAY for number in range(1, 7)))))


def count_read(run: SiteRun) -> int:
    """Return how many pages of a run came and were read, well or not."""
    return run.measures.articles + count_rejected(run, UNREAD)


def count_rejected(run: SiteRun, reasons: Sequence[str]) -> int:
    """Return how many addresses of a run were rejected for one of these reasons."""
    return sum(count for reason, count in run.stats.rejected.items() if reason in reasons)


def find_pages(
    runs: Sequence[SiteRun],
    zone: str,
    before: datetime | None = None,
    count: Callable[[SiteRun], int] = count_read,
) -> Pages | None:
    """Return the runs that read pages, in order; None as long as little is known of the site.

    What is usual is learned from runs that began before a moment, if it is given: when an alarm was opened.
    `count` says what is counted, if that is not the pages that were read.
    """
    recent: list[SiteRun] = []
    at = first = len(runs)
    while at and (len(recent) < TOGETHER or _is_since(runs[at - 1], before, len(recent))):
        at -= 1
        if count(runs[at]):
            recent.insert(0, runs[at])
            first = at
    local = ZoneInfo(zone)
    earlier = _find_earlier(runs[:at], _find_days(runs, first, local)[0], local, before) if recent else []
    number = min(MOST_RUNS, len(earlier))
    spread = [earlier[at * len(earlier) // number] for at in range(number)]  # not always those of one hour
    former = [run for run in spread if count(run)]
    if len(former) < LEAST_RUNS or sum(map(count, former)) < LEAST_ARTICLES:
        return None
    if recent[0].began - earlier[0].began < LEAST_TIME:
        return None
    days = (earlier[-1].began - earlier[0].began) / ONE_DAY
    runs_a_day = len(earlier) * len(former) / len(spread) / max(1.0, days)
    begins = {run.began for run in (*former, *recent)}
    days_found = {
        run.began: _find_days(runs, place, local) for place, run in enumerate(runs) if run.began in begins
    }
    return Pages(recent, former, runs_a_day, days_found, zone, before is not None)


def _find_earlier(
    runs: Sequence[SiteRun], judged_day: date, local: ZoneInfo, before: datetime | None
) -> list[SiteRun]:
    """Return the runs of the days before one that is judged: what came earlier on it is no past of its weekday.

    The very first one is left out, because it has found articles of any day.
    """
    at = len(runs)
    while at and _find_days(runs, at - 1, local)[0] >= judged_day:
        at -= 1
    return [run for run in runs[1:at] if before is None or run.began < before]


def _is_since(run: SiteRun, opened: datetime | None, number: int) -> bool:
    """Return whether a run may still say something of an open alarm, where the last ones, so many, said nothing."""
    return opened is not None and run.began >= opened and number < SINCE_OPENED


def _find_days(runs: Sequence[SiteRun], place: int, local: ZoneInfo) -> Days:
    """Return the local days whose articles a run has found: those since the last complete run, but of one day at most.

    The first of them is the day in the middle of that time. What a NIGHT brings is mostly from the evening before it.
    """
    began = runs[place].began
    since = began - ONE_DAY
    while place and runs[place - 1].began > since:
        place -= 1
        if runs[place].is_complete:
            since = runs[place].began
    return _local_days(since, began, local)


@lru_cache(maxsize=1 << 12)  # the same runs are asked for pages, for answers, and after the next run again
def _local_days(since: datetime, began: datetime, local: ZoneInfo) -> Days:
    middle, *ends = (at.astimezone(local) for at in (since + (began - since) / 2, since, began))
    return tuple(dict.fromkeys(day.date() for day in (middle - NIGHT, middle, *ends)))


def find_more(pages: Pages, count: Count, least: float = 0.3) -> Change | None:
    """Return the shares if far more pages than usual are like that: by `least` more, and by more than chance explains."""
    recent = _count_by_day(pages, pages.recent, count)
    if all(some < least * of for _, (some, of) in recent):
        return None
    former = _count_by_day(pages, pages.former, count)
    if len(former) < LEAST_RUNS:
        return None
    shares = learn_shares([(days[0], counted) for days, counted in former])
    if shares.own:
        recent = _count_by_day(pages, pages.recent, count, shares.own)
    if pages.is_open:  # each run says whether it is over
        return _judge_counts(pages, shares, recent, least)
    forth = _join_unknown(recent, shares.known)
    back = _join_unknown(recent[::-1], shares.known)[::-1]
    if back == forth:
        return _judge_counts(pages, shares, forth, least)
    return _judge_counts(pages, shares, back, least) and _judge_counts(pages, shares, forth, least)


def _judge_counts(
    pages: Pages, shares: UsualShares, recent: Sequence[tuple[Days, Counted]], least: float
) -> Change | None:
    judged = [
        (shares.explain(days, counted), counted)
        for days, counted in recent
        if not (pages.is_open and shares.is_habit(days, counted))
    ][-TOGETHER:]
    return find_change(judged, least, enough_for(pages.runs_a_day)) if judged else None


def _join_unknown(runs: Sequence[tuple[Days, Counted]], known: Set[int]) -> list[tuple[Days, Counted]]:
    """Return the runs, those of one day joined if little is known of its weekday: together they say as much as one run.

    A run that reaches over midnight goes with those of the day that comes first here, and does not draw in those of the other.
    """
    joined: list[tuple[Days, Counted]] = []
    shared: set[date] = set()  # unknown days that all runs have which were joined last
    for days, (some, of) in runs:
        unknown = {day for day in days if day.weekday() not in known}
        shared &= unknown
        if shared:
            before, (some_before, of_before) = joined.pop()
            days, some, of = (*before, *days), some + some_before, of + of_before
        else:
            shared = unknown
        joined.append((days, (some, of)))
    return joined


def learn_usual(
    pages: Pages, read: Callable[[RunMeasures], float | None], least: float
) -> UsualValues | None:
    """Return which value of a run's measures is usual on which weekday; None where too few runs have it."""
    values = [
        (pages.days_of(run)[0], value) for run in pages.former if (value := read(run.measures)) is not None
    ]
    return learn_values(values, least) if len(values) >= LEAST_RUNS else None


def find_judged(
    pages: Pages, read: Callable[[RunMeasures], float | None], values: UsualValues
) -> list[tuple[SiteRun, float]]:
    """Return the last runs that have a value on a weekday which is known, each with what is usual for it.

    While an alarm is open, runs are left out that tell nothing of it, because their weekday is always like that.
    """
    told: list[SiteRun] = []
    habits: list[float] = []  # by how much the last runs differ from most weekdays, as theirs always do
    for run in reversed(pages.recent):
        value, days = read(run.measures), pages.days_like(run, values.own)
        if value is None:
            continue
        if pages.is_open and values.is_habit(days, value):
            if not told:
                habits.append(value - values.common)
        elif len(told) < JUDGED:
            told.insert(0, run)
    found = _with_usual(pages, told, read, values)
    moved = sum(value - usually for _, value, usually in found)
    if any(habit * moved <= 0 for habit in habits):  # not like the alarm: such a day does end it
        found = _with_usual(pages, pages.judged, read, values)
    if len(found) < JUDGED and not pages.is_open:
        return []  # one run alone says nothing
    return [(run, usually) for run, _, usually in found]


def _with_usual(
    pages: Pages, runs: Sequence[SiteRun], read: Callable[[RunMeasures], float | None], values: UsualValues
) -> list[tuple[SiteRun, float, float]]:
    """Return the runs of known weekdays that have a value, with it and with what is usual for it."""
    return [
        (run, value, values.explain(pages.days_like(run, values.own), value))
        for run in runs
        if (value := read(run.measures)) is not None and pages.days_of(run)[0].weekday() in values.known
    ]


def say_percent(share: float) -> str:
    """Return a share as people read it."""
    return f"{100 * share:.0f} %"


def _count_by_day(
    pages: Pages, runs: Sequence[SiteRun], count: Count, own: Collection[int] = ()
) -> list[tuple[Days, Counted]]:
    """Return what is counted of each run that has such pages, with its local days."""
    counts = ((pages.days_like(run, own), _bounded(count(run))) for run in runs)
    return [(days, counted) for days, counted in counts if counted[1]]


def _bounded(counted: tuple[int, int]) -> tuple[int, int]:
    """Return a part that is not more than the whole; the last note of a run that was killed may say so."""
    some, of = counted
    return min(some, of), of
