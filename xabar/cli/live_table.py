"""A table of counts on a terminal, written anew four times a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.live import Live
from rich.table import Table

from xabar.cli.console import SafeConsole


@contextmanager
def show_live(columns: Sequence[str], read: Callable[[], Mapping[str, Mapping[str, int]]]) -> Iterator[None]:
    """Show on the standard error what `read` returns, until the block is left: the counts of each row by column.

    The first column has the names of the rows.
    """
    console = SafeConsole(stderr=True)

    def make_table() -> Table:
        return _make_table(columns, read())

    with Live(console=console, get_renderable=make_table, refresh_per_second=4, transient=True):
        yield


def _make_table(columns: Sequence[str], rows: Mapping[str, Mapping[str, int]]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    for name, counts in rows.items():
        table.add_row(name, *(str(counts[column]) for column in columns[1:]))
    return table
