"""Whether a site is crawled and brings news: runs that do not end, counts that do not balance, silence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from xabar.health.answers import FAILING, IN_A_ROW, is_blocked, is_unreachable
from xabar.health.pages import UNREAD
from xabar.health.rhythm import Rhythm, Window, learn_rhythm
from xabar.health.site_run import GOES_ON, Finding, SiteRun
from xabar.run_measures import RECENT

# Silences a day that chance may make. Of the one false alarm in 1,000 days that a site may have, a twelfth is theirs; half of
# that is left for what a site has not shown yet.
BY_CHANCE: Final = 1 / 24_000
WHOLE_DAY: Final = timedelta(
    hours=20
)  # without news may be a holiday that no calendar knows, if it is a single run
LATE_DATED: Final = timedelta(hours=12)  # before a run, to which an article that comes after it may be dated
LEAST_DAYS: Final = timedelta(days=14)  # of history, before a silence means anything
LEAST_RUNS: Final = 10
USUAL_RUNS: Final = 30  # that say how many pages of a run come to nothing
SAID_BY: Final = 3  # runs after which it is said that pages cannot be read
BUSIEST: Final = 4  # times the mean pace
BROKEN_OFF: Final = 1e-5  # probability that so many runs in a row break off by chance
LATE: Final = 4  # usual times between two runs, after which a site counts as not crawled
LATE_AT_LEAST: Final = timedelta(hours=26)
GIVEN_UP: Final = timedelta(days=30)  # without a run: nobody means to crawl it any more


def find_unfinished(runs: Sequence[SiteRun]) -> Finding | None:
    """Return that runs were killed or stopped by their deadline or a fault, more of them in a row than chance explains."""
    ended = [run for run in runs if run.ending != GOES_ON]
    number = next((n for n, run in enumerate(reversed(ended)) if not _broke_off(run)), len(ended))
    former = ended[: len(ended) - number]
    usual = (sum(map(_broke_off, former)) + 0.2) / (
        len(former) + 10
    )  # two in a hundred, as long as little is known
    if number < 3 or number * math.log(usual) > math.log(BROKEN_OFF):
        return None
    last = ended[-number:]
    return Finding(
        "unfinished", f"the last {number} runs did not end by themselves ({last[-1].ending})", last[0].began
    )


def _broke_off(run: SiteRun) -> bool:
    return not run.is_complete and run.ending != "shutdown"


def find_unbalanced(runs: Sequence[SiteRun]) -> Finding | None:
    """Return that the counts of the last run that ended do not balance."""
    last = next((run for run in reversed(runs) if run.is_complete), None)
    if last is None or last.stats.balanced:
        return None
    stats = last.stats
    return Finding(
        "counts",
        f"{stats.fetched} fetched are not {stats.stored} stored + {stats.unchanged} unchanged +"
        f" {stats.duplicate} duplicate + {stats.rejected.total()} rejected",
        last.began,
    )


def find_not_run(runs: Sequence[SiteRun], now: datetime) -> Finding | None:
    """Return that a site that was crawled regularly is not crawled any more."""
    if len(runs) < LEAST_RUNS:
        return None
    pauses = [(after.began - before.began).total_seconds() for before, after in pairwise(runs[-30:])]
    usual = timedelta(seconds=median(pauses))
    passed = now - runs[-1].ended
    if not max(LATE * usual, LATE_AT_LEAST) < passed < GIVEN_UP:
        return None
    return Finding("not-run", f"no run for {_span(passed)}, usually one every {_span(usual)}", runs[-1].ended)


def find_silence(runs: Sequence[SiteRun], zone: str, before: datetime | None = None) -> Finding | None:
    """Return that nothing new came for longer than chance explains, holidays and quiet nights not counted.

    `before` is when this was first said: the rhythm is learned from the time before it.
    """
    news = count_news(runs)
    windows = windows_of(runs, news)
    at = next((number for number, each in enumerate(reversed(windows)) if each.count), None)
    if not at or (at < IN_A_ROW and windows[-1].end - windows[-1].begin >= WHOLE_DAY):
        return None
    if any(count for run, count in zip(runs, news, strict=True) if run.began >= windows[-1].end):
        return None
    begin, end = windows[-at - 1].last, windows[-1].end
    known = [window for window in windows[: len(windows) - at] if before is None or window.begin < before]
    if begin >= end or len(known) < LEAST_RUNS or known[-1].end - known[0].begin < LEAST_DAYS:
        return None
    rhythm = _learn_if_odd(known, zone, begin, end)
    if rhythm is None or _found_unread(runs, begin, rhythm.expected(begin, end)):
        return None
    return Finding("silence", _say_silence(rhythm, begin, end), begin)


def _learn_if_odd(known: Sequence[Window], zone: str, begin: datetime, end: datetime) -> Rhythm | None:
    """Return the rhythm by which a silence of this time is more than chance; None if it may be chance."""
    known_for = known[-1].end - known[0].begin
    pace = sum(window.count for window in known) / known_for.total_seconds()
    if BUSIEST * pace * (end - begin).total_seconds() < -math.log(BY_CHANCE):
        return None  # even at the busiest hour that would be too short
    # a silence may begin after each run that brought news: the more of them a day, the rarer one must be
    chances = max(1.0, sum(window.count > 0 for window in known) / (known_for / timedelta(days=1)))
    rhythm = learn_rhythm(known, zone)
    if rhythm is None or rhythm.log_silence(begin, end) > math.log(BY_CHANCE / chances):
        return None
    return rhythm


def _found_unread(runs: Sequence[SiteRun], begin: datetime, expected: float) -> bool:
    """Return whether news was found that could not be read: then the site is not silent, though nothing came of it.

    After SAID_BY runs this counts no more: pages or answers that are wrong have a finding of their own by then, and if
    they have none, the site is called silent.
    """
    since = [run for run in runs if run.began > begin]
    former = [_count_unread(run) for run in runs[: -len(since)][-USUAL_RUNS:]]
    if len(since) > SAID_BY or not former:
        return False
    return sum(map(_count_unread, since)) - len(since) * median(former) >= 0.5 * expected


def _count_unread(run: SiteRun) -> int:
    return sum(run.stats.rejected[reason] for reason in (*UNREAD, *FAILING, "challenge", "busy"))


def count_news(runs: Sequence[SiteRun]) -> list[int]:
    """Return how many articles of each run are news: not a backfill, nor older ones that were changed."""
    counts = []
    newest: datetime | None = None
    former: datetime | None = None
    for run in runs:
        counts.append(_count_news(run, newest, former))
        newest = _later(newest, run.measures.newest)
        former = run.began
    return counts


def _count_news(run: SiteRun, newest: datetime | None, former: datetime | None) -> int:
    """Return how many articles of a run are news, by the newest date of the runs before it and the time of the last one."""
    measures, stored = run.measures, run.stats.stored
    if measures.newest is None or measures.recent is None or newest is None or former is None:
        return stored
    if measures.newest <= newest and measures.newest < former - LATE_DATED:
        return 0
    return min(stored, max(1, measures.recent)) if run.began - former < RECENT else stored


def windows_of(runs: Sequence[SiteRun], news: Sequence[int]) -> list[Window]:
    """Return how much news came between the runs. A run that could not see what is new belongs to the next one."""
    windows = []
    begin: datetime | None = None
    count, newest = 0, None
    for run, number in zip(runs, news, strict=True):
        count += number
        if number:
            newest = _later(newest, run.measures.newest)
        if not run.is_complete or is_blocked(run) or is_unreachable(run):
            continue
        if begin is not None and run.began > begin:
            last = run.began if newest is None else min(max(begin, newest), run.began)
            windows.append(Window(begin, run.began, count, last))
        begin, count, newest = run.began, 0, None
    return windows


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _say_silence(rhythm: Rhythm, begin: datetime, end: datetime) -> str:
    number = rhythm.expected(begin, end)
    return f"no new article in {_span(end - begin)}, usually about {number:.0f} in that time"


def _span(time: timedelta) -> str:
    hours = time / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
