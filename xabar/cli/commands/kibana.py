"""`xabar kibana`: put data views, saved searches and the dashboard into Kibana."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from xabar.app.doc_tables import renew_table
from xabar.cli.errors import cli_errors
from xabar.cli.printing import echo
from xabar.search.elastic.field_table import field_table
from xabar.search.kibana.importing import KibanaRefused, import_objects, saved_objects

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(name="kibana")
def command() -> None:
    """Kibana's saved objects."""


@command.command()
@click.option("--kibana-url", help="Such as http://localhost:5601; with /s/NAME for a space.")
@click.option(
    "--api-key-file", type=_FILE, help="A file with an API key, such as kibana.key of `index setup --keys`."
)
@click.option("--ca", type=_FILE, help="The authority that signed Kibana's certificate.")
@click.option("--dry-run", is_flag=True, help="Print the objects as NDJSON, send nothing.")
def setup(kibana_url: str | None, api_key_file: Path | None, ca: Path | None, dry_run: bool) -> None:
    """Import the data views, the searches and the dashboard. It may be repeated; it overwrites only its own objects."""
    if dry_run:
        echo(saved_objects(), nl=False)
        return
    if kibana_url is None:
        raise click.UsageError("--kibana-url is missing (or --dry-run)")
    api_key = api_key_file.read_text().strip() if api_key_file else None
    try:
        taken = asyncio.run(import_objects(kibana_url, saved_objects(), api_key=api_key, ca=ca))
    except KibanaRefused as error:
        raise click.ClickException(str(error)) from error
    echo(f"{kibana_url}: {taken} objects; open the dashboard “Xabar: news”")


@command.command()
@click.option("--write-table", type=_FILE, help="Renew the table of fields in a Markdown file.")
@cli_errors()
def fields(write_table: Path | None) -> None:
    """Show what each field of an index holds, as a Markdown table."""
    if write_table is None:
        echo(field_table(), nl=False)
        return
    changed = renew_table(write_table, "the table of fields", field_table())
    echo(f"{write_table}: {'renewed' if changed else 'is up to date'}")
