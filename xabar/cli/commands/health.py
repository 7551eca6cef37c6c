"""`xabar health`: what is wrong with the sites and the installation, since when, and what to do."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click
import orjson
from rich.table import Table
from rich.text import Text

from xabar.app.health import check_health
from xabar.cli.completion import complete_sites
from xabar.cli.console import table_console
from xabar.cli.errors import cli_errors
from xabar.cli.options import given_config
from xabar.cli.printing import echo
from xabar.health.kinds import KINDS
from xabar.monitoring.alarms import SiteState


@click.command(name="health")
@click.option(
    "--site",
    "sites",
    multiple=True,
    shell_complete=complete_sites,
    help="Only this site and the installation; may be repeated.",
)
@click.option("--alarms", "only_alarms", is_flag=True, help="Leave out what is well.")
@click.option(
    "--to",
    "targets",
    metavar="TARGET",
    multiple=True,
    help="Tell what has begun and what is over since the last time, beside the targets of XABAR_HEALTH_TO: https://…,"
    " mailto:NAME@HOST, command:PROGRAM, feed.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@cli_errors()
def command(sites: tuple[str, ...], only_alarms: bool, targets: tuple[str, ...], as_json: bool) -> None:
    """Judge every site by its runs: what is wrong, since when, and what to do about it.

    A site is new until ten runs over two weeks have shown what is usual for it.

    Exit status: 0 all is well; 1 there are alarms, or somebody could not be told; 2 wrong use.
    """
    states, problems = check_health(given_config(), datetime.now(UTC), sites or None, targets)
    shown = [state for state in states if state.alarms or not only_alarms]
    if as_json:
        echo(orjson.dumps([state.to_dict() for state in shown], option=orjson.OPT_INDENT_2))
    else:
        table_console().print(_table(shown))
    for problem in problems:
        echo(problem, err=True)
    sys.exit(bool(problems) or any(state.alarms for state in states))


def _table(states: list[SiteState]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("site", no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("since (UTC)", no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("what to do", overflow="fold")
    for state in states:
        name = state.site or "installation"
        if not state.alarms:
            table.add_row(name, state.state, "", "", "")
        for alarm in state.alarms:
            title, advice = KINDS[alarm.kind]
            what = Text(f"{title}: {alarm.cause}")
            table.add_row(name, "alarm", f"{alarm.opened_at:%Y-%m-%d %H:%M}", what, Text(advice))
    return table
