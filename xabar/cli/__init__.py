"""The command line: a command is a file of `xabar.cli.commands`, found by its name when it is asked for."""

from __future__ import annotations

import ast
import atexit
import gc
import importlib
import pkgutil
from keyword import iskeyword
from pathlib import Path

import click

from xabar.cli import commands
from xabar.collecting import uncollected


class CommandFolder(click.Group):
    """A click group whose commands are the modules of a package; each has a function `command`.

    A module is imported only when its command runs, so that `xabar text` does not load Scrapy.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all modules of the folder; the module `import_` has the command `import`."""
        return sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of that name; None when there is no such module."""
        if name not in self.list_commands(ctx):
            return None
        with uncollected():
            module = importlib.import_module(f"{commands.__name__}.{_module_of(name)}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command. An error names the nearest ones, of which click knows only those that were loaded."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            names = self.list_commands(ctx)
            raise click.NoSuchCommand(error.command_name, possibilities=names, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does. The files are read and not run: to load all that the commands need takes a second."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        described = [click.Command(name, help=_docstring_of(name)) for name in names]
        with formatter.section("Commands"):
            formatter.write_dl([(str(each.name), each.get_short_help_str(room)) for each in described])


def _module_of(name: str) -> str:
    return f"{name}_" if iskeyword(name) else name


def _docstring_of(name: str) -> str | None:
    """Return what the function of a command says of itself."""
    file = Path(commands.__path__[0], f"{_module_of(name)}.py")
    for node in ast.parse(file.read_bytes()).body:
        if isinstance(node, ast.FunctionDef) and node.name == "command":
            return ast.get_docstring(node)
    return None


@click.group(cls=CommandFolder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="xabar")
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    help="How the log is written; json is one object a line. Default: XABAR_LOG_FORMAT, or text.",
)
def main(log_format: str | None) -> None:
    """Crawl Uzbek and Kazakh news and search it, in any script and any word form."""
    if log_format is not None:
        # the command is loaded already, and with it what the environment says
        from xabar.printable_logs import keep_logs_printable

        keep_logs_printable(as_json=log_format == "json")
    atexit.register(gc.freeze)  # a fifth of a short command went into looking for garbage at its very end
