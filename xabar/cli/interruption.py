"""Ctrl-C in a command that surveys sites."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from xabar.cli.printing import echo
from xabar.crawl_stats import INTERRUPTED_CODE


@contextmanager
def ended_by_ctrl_c() -> Iterator[None]:
    """End the command on Ctrl-C, with the exit code of an interrupted program."""
    try:
        yield
    except KeyboardInterrupt:
        echo("Interrupted: what was surveyed before is kept.", err=True)
        raise SystemExit(INTERRUPTED_CODE) from None
