"""Options that several commands have."""

from __future__ import annotations

from typing import Final

import click


def _read_assignments(
    context: click.Context, option: click.Parameter, value: tuple[str, ...]
) -> dict[str, str]:
    for assignment in value:
        if not assignment.partition("=")[0] or "=" not in assignment:
            raise click.UsageError(f"--set takes NAME=VALUE, got {assignment!r}")
    return dict(assignment.split("=", 1) for assignment in value)


# Settings for this one run: a function that takes the option gets a dict `overrides`.
set_option: Final = click.option(
    "-s",
    "--set",
    "overrides",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_read_assignments,
    help="Override a setting.",
)
