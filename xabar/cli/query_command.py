"""A command that takes the words of a query, which may begin with a hyphen."""

from __future__ import annotations

from typing import Any

import click


class QueryCommand(click.Command):
    """A command in which `-shahar` is a word of the query, and not the option `-h` among letters that nobody knows.

    `-h` is help where it stands alone.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.context_settings = {"ignore_unknown_options": True, "help_option_names": ["--help"]}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        end = args.index("--") if "--" in args else len(args)
        asked = ["--help" if each == "-h" else each for each in args[:end]]
        return super().parse_args(ctx, asked + args[end:])
