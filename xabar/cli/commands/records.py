"""`xabar records`: where the records lie, and their way to another place."""

from __future__ import annotations

import click
import orjson

from xabar.app.records import copy_records, read_records_status
from xabar.cli.errors import cli_errors
from xabar.cli.feeding import progress_bar
from xabar.cli.options import given_config
from xabar.cli.printing import echo
from xabar.records.copying import TableCopy

_MIB = 2**20


@click.group(name="records")
def command() -> None:
    """Show where the records lie, and copy them to another place."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@cli_errors()
def status(as_json: bool) -> None:
    """Show the place of the records, their size, and how many rows each table has."""
    found = read_records_status(given_config())
    if as_json:
        echo(orjson.dumps(found.to_dict(), option=orjson.OPT_INDENT_2))
        return
    echo(f"{found.place}{' (only to be read)' if found.read_only else ''}")
    echo(f"store {found.store}, schema {found.schema}, {found.bytes / _MIB:.1f} MiB")
    echo(f"{found.articles} articles; the last change has number {found.last_change}")
    for name, rows in found.rows.items():
        echo(f"{rows:>12}  {name}")


@command.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@cli_errors()
def copy(source: str, target: str) -> None:
    """Copy all records FROM one place TO an empty one, and compare both.

    A place is a data folder, its records.sqlite, the address of a PostgreSQL database, or a file that holds one. Leave
    a password to that file or ~/.pgpass, since other users of the machine see what stands in a command. Nobody can
    write to the records meanwhile. A copy that was ended goes on when the same command is given again. The copy goes on
    as the same store, with the same indexes: use the first one no more.
    """
    with progress_bar() as progress:
        task = progress.add_task("copying", total=None)
        compared = copy_records(
            source,
            target,
            lambda name, done, total: progress.update(task, description=name, completed=done, total=total),
        )
    for table in compared:
        echo(_describe(table))
    echo(
        f"{len(compared)} tables are equal. Set XABAR_RECORDS or XABAR_DATA to the new place on every machine."
    )


def _describe(table: TableCopy) -> str:
    return f"{table.rows:>12}  {table.name:<18} {table.checksum}"
