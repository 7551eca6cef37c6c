"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import click

from xabar.app.configuration import project_config
from xabar.config import Config
from xabar.language.names import SCRIPT_NAMES, find_script
from xabar.search.days import publishers_day, read_period

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Day(click.ParamType[date]):
    """A day as people type it: 2026-11-24, 2026-11, today, 7d. Of a month or a year, its first or its last day."""

    name = "day"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; anything else is a usage error."""
        if isinstance(value, date):
            return value
        try:
            return read_period(str(value), today())[self.last]
        except ValueError as error:
            self.fail(str(error), param, ctx)


SINCE: Final = Day()
UNTIL: Final = Day(last=True)


def today() -> date:
    """Return the publishers' day now, from which the days of the options count."""
    return publishers_day(datetime.now(UTC))


class Script(click.ParamType[str]):
    """A script by its code (Latn) or its name (latin, lotin)."""

    name = "script"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code; anything else is a usage error."""
        try:
            return find_script(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the codes, and the English name of each."""
        from click.shell_completion import CompletionItem  # click loads it for a shell only

        names = [name for code, others in SCRIPT_NAMES.items() for name in (code, others.split()[0])]
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


SCRIPT: Final = Script()


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


def names_among(known: Sequence[str]) -> Callable[..., tuple[str, ...]]:
    """Return what checks the names of an option that may be given several times, or once with commas."""

    def check(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
        names = tuple(
            dict.fromkeys(name.strip() for part in value for name in part.split(",") if name.strip())
        )
        for name in names:
            if name not in known:
                raise click.BadParameter(f"{name!r} is not one of {', '.join(known)}")
        return names

    return check


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
