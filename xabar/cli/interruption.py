"""Ctrl-C in a command that can go on another time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from xabar.cli.printing import echo
from xabar.crawl_stats import INTERRUPTED_CODE


@contextmanager
def ended_by_ctrl_c(tell: Callable[[], str]) -> Iterator[None]:
    """End the command on Ctrl-C with what is told then, and the exit code of an interrupted program."""
    try:
        yield
    except KeyboardInterrupt:
        echo(f"Interrupted: {tell()}.", err=True)
        raise SystemExit(INTERRUPTED_CODE) from None
