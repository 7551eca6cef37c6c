"""What a shell proposes when somebody presses TAB behind the beginning of a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import click

from xabar.app.site_names import known_sites

Complete: TypeAlias = Callable[[click.Context, click.Parameter, str], list[str]]


def complete_sites(context: click.Context, parameter: click.Parameter, beginning: str) -> list[str]:
    """Return the sites with a class: a shell waits for the answer, and to ask the records takes too long."""
    return [name for name in known_sites() if name.startswith(beginning)]


def complete_among(known: Sequence[str]) -> Complete:
    """Return what proposes these names, also behind others and a comma."""

    def complete(context: click.Context, parameter: click.Parameter, beginning: str) -> list[str]:
        others, comma, name = beginning.rpartition(",")
        return [f"{others}{comma}{each}" for each in known if each.startswith(name)]

    return complete
