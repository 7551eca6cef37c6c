"""The statistics of a crawl as lines of plain text and as JSON values, the same for every command that crawls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from xabar.crawl_stats import (
    DISCOVERY_ERRORS,
    DISCOVERY_GAPS,
    ENDINGS,
    ENOUGH,
    HELD,
    NOTES,
    OF_THE_RUN,
    REJECTIONS,
    CrawlStats,
    IndexStats,
    SiteStats,
)

_WORDS: Final = REJECTIONS | DISCOVERY_ERRORS | DISCOVERY_GAPS
COLUMNS: Final = ("fetched", "= stored", "+ unchanged", "+ duplicate", "+ rejected")


def format_report(stats: CrawlStats) -> list[str]:
    """Return a table with a line for each site, then notes on the sites, then the line of the index."""
    return [
        *_table(stats),
        *(note for site in stats.sites for note in _notes(site)),
        _index_line(stats.index),
    ]


def report_to_dict(stats: CrawlStats) -> dict[str, Any]:
    """Return plain JSON values. The exit code is among them."""
    index = stats.index
    return {
        "sites": [_site_to_dict(site) for site in stats.sites],
        "index": {
            "stored": index.stored,
            "confirmed": index.confirmed,
            "waiting": index.waiting,
            "dead": index.dead,
            "problem": index.problem,
            "older": {
                "confirmed": index.older_confirmed,
                "waiting": index.older_waiting,
                "dead": index.older_dead,
            },
            "balanced": index.balanced,
        },
        "exit_code": stats.exit_code,
    }


def _site_to_dict(site: SiteStats) -> dict[str, Any]:
    return {
        "site": site.site,
        "fetched": site.fetched,
        "stored": site.stored,
        "unchanged": site.unchanged,
        "duplicate": site.duplicate,
        "rejected": dict(site.rejected.most_common()),
        "known": site.known,
        "next_due": site.next_due and site.next_due.isoformat(timespec="seconds"),
        "discovery": site.discovery,
        "errors": dict(site.errors.most_common()),
        "notes": dict(site.notes.most_common()),
        "gaps": dict(site.gaps.most_common()),
        "ended": site.ended,
        "balanced": site.balanced,
    }


def _table(stats: CrawlStats) -> Iterator[str]:
    width = max(len(name) for name in ("site", *(site.site for site in stats.sites)))
    yield "  ".join(("site".ljust(width), *COLUMNS))
    for site in stats.sites:
        numbers = (site.fetched, site.stored, site.unchanged, site.duplicate, site.rejected.total())
        cells = (str(number).rjust(len(column)) for number, column in zip(numbers, COLUMNS, strict=True))
        yield "  ".join((site.site.ljust(width), *cells))


def _notes(site: SiteStats) -> Iterator[str]:
    if site.known:
        yield f"{site.site}: skipped {site.known} pages that are not due yet{_next_due(site)}"
    if site.rejected:
        yield f"{site.site}: rejected {_by_reason(site.rejected)}"
    if site.errors:
        yield f"{site.site}: failed discovery pages {_by_reason(site.errors)}"
    for note, count in site.notes.most_common():
        times = "" if note in OF_THE_RUN else f"{count} × "
        yield f"{site.site}: {times}{NOTES[note]}"
    if site.gaps:
        yield f"{site.site}: discovery has gaps {_by_reason(site.gaps)}"
    if not site.balanced:
        yield f"{site.site}: the counts do not balance; that is a bug in xabar"
    if site.ended not in ENOUGH:
        yield f"{site.site}: {ENDINGS.get(site.ended, f'ended before its work was done ({site.ended})')}"
    if site.gave_nothing and site.ended != HELD:
        yield f"{site.site}: gave nothing"


def _next_due(site: SiteStats) -> str:
    due = (
        f", the first of them at {site.next_due:%Y-%m-%d %H:%M} UTC"
        if site.next_due
        else " and never will be"
    )
    return f"{due}; --refetch asks for them at once"


def _by_reason(counts: Counter[str]) -> str:
    return ", ".join(f"{count} × {_WORDS.get(reason, reason)}" for reason, count in counts.most_common())


def _index_line(index: IndexStats) -> str:
    line = f"index: {index.stored} stored = {index.confirmed} confirmed + {index.waiting} waiting + {index.dead} dead"
    if index.older:
        line += (
            f"; left by older runs: {index.older_confirmed} confirmed now, {index.older_waiting} waiting,"
            f" {index.older_dead} dead"
        )
    if index.problem:
        line += f" ({index.problem})"
        if "`xabar " not in index.problem:
            line += "; nothing is lost: mend that, then run `xabar index feed`"
    if index.dead or index.older_dead:
        line += "; `xabar dead list` says why"
    return line
