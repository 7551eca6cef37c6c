"""The sum of a run, for people and for programs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table

from xabar.crawl_stats import REJECTIONS, CrawlStats, IndexStats, SiteStats


def print_stats(total: CrawlStats, console: Console) -> None:
    """A line a site, fetched = stored + unchanged + duplicate + rejected; then the index, then what is wrong."""
    table = Table(box=None, pad_edge=False)
    table.add_column("site", no_wrap=True)
    for column in ("fetched", "= stored", "+ unchanged", "+ duplicate", "+ rejected"):
        table.add_column(column, justify="right", no_wrap=True)
    for site in total.sites:
        numbers = (site.fetched, site.stored, site.unchanged, site.duplicate, site.rejected.total())
        table.add_row(site.site, *map(str, numbers))
    console.print(table)
    for line in (*_notes(total), _index_line(total.index)):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def stats_to_dict(total: CrawlStats) -> dict[str, Any]:
    """Plain JSON values; the exit code is among them."""
    index = total.index
    return {
        "sites": [_site_to_dict(site) for site in total.sites],
        "index": {
            "stored": index.stored,
            "confirmed": index.confirmed,
            "waiting": index.waiting,
            "dead": index.dead,
            "problem": index.problem,
            "balanced": index.balanced,
        },
        "exit_code": total.exit_code,
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
        "discovery": site.discovery,
        "errors": dict(site.errors.most_common()),
        "balanced": site.balanced,
    }


def _notes(total: CrawlStats) -> list[str]:
    notes = []
    for site in total.sites:
        if site.known:
            notes.append(f"{site.site}: left alone {site.known} pages that are not due yet")
        if site.rejected:
            notes.append(f"{site.site}: rejected {_by_reason(site.rejected)}")
        if site.errors:
            notes.append(f"{site.site}: failed discovery pages {_by_reason(site.errors)}")
        if not site.balanced:
            notes.append(f"{site.site}: the sum does not come out; that is a fault of this program")
        if site.stored + site.unchanged + site.duplicate + site.known == 0:
            notes.append(f"{site.site}: gave nothing")
    return notes


def _by_reason(counts: Counter[str]) -> str:
    return ", ".join(f"{count} × {REJECTIONS.get(reason, reason)}" for reason, count in counts.most_common())


def _index_line(index: IndexStats) -> str:
    line = f"index: {index.stored} stored = {index.confirmed} confirmed + {index.waiting} waiting + {index.dead} dead"
    if index.problem:
        line += f" ({index.problem})"
    if index.dead:
        line += "; `xabar dead list` says why"
    return line
