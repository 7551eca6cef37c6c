"""The table of the layouts that were worked out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from xabar.app.layouts import LayoutStatus


def learned_table(layouts: Sequence[LayoutStatus]) -> Table:
    """Return a row for each generation, and below it one for each place with its evidence."""
    table = Table(box=None, pad_edge=False)
    for name in ("edition", "layout", "learned", "state", "articles", "checks agree"):
        table.add_column(name, no_wrap=name in ("edition", "learned"))
    for status in layouts:
        stored = status.stored
        table.add_row(
            Text(stored.edition),
            f"no. {stored.generation}",
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
