"""Options that several commands have."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from xabar.app.opening import project_config
from xabar.config import Config


class Day(click.ParamType[date]):
    """A day such as 2026-11-24."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; anything else is a usage error."""
        return value if isinstance(value, date) else _MIDNIGHT.convert(value, param, ctx).date()


_MIDNIGHT: Final = click.DateTime(formats=["%Y-%m-%d"])
DAY: Final = Day()


def given_config() -> Config:
    """Return the configuration that a command passed on to this one, or else that of the project."""
    return click.get_current_context().find_object(Config) or project_config()


def read_assignments(
    context: click.Context, option: click.Parameter, value: tuple[str, ...]
) -> dict[str, str]:
    """Return the assignments NAME=VALUE of an option that may be repeated; anything else is a usage error."""
    for assignment in value:
        if not assignment.partition("=")[0] or "=" not in assignment:
            raise click.UsageError(
                f"{option.opts[-1]} takes {option.make_metavar(context)}, got {assignment!r}"
            )
    return dict(assignment.split("=", 1) for assignment in value)


# Settings for this one run: a function that takes the option gets a dict `overrides`.
set_option: Final = click.option(
    "-s",
    "--set",
    "overrides",
    metavar="NAME=VALUE",
    multiple=True,
    callback=read_assignments,
    help="Override a setting.",
)
