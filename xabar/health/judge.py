"""All that is wrong with a site, from its runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from xabar.health.access import (
    find_no_access,
    find_not_run,
    find_silence,
    find_unbalanced,
    find_unfinished,
)
from xabar.health.installation import find_certificate
from xabar.health.pages import (
    Pages,
    find_boilerplate,
    find_drift,
    find_future_dates,
    find_missing_fields,
    find_pages,
)
from xabar.health.site_run import Finding, SiteRun

MEMORY: Final = timedelta(days=56)  # eight of each weekday
ACCEPTED: Final = timedelta(days=28)  # after so long, what pages are like is what they are usually like

_ABOUT_PAGES: Final[dict[str, Callable[[Pages], Iterator[str]]]] = {
    "drift": find_drift,
    "future-dates": find_future_dates,
    "fields": find_missing_fields,
    "boilerplate": find_boilerplate,
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
    about_pages = [each for each in _judge_all_pages(runs, now, opened) if each is not None]
    no_access = find_no_access(runs)
    silence = None
    if no_access is None and not any(each.kind in _TAKES_ARTICLES for each in about_pages):
        silence = find_silence(runs, zone, opened.get("silence"))
    found = (
        *(find_not_run(runs, now), find_unbalanced(runs), find_unfinished(runs), no_access, silence),
        *about_pages,
        find_certificate(runs[-1].measures.certificates, now),
    )
    return [finding for finding in found if finding is not None]


def _judge_all_pages(
    runs: Sequence[SiteRun], now: datetime, opened: Mapping[str, datetime]
) -> Iterator[Finding | None]:
    usual = find_pages(runs)
    for kind, find in _ABOUT_PAGES.items():
        pages = usual
        if kind in opened and now - opened[kind] < ACCEPTED:
            pages = find_pages(runs, opened[kind])
        yield _judge_pages(pages, kind, find)


def _judge_pages(pages: Pages | None, kind: str, find: Callable[[Pages], Iterator[str]]) -> Finding | None:
    causes = list(find(pages)) if pages else []
    return Finding(kind, "; ".join(causes), pages.since) if pages and causes else None
