"""The tables that `xabar sites` prints: the sites, the boilerplate, the layouts that were worked out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from rich.table import Table
from rich.text import Text

from xabar.app.boilerplate import BoilerplateText
from xabar.app.layouts import LayoutStatus
from xabar.app.sites import SiteStatus

REASONS: Final = {
    "learned": "removed, as the site repeats it",
    "pinned": "always removed",
    "allowed": "never removed",
}


def status_table(sites: Sequence[SiteStatus]) -> Table:
    """Return a row for each site."""
    table = Table(box=None, pad_edge=False)
    table.add_column("site", no_wrap=True)
    table.add_column("editions")
    table.add_column("last run", no_wrap=True)
    table.add_column("articles", justify="right")
    table.add_column("newest", no_wrap=True)
    table.add_column("health")
    for status in sites:
        known = status.known
        editions = (f"{e.language}-{e.script}" if e.script else e.language for e in status.editions)
        table.add_row(
            status.name,
            " ".join(dict.fromkeys(editions)),
            _minute(known.run.finished_at if known and known.run else None),
            str(known.articles if known else 0),
            _minute(known.newest_at if known else None),
            "; ".join((status.health, *(f"{host} is not verified" for host in status.unverified_hosts))),
        )
    return table


def boilerplate_table(lines: Sequence[BoilerplateText]) -> Table:
    """Return a row for each line that was cut."""
    table = Table(box=None, pad_edge=False)
    for name in ("site", "text", "why"):
        table.add_column(name, no_wrap=name == "site")
    for name in ("articles", "since"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("example")
    for line in lines:
        why = REASONS.get(line.reason, "removed by this rule")
        since = "" if line.since is None else str(line.since)
        row = (line.line, f"{line.reason}: {why}", str(line.articles), since, line.example or "")
        table.add_row(line.site, *map(Text, row))
    return table


def learned_table(layouts: Sequence[LayoutStatus]) -> Table:
    """Return a row for each layout, and below it one for each place with its evidence."""
    table = Table(box=None, pad_edge=False)
    for name in ("edition", "layout", "learned", "state", "articles", "checks agree"):
        table.add_column(name, no_wrap=name in ("edition", "learned"))
    for status in layouts:
        stored = status.stored
        table.add_row(
            Text(stored.edition),
            f"no. {stored.number}",
            stored.learned_at.strftime("%Y-%m-%d %H:%M"),
            status.state,
            str(stored.articles),
            status.checks,
        )
        for each in status.layout.evidence if status.layout else ():
            pages = f"as {each.witness} says on {each.pages} articles"
            table.add_row("", Text(f"  {each.field}: {each.selector}"), "", pages)
        if status.layout and status.layout.layout.cut:
            table.add_row("", Text(f"  cut: {', '.join(status.layout.layout.cut)}"))
    return table


def _minute(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "-"
