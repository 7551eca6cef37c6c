"""What came of a run, and when its site's next turn is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from xabar.crawl_stats import ENOUGH, HELD_CODE, INTERRUPTED_CODE, SiteStats
from xabar.records.runs import Run
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.scheduling.pace import Bounds, back_off

DONE: Final = "done"
STOPPED: Final = "stopped"  # by the end of its scheduler
HELD: Final = "held by another process"
LIMIT: Final = "ended at its time limit, and goes on in the next run"
# Refusals that say something of the way to a site, and others that do when several pages have them and no page has not.
OF_THE_WAY: Final = ("no-answer", "challenge", "busy", "bad-certificate")
OF_A_PAGE: Final = ("http-error", "home-page", "robots")
_SEVERAL: Final = 3  # pages


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run, in words, and what follows from it."""

    verdict: str
    failed: bool = False
    goes_on: bool = False  # the next part of the work may begin at once
    progress: str | None = None  # how far the work has come now


def judge_crawl(code: int, run: Run | None) -> Outcome:
    """Return what came of a crawl by its exit code and what the records say of the run; None if they say nothing.

    An index that is down is no fault of the site's: it is asked as often as before.
    """
    if code == HELD_CODE:
        return Outcome(HELD)
    if code == INTERRUPTED_CODE:
        return Outcome(STOPPED)
    if code < 0:
        return Outcome(f"ended by signal {-code}", failed=True)
    if run is None:
        return Outcome(f"ended with exit code {code}, before it came to the site", failed=True)
    if run.reason == "closespider_timeout":
        return Outcome(LIMIT)
    if run.reason not in ENOUGH:
        return Outcome(f"ended with {run.reason}", failed=True)
    stats = run.stats
    gave = stats.stored + stats.unchanged + stats.duplicate
    if not gave and stats.errors and stats.errors.total() >= stats.discovery:
        return Outcome("the site gave nothing", failed=True)
    if not gave and _is_trouble(stats):
        return Outcome(f"none of {stats.fetched} pages was to be had", failed=True)
    return Outcome(DONE)


def _is_trouble(stats: SiteStats) -> bool:
    """Return whether the pages that a run asked for were all refused for what is no fault of theirs.

    One page that is gone tells nothing of its site: at night a run may ask for that page alone.
    """
    of_the_way = sum(stats.rejected[reason] for reason in OF_THE_WAY)
    of_pages = sum(stats.rejected[reason] for reason in OF_A_PAGE)
    return stats.fetched == of_the_way + of_pages > 0 and (of_the_way > 0 or of_pages >= _SEVERAL)


def next_turn(
    job: ScheduledJob, outcome: Outcome, interval: timedelta, bounds: Bounds, now: datetime
) -> datetime:
    """Return when a site is to be crawled again. The interval counts from the start of the run that has ended.

    What was interrupted or is not through is due at once, or after the shortest interval; a site that another process
    crawls, too. A turn that was missed is made up once, however many were missed.
    """
    if outcome.verdict == STOPPED:
        return now
    if outcome.verdict in (HELD, LIMIT):
        return now + bounds[0]
    start = job.started_at or now
    if outcome.failed:
        return now + back_off(interval, bounds, job.failures)
    return max(start + interval, now)
