"""All that is wrong with a site, from its runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from xabar.health.access import find_not_run, find_silence, find_unbalanced, find_unfinished
from xabar.health.answers import count_asked, find_failed, find_no_access, find_refused
from xabar.health.contents import find_boilerplate, find_future_dates, find_missing_fields
from xabar.health.drift import find_drift
from xabar.health.installation import find_certificate
from xabar.health.pages import Pages, count_read, find_pages
from xabar.health.site_run import Finding, SiteRun

MEMORY: Final = timedelta(days=56)  # eight of each weekday
ACCEPTED: Final = timedelta(days=28)  # after so long, what pages are like is what they are usually like

_ABOUT_PAGES: Final[dict[str, Callable[[Pages], Iterator[str]]]] = {
    "drift": find_drift,
    "future-dates": find_future_dates,
    "fields": find_missing_fields,
    "boilerplate": find_boilerplate,
}
_ABOUT_ANSWERS: Final[dict[str, Callable[[Pages], Iterator[str]]]] = {
    "blocked": find_refused,
    "unreachable": find_failed,
}
_TAKES_ARTICLES: Final = (
    "drift",
    "future-dates",
)  # pages come, and none of them is stored: that is no silence


def judge_site(
    runs: Sequence[SiteRun],
    zone: str,
    now: datetime,
    opened: Mapping[str, datetime] = MappingProxyType({}),
) -> list[Finding]:
    """Return what is wrong with a site, each cause once.

    `runs` are those of the last MEMORY and more, in order; `opened` says by kind since when it has been said that
    something is wrong, so that a fault does not become what is usual while it lasts.
    """
    if not runs:
        return []
    about_pages = _judge_pages(runs, zone, now, opened)
    access = _judge_access(runs, zone, now, opened)
    silence = None
    if not access and not any(each.kind in _TAKES_ARTICLES for each in about_pages):
        silence = find_silence(runs, zone, opened.get("silence"))
    found = (
        *(find_not_run(runs, now), find_unbalanced(runs), find_unfinished(runs), silence),
        *access,
        *about_pages,
        find_certificate(runs[-1].measures.certificates, now),
    )
    return [finding for finding in found if finding is not None]


def _judge_access(
    runs: Sequence[SiteRun], zone: str, now: datetime, opened: Mapping[str, datetime]
) -> list[Finding]:
    """Return why nothing came in, or else which part of the answers did not."""
    found = find_no_access(runs, opened)
    if found is None or (found.kind == "no-sources" and "silence" in opened):
        # a silence that turns out to be one of the sources, too, is still the same alarm
        return _judge_shares(runs, zone, now, opened, _ABOUT_ANSWERS, count_asked)
    return [found]


def _judge_pages(
    runs: Sequence[SiteRun], zone: str, now: datetime, opened: Mapping[str, datetime]
) -> list[Finding]:
    return _judge_shares(runs, zone, now, opened, _ABOUT_PAGES, count_read)


def _judge_shares(
    runs: Sequence[SiteRun],
    zone: str,
    now: datetime,
    opened: Mapping[str, datetime],
    kinds: Mapping[str, Callable[[Pages], Iterator[str]]],
    count: Callable[[SiteRun], int],
) -> list[Finding]:
    """Return what of these kinds is wrong, by the runs that counted anything."""
    usual = find_pages(runs, zone, count=count)
    found = []
    for kind, find in kinds.items():
        pages = usual
        if kind in opened and now - opened[kind] < ACCEPTED:
            pages = find_pages(runs, zone, opened[kind], count)
        causes = list(find(pages)) if pages else []
        if pages and causes:
            found.append(Finding(kind, "; ".join(causes), pages.since))
    return found
