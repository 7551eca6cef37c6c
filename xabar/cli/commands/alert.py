"""`xabar alert`: be told of articles that a query finds, when they are stored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

import click
import orjson

from xabar.alerts.definition import Definition, Digest
from xabar.alerts.telling import show_target
from xabar.app.alerts import (
    AlertState,
    add_alert,
    filters_of,
    list_alerts,
    pause_alert,
    remove_alert,
    send_alerts,
    show_alert,
    try_alert,
)
from xabar.cli.errors import cli_errors
from xabar.cli.filter_options import filter_options_without_days, join_query, note_ignored, note_unknown_sites
from xabar.cli.options import SINCE, given_config, today
from xabar.cli.printing import echo
from xabar.cli.query_command import QueryCommand
from xabar.language.printable import printable_line

_as_json = click.option("--json", "as_json", is_flag=True, help="JSON.")


@click.group(name="alert")
def command() -> None:
    """Be told of articles when they are stored: by webhook, e-mail, command or Atom feed.

    A crawl tells by itself; `xabar alert send` does it for cron.
    """


@command.command(name="add", cls=QueryCommand)
@click.argument("name")
@click.argument("query", nargs=-1)
@filter_options_without_days
@click.option(
    "--to",
    "targets",
    multiple=True,
    metavar="TARGET",
    help="https://…, mailto:name@host, command:PROGRAM or feed; may be repeated.  [default: feed]",
)
@click.option(
    "--digest",
    type=click.Choice(get_args(Digest)),
    help="Tell once an hour or a day, when it is over; otherwise at once.",
)
@click.option("--zone", default="Asia/Tashkent", show_default=True, help="Whose hours and days.")
@click.option("--since", type=SINCE, help="Tell also of what was fetched since this day.")
@click.option("--replace", "replaced", is_flag=True, help="Change an alert; what it has found stays.")
@cli_errors()
def add(
    name: str,
    query: tuple[str, ...],
    targets: tuple[str, ...],
    since: date | None,
    replaced: bool,
    **values: Any,
) -> None:
    """Tell TARGETS of every article that QUERY finds from now on, in any script and word form.

    The query and the filters are those of `xabar search`. Each article is told once, and near copies of it are not told
    again. Names and loose spellings count unless --exact is given; corrections never do.
    """
    definition = Definition(join_query(query) or "*", tuple(dict.fromkeys(targets)) or ("feed",), **values)
    if not query and not filters_of(definition):
        raise click.UsageError("Missing argument 'QUERY': type a word, '*' for every article, or a filter")
    config = given_config()
    notes = add_alert(config, name, definition, datetime.now(UTC), since=since, replaced=replaced)
    note_ignored(definition.query)
    note_unknown_sites(config, definition.request(today()))
    echo(f"alert {name} {'changed' if replaced else 'added'}")
    for note in notes:
        echo(f"Note: {note}", err=True)


@command.command(name="list")
@_as_json
@cli_errors()
def show_all(as_json: bool) -> None:
    """Show all alerts, and what could not be told. Exit code 1 if anything could not."""
    states = list_alerts(given_config())
    if as_json:
        echo(orjson.dumps([state.to_dict() for state in states], option=orjson.OPT_INDENT_2))
    elif not states:
        echo("no alerts; `xabar alert add NAME QUERY --to TARGET` makes one")
    else:
        for state in states:
            _print(state)
    failing = any(message.problem for state in states for message in state.messages)
    raise SystemExit(1 if failing else 0)


@command.command(name="show")
@click.argument("name")
@_as_json
@cli_errors()
def show(name: str, as_json: bool) -> None:
    """Show one alert, and every message that waits."""
    state = show_alert(given_config(), name)
    if as_json:
        echo(orjson.dumps(state.to_dict(), option=orjson.OPT_INDENT_2))
        return
    _print(state)
    for message in state.messages:
        articles = f"{len(message.article_ids)} article{'s' * (len(message.article_ids) != 1)}"
        echo(
            f"    {articles} for {show_target(message.target)}, due at {message.due_at:%Y-%m-%d %H:%M:%S} UTC,"
            f" {message.attempts} attempts"
        )


@command.command(name="remove")
@click.argument("name")
@cli_errors()
def remove(name: str) -> None:
    """Remove an alert, with its feed and all that waits to be told."""
    remove_alert(given_config(), name)
    echo(f"alert {name} removed")


@command.command(name="pause")
@click.argument("name")
@cli_errors()
def pause(name: str) -> None:
    """Let an alert rest. What is stored meanwhile is told when it goes on."""
    pause_alert(given_config(), name, paused=True)
    echo(f"alert {name} paused")


@command.command(name="resume")
@click.argument("name")
@click.option("--skip", is_flag=True, help="Leave out what was stored while it rested.")
@cli_errors()
def resume(name: str, skip: bool) -> None:
    """Let an alert go on."""
    pause_alert(given_config(), name, paused=False, skip=skip)
    echo(f"alert {name} goes on")


@command.command(name="test")
@click.argument("name")
@click.option("--since", type=SINCE, default="7d", show_default=True, help="Articles fetched since this day.")
@_as_json
@cli_errors()
def try_out(name: str, since: date, as_json: bool) -> None:
    """Show what an alert would have found in the last days. Nothing is told."""
    count = 0
    for found in try_alert(given_config(), name, since, datetime.now(UTC)):
        count += 1
        if as_json:
            echo(orjson.dumps(found.to_dict()))
        else:
            article = found.article
            echo(f"{article.published_day or 'no date'}  {article.site}  {printable_line(article.title)}")
            echo(f"    {article.url}")
    if not as_json:
        echo(f"{count} article{'s' * (count != 1)} since {since}")


@command.command(name="send")
@click.option("--retry", is_flag=True, help="Try again now what failed, without waiting for its time.")
@_as_json
@cli_errors()
def send(retry: bool, as_json: bool) -> None:
    """Compare what was stored with all alerts, and tell what is due. Exit code 1 if a target could not be told."""
    passed = send_alerts(given_config(), retry=retry)
    told = passed.told
    if as_json:
        values = {
            "matched": passed.matched,
            "told": told.told,
            "failed": told.failed,
            "problems": told.problems,
            "holder": passed.holder,
        }
        echo(orjson.dumps(values, option=orjson.OPT_INDENT_2))
    elif passed.holder:
        echo(f"{passed.holder} is telling the alerts; what is still due then is told by the next look")
    else:
        echo(f"matched {passed.matched}, messages told {told.told}, failed {told.failed}")
        for problem in told.problems:
            echo(f"    {problem}", err=True)
    raise SystemExit(1 if told.failed else 0)


def _print(state: AlertState) -> None:
    definition = state.definition
    filters = [f"{name}:{'|'.join(values)}" for name, values in filters_of(definition).items()]
    marks = [*filters, *(["exact"] if definition.exact else [])]
    marks += [f"each {definition.digest} of {definition.zone}"] if definition.digest else []
    echo(
        f"{state.stored.name}{' (paused)' if state.stored.paused else ''}  {definition.query}  {' '.join(marks)}".rstrip()
    )
    counts = state.counts
    last = f", the last at {counts.last_at:%Y-%m-%d %H:%M} UTC" if counts.last_at else ""
    waiting = f", {counts.waiting} wait to be told" if counts.waiting else ""
    echo(f"    found {counts.found}{last}{waiting}")
    for target in definition.targets:
        messages = [message for message in state.messages if message.target == target]
        failing = [message for message in messages if message.problem]
        waits = f"  {len(messages)} messages wait" if messages else ""
        problem = f": {failing[0].problem} ({failing[0].attempts} attempts)" if failing else ""
        echo(f"    to {show_target(target)}{waits}{problem}")
