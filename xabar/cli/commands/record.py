"""`xabar record`: record a page as a test of its site. For a new site, draft its class."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.templates.new_site import NewSite
from xabar.app.record import find_checkout, record_page
from xabar.cli.completion import complete_sites
from xabar.cli.errors import cli_errors
from xabar.cli.options import set_option
from xabar.cli.printing import echo


@click.command()
@click.argument("site", shell_complete=complete_sites)
@click.argument("source", metavar="FILE-or-URL")
@click.option("--name", help="What to call the page. [default: latin, cyrillic or arabic, by its script]")
@click.option("--url", help="The address that a FILE was saved from. [default: as the page says]")
@click.option(
    "--now", type=click.DateTime(), help="When the page was fetched, UTC. [default: now, or the file's time]"
)
@click.option("--force", is_flag=True, help="Overwrite a page or a class that exists.")
@set_option
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder to write into. [default: this project's]",
)
@cli_errors()
def command(
    site: str,
    source: str,
    name: str | None,
    url: str | None,
    now: datetime | None,
    force: bool,
    overrides: dict[str, str],
    project: Path | None,
) -> None:
    """Write a page of SITE into tests/pages, with what is found on it; from then on it is a test.

    The bytes are kept as they are. The JSON holds what the program found: correct it by eye. A SITE that does not exist
    gets a class in crawler/spiders, with selectors guessed from the page. Exit status: 0 written; 1 the page cannot
    be read or gives no article, and nothing is written; 2 wrong use.
    """
    recording = record_page(
        site,
        source,
        checkout=find_checkout(project),
        name=name,
        url=url,
        now=now.replace(tzinfo=UTC) if now else None,
        settings=overrides,
    )
    for path in recording.write(force=force):
        echo(f"wrote {path}")
    echo("The JSON says what the program found: look through it, and correct it by eye.")
    if recording.draft:
        _say_what_is_left(site, recording.draft)


def _say_what_is_left(site: str, draft: NewSite) -> None:
    echo(f"{site} is new. Its dates were read in the zone {draft.zone}, {draft.zone_reason}.")
    if draft.layout.date is None:
        echo("No printed date was found near its title; those of sidebars and lists are not the article's.")
    echo("What is left:")
    echo(f"  fill in and check the lines with a comment in crawler/spiders/{site}.py")
    echo("  run `make docs`, which writes the table of docs/sites.md")
