"""`xabar schedule`: crawl every site when it is due, until it is told to stop."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import orjson
from rich.table import Table

from xabar.app.schedule import ScheduleOptions
from xabar.app.schedule_list import Turn, list_turns
from xabar.cli.completion import complete_sites
from xabar.cli.console import table_console
from xabar.cli.errors import cli_errors
from xabar.cli.options import set_option
from xabar.cli.printing import echo
from xabar.cli.schedule_runs import run_and_say
from xabar.lengths import read_bounds, show_length


class Interval(click.ParamType[str]):
    """An interval such as 30m, or two that bound it, such as 10m-6h."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it was given; what is no interval is a usage error."""
        try:
            read_bounds(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return str(value)


def _read_address(
    context: click.Context, option: click.Parameter, value: str | None
) -> tuple[str, int] | None:
    """Return host and port; what is neither is a usage error."""
    if value is None:
        return None
    host, _, port = value.rpartition(":")
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise click.BadParameter(f"{value!r} is no port: give 9464, or 0.0.0.0:9464 for all networks")
    return host or "127.0.0.1", int(port)


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...", shell_complete=complete_sites)
@click.option(
    "--every",
    type=Interval(),
    help="From one run of a site to the next: 30m, or 10m-6h to follow how often it publishes.",
)
@click.option("--once", is_flag=True, help="Run what is due now, and end: for cron and timers.")
@click.option("--list", "listed", is_flag=True, help="Show what is due when and why; run nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print JSON.")
@click.option(
    "--metrics",
    metavar="[HOST:]PORT",
    callback=_read_address,
    help="Serve /metrics for Prometheus, /healthz and /livez for probes; on loopback unless a host is given.",
)
@set_option
@cli_errors()
def command(
    sites: tuple[str, ...],
    every: str | None,
    once: bool,
    listed: bool,
    as_json: bool,
    metrics: tuple[str, int] | None,
    overrides: dict[str, str],
) -> None:
    """Crawl each SITE, or all, when it is due: the more it publishes, the more often. Late revisits, backfill and
    reparse run at night. Any number of schedulers may share the records.

    SIGTERM and Ctrl-C end the runs as Ctrl-C ends a crawl, and then the schedule; a second one ends them at once. What
    is stored is kept. Exit status: 130 after Ctrl-C; with --once, 1 if a run failed; otherwise 0.
    """
    if as_json and not listed:
        raise click.UsageError("--json needs --list")
    settings = overrides | ({"XABAR_CRAWL_EVERY": every} if every else {})
    options = ScheduleOptions(sites, settings, once=once)
    if listed:
        _show(list_turns(options, datetime.now(UTC)), as_json)
        return
    raise SystemExit(run_and_say(options, metrics))


def _show(turns: list[Turn], as_json: bool) -> None:
    if as_json:
        echo(orjson.dumps([turn.to_dict() for turn in turns], option=orjson.OPT_INDENT_2))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("site", "work", "due (UTC)", "interval", "last run (UTC)"):
        table.add_column(name, no_wrap=True)
    for name in ("what came of it", "why", "now"):
        table.add_column(name)
    for turn in turns:
        job = turn.job
        table.add_row(
            *(job.site, job.work, f"{job.due_at:%Y-%m-%d %H:%M}"),
            show_length(job.interval) if job.interval else "",
            f"{job.ended_at:%Y-%m-%d %H:%M}" if job.ended_at else "never",
            *(job.verdict or "", turn.why, turn.holder or ""),
        )
    table_console().print(table)
