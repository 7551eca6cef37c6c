"""xabar dead: what the index refused for good, and offering it again."""

from __future__ import annotations

import click
import orjson

from xabar.cli.feeding import feed_now
from xabar.cli.opening import failing_in_words, records_path, with_index
from xabar.records.store import RecordStore


@click.group(name="dead")
def command() -> None:
    """Articles that the index refused for good: nothing is lost, each is in the records with the reason."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_letters(as_json: bool) -> None:
    """Show what was refused, and why. Exit code 1 when there is any."""
    with failing_in_words(), RecordStore(records_path()) as records:
        letters = records.dead_letters()
    if as_json:
        click.echo(orjson.dumps(letters, option=orjson.OPT_INDENT_2))
    elif not letters:
        click.echo("no dead letters")
    else:
        for letter in letters:
            click.echo(f"{letter.id}  {letter.url or 'removed since'}")
            place = f"{letter.index} {letter.generation}"
            click.echo(f"    refused {letter.refused_at:%Y-%m-%d %H:%M} by {place}: {letter.reason}")
    raise SystemExit(1 if letters else 0)


@command.command(name="retry")
@click.argument("ids", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: the sum of the feed.")
def retry(ids: tuple[str, ...], as_json: bool) -> None:
    """Offer the refused articles to the index again: these IDS, or all of them."""
    with failing_in_words(), RecordStore(records_path()) as records:
        known = {letter.id for letter in records.dead_letters()}
        if strangers := [each for each in ids if each not in known]:
            raise click.UsageError(f"no dead letter {', '.join(strangers)}; `xabar dead list` shows them")
        offered = records.retry_dead(ids=ids or None)
    if not as_json:
        click.echo(f"offered again: {offered}")
    with_index(lambda records, engine: feed_now(records, engine, as_json=as_json))
