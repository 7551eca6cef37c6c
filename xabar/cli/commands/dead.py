"""`xabar dead`: the articles that the index refused for good."""

from __future__ import annotations

import click
import orjson

from xabar.app.dead_letters import list_dead, retry_dead
from xabar.cli.errors import cli_errors
from xabar.cli.feeding import feed_now
from xabar.cli.options import given_config
from xabar.cli.printing import echo


@click.group(name="dead")
def command() -> None:
    """Articles that the index refused for good. Nothing is lost: each is in the records, with the reason."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@cli_errors()
def list_letters(as_json: bool) -> None:
    """Show what was refused, and why. Exit code 1 if anything was."""
    letters = list_dead(given_config())
    if as_json:
        echo(orjson.dumps(letters, option=orjson.OPT_INDENT_2))
    elif not letters:
        echo("no dead letters")
    else:
        for letter in letters:
            echo(f"{letter.id}  {letter.url or 'removed since'}")
            place = f"{letter.index} {letter.generation}"
            echo(f"    refused {letter.refused_at:%Y-%m-%d %H:%M} by {place}: {letter.reason}")
    raise SystemExit(1 if letters else 0)


@command.command(name="retry")
@click.argument("ids", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: the counts of the feed.")
@cli_errors()
def retry(ids: tuple[str, ...], as_json: bool) -> None:
    """Offer the refused articles to the index again: these IDS, or all of them."""
    config = given_config()
    offered = retry_dead(config, ids)
    if not as_json:
        echo(f"offered again: {offered}")
    feed_now(config, as_json=as_json)
