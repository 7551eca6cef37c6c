"""Whether a site lets itself be read: blocks, outages, sources that list nothing.

Two runs that brought nothing in say it at once. A part of the answers is compared with what is usual for the site.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from statistics import median
from typing import Final

from xabar.health.pages import Count, Pages, find_more, say_percent
from xabar.health.shares import Change
from xabar.health.site_run import GOES_ON, Finding, SiteRun

IN_A_ROW: Final = 2  # runs that must say the same: one alone is an outage that passes
LEAST_RUNS: Final = 10  # of which the sources named something, before a run without addresses means anything
REFUSING: Final = ("401", "403", "407", "429", "451")  # codes by which a server keeps somebody out
FAILING: Final = (
    "no-answer",
    "http-error",
    "bad-certificate",
)  # reasons that a refusal by code may have, too


def find_no_access(runs: Sequence[SiteRun], opened: Collection[str] = ()) -> Finding | None:
    """Return why the last runs brought nothing in: the site keeps us out, does not answer, or lists nothing.

    `opened` are the kinds of the open alarms: of a site that now refuses and now does not answer, one is kept.
    """
    last = [run for run in runs if run.ending != GOES_ON][-IN_A_ROW:]
    if len(last) < IN_A_ROW:
        return None
    since = last[0].began
    blocked, away = list(filter(is_blocked, last)), list(filter(is_unreachable, last))
    if len(blocked) + len(away) == IN_A_ROW:
        if blocked and not (away and "unreachable" in opened):
            return Finding("blocked", _say_blocked(blocked[-1]), since)
        return Finding("unreachable", _say_unreachable(away[-1]), since)
    return _find_no_sources(runs, last)


def find_refused(pages: Pages) -> Iterator[str]:
    """Yield in words that a part of the answers keeps us out, far more of them than usual."""
    if found := _find_more_still(pages, count_refused):
        yield f"{say_percent(found.now)} of the answers kept us out ({_codes(pages.recent[-1])}), usually {say_percent(found.usual)}"


def find_failed(pages: Pages) -> Iterator[str]:
    """Yield in words that a part of the requests fails, far more of them than usual."""
    if found := _find_more_still(pages, count_failed):
        yield f"{say_percent(found.now)} of the requests failed, usually {say_percent(found.usual)}"


def is_blocked(run: SiteRun) -> bool:
    """Return whether half of the answers or more kept us out, or whether we were asked to stay away before any page was read.

    A host that answers 429 and names a long pause is not asked again in that run, so that there is one such answer.
    """
    refused, answers = count_refused(run)
    stopped = not _has_read(run) and 0 < run.stats.fetched <= run.measures.statuses["429"]
    return refused > 0 and (refused >= 0.5 * answers or stopped)


def is_unreachable(run: SiteRun) -> bool:
    """Return whether nothing came because four of five requests failed, or more, or as many answers were server errors.

    A robots.txt that answers with a server error forbids everything (RFC 9309, 2.3.1.4): it is then the only answer.
    """
    if _has_read(run) or is_blocked(run):
        return False
    failed = sum(run.stats.rejected[reason] + run.stats.errors[reason] for reason in FAILING)
    broken = _count_broken(run)
    return max(failed, broken) > 0 and (
        failed >= 0.8 * count_asked(run) > 0 or broken >= 0.8 * run.measures.statuses.total() > 0
    )


def _has_read(run: SiteRun) -> bool:
    return run.stats.stored + run.stats.unchanged + run.stats.duplicate > 0


def _count_broken(run: SiteRun) -> int:
    """Return how many answers were server errors."""
    return sum(count for code, count in run.measures.statuses.items() if code.startswith("5"))


def count_refused(run: SiteRun) -> tuple[int, int]:
    """Return how many answers kept us out, of how many. A challenge may come with any code.

    Of a run whose codes were not kept, every request counts as an answer.
    """
    statuses, rejected = run.measures.statuses, run.stats.rejected
    answers = statuses.total() or count_asked(run)
    if "challenge" not in rejected and statuses.keys().isdisjoint(REFUSING):
        return 0, answers
    codes = sum(statuses[code] for code in REFUSING)
    challenges = max(0, rejected["challenge"] - codes)
    return codes + challenges, answers


def count_failed(run: SiteRun) -> tuple[int, int]:
    """Return how many requests failed, and were not refused, of how many; (0, 0) where nothing came: that may be an outage."""
    if is_unreachable(run):
        return 0, 0
    failed = sum(run.stats.rejected[reason] + run.stats.errors[reason] for reason in FAILING)
    codes = sum(run.measures.statuses[code] for code in REFUSING)
    return max(0, failed - codes), count_asked(run)


def count_asked(run: SiteRun) -> int:
    """Return how many pages a run asked for, feeds and lists among them."""
    return run.stats.fetched + run.stats.discovery


def _find_more_still(pages: Pages, count: Count) -> Change | None:
    """Return the shares, if they are far above the usual, and the very last run does not say that it is over."""
    return find_more(pages, count) if count(pages.recent[-1])[0] else None


def _find_no_sources(runs: Sequence[SiteRun], last: Sequence[SiteRun]) -> Finding | None:
    """Return that the sources name no address, not even known ones, where they always did."""
    saw = [run for run in runs[:-IN_A_ROW] if run.is_complete and not is_unreachable(run)]
    former = [_named(run) for run in saw if not is_blocked(run)][-20:]
    if len(former) < LEAST_RUNS or min(former) == 0 or median(former) < 3:
        return None
    if any(_named(run) or not run.is_complete for run in last):
        return None
    return Finding(
        "no-sources",
        f"feeds, sitemaps and lists named no article in two runs, usually {median(former):.0f}",
        last[0].began,
    )


def _named(run: SiteRun) -> int:
    return run.stats.fetched + run.stats.known


def _say_blocked(run: SiteRun) -> str:
    refused, answers = count_refused(run)
    return f"{refused} of {answers} answers kept us out in the last run ({_codes(run)})"


def _codes(run: SiteRun) -> str:
    """Return how a run was refused."""
    if challenges := run.stats.rejected["challenge"]:
        return f"{challenges} challenge pages"
    statuses = run.measures.statuses
    return ", ".join(f"{code} × {statuses[code]}" for code in REFUSING if statuses[code])


def _say_unreachable(run: SiteRun) -> str:
    if not count_asked(run) and (broken := _count_broken(run)):
        return f"{broken} of {run.measures.statuses.total()} answers were server errors in the last run, robots.txt first"
    failed = run.stats.rejected + run.stats.errors
    reason, _ = failed.most_common(1)[0]
    return f"{failed.total()} of {count_asked(run)} requests failed in the last run ({reason})"
