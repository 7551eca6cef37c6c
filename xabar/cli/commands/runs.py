"""`xabar runs`: the runs of the crawl with their counts; `xabar runs show ID`: one of them, address by address."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import click
import orjson
from rich.table import Table
from rich.text import Text

from xabar.app.runs import RunStatus, list_runs, read_run
from xabar.cli.completion import complete_sites
from xabar.cli.console import SafeConsole, table_console
from xabar.cli.errors import cli_errors
from xabar.cli.options import SINCE, UNTIL, given_config
from xabar.cli.printing import echo
from xabar.records.runs import RefusedAddress

_MINUTE = "%Y-%m-%d %H:%M"
_WIDE = 120  # columns of a terminal in which each count has its own, and the reasons have room


@click.group(invoke_without_command=True)
@click.option("--site", shell_complete=complete_sites, help="Only runs of this site.")
@click.option("--since", type=SINCE, help="Only runs since a day, by UTC: 2026-11-24, 2026-11, 7d.")
@click.option("--until", type=UNTIL, help="Only runs until the end of a day.")
@click.option("--failed", is_flag=True, help="Only runs that gave nothing or did not finish.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Most runs to list.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, with all that was measured.")
@click.pass_context
@cli_errors()
def command(
    context: click.Context,
    site: str | None,
    since: date | None,
    until: date | None,
    failed: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List runs, the newest first: what each brought in, how long it took, and why pages are missing."""
    if context.invoked_subcommand:
        return
    if since and until and since > until:
        raise click.UsageError(f"--since {since} lies after --until {until}")
    runs = list_runs(
        given_config(),
        datetime.now(UTC),
        site=site,
        since=_midnight(since),
        until=_midnight(until + timedelta(days=1)) if until else None,
        failed=failed,
        limit=limit,
    )
    if as_json:
        echo(orjson.dumps([run.to_dict() for run in runs], option=orjson.OPT_INDENT_2))
    elif runs:
        console = table_console()
        console.print(_table(runs) if console.width >= _WIDE else _narrow_table(runs))
    else:
        echo("No run is like that.")


@command.command()
@click.argument("run_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@cli_errors()
def show(run_id: str, as_json: bool) -> None:
    """Show one run, and every address that it refused with the reason and the status of the answer.

    The beginning of an ID is enough. Addresses are kept for 30 days, a thousand of each run.
    """
    run, refused = read_run(given_config(), run_id, datetime.now(UTC))
    if as_json:
        echo(orjson.dumps(_to_dict(run, refused), option=orjson.OPT_INDENT_2))
        return
    console = SafeConsole()
    console.soft_wrap = not console.is_terminal
    for line in _lines(run):
        console.print(Text(line))
    for each in refused:
        console.print(Text(f"{each.reason:<16} {each.status or '-':>4}  {each.url}"))
    missing = run.run.stats.rejected.total() - len(refused)
    if missing > 0:
        console.print(Text(f"and {missing} more, whose addresses are no longer kept, or never were"))


def _to_dict(run: RunStatus, refused: list[RefusedAddress]) -> dict[str, Any]:
    addresses = [{"url": each.url, "reason": each.reason, "status": each.status} for each in refused]
    return run.to_dict() | {"refused": addresses}


def _table(runs: list[RunStatus]) -> Table:
    table = _table_of_runs()
    for name in ("fetched", "stored", "unchanged", "duplicate", "rejected"):
        table.add_column(name, justify="right")
    table.add_column("reasons", overflow="fold")
    for run in runs:
        stats = run.run.stats
        counts = (stats.fetched, stats.stored, stats.unchanged, stats.duplicate, stats.rejected.total())
        table.add_row(*_beginning(run), *map(str, counts), "; ".join(run.reasons()))
    return table


def _narrow_table(runs: list[RunStatus]) -> Table:
    table = _table_of_runs()
    table.add_column("pages", overflow="fold")
    for run in runs:
        stats = run.run.stats
        counts = {
            "stored": stats.stored,
            "unchanged": stats.unchanged,
            "duplicate": stats.duplicate,
            "rejected": stats.rejected.total(),
        }
        parts = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        pages = f"{stats.fetched} fetched: {parts}" if parts else f"{stats.fetched} fetched"
        table.add_row(*_beginning(run), "; ".join([pages, *run.reasons()]))
    return table


def _table_of_runs() -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("id", "site", "began (UTC)", "took"):
        table.add_column(name, no_wrap=True)
    return table


def _beginning(run: RunStatus) -> tuple[str, ...]:
    return run.run.id, run.run.stats.site, f"{run.run.started_at:{_MINUTE}}", _duration(run)


def _lines(run: RunStatus) -> list[str]:
    stats, measures = run.run.stats, run.run.stats.measures
    lines = [
        f"{run.run.id}  {stats.site}  {run.run.started_at:{_MINUTE}} UTC, {_duration(run)}, {run.ending}",
        f"{stats.fetched} fetched = {stats.stored} stored + {stats.unchanged} unchanged + {stats.duplicate} duplicate"
        f" + {stats.rejected.total()} rejected; {stats.known} known, {stats.discovery} discovery pages",
    ]
    if measures and measures.articles:
        lines.append(
            f"{measures.articles} articles, read by {_counted(measures.layers)}; dates from"
            f" {_counted(measures.date_sources)}; half of the texts are longer than {measures.body_length} characters"
        )
    if measures and measures.statuses:
        lines.append(f"answers: {_counted(measures.statuses)}")
    return [*lines, *run.reasons()]


def _counted(counts: dict[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name} × {count}" for name, count in ordered) or "nothing"


def _duration(run: RunStatus) -> str:
    seconds = round(run.seconds)
    if run.run.finished_at is None:
        return f"{run.ending}"
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
