"""xabar index: the derived index, which can always be made again from the records."""

from __future__ import annotations

from dataclasses import asdict

import click
import orjson

from xabar.cli._feeding import feed_now, progress_bar
from xabar.cli._opening import with_index
from xabar.records.store import RecordStore
from xabar.search.analysis import CHAIN_ID
from xabar.search.check import IndexCheck, check_index
from xabar.search.engine import Generation, SearchEngine
from xabar.search.rebuild import RebuildFailed, RebuildReport, rebuild_index

_json = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.group(name="index")
def command() -> None:
    """The search index: embedded, or the server that XABAR_SEARCH_URL names."""


@command.command()
def setup() -> None:
    """Make the index, if it is not there. Harmless to repeat."""

    async def work(records: RecordStore, engine: SearchEngine) -> None:
        made = await engine.setup()
        click.echo(f"{engine.address}: {'made' if made else 'is there already'}")

    with_index(work)


@command.command()
@_json
def status(as_json: bool) -> None:
    """Builds of the index, how far each has come, what waits."""

    async def work(records: RecordStore, engine: SearchEngine) -> None:
        generations = await engine.generations()
        rows = [_status_row(records, engine.address, generation) for generation in generations]
        if as_json:
            values = {"address": engine.address, "articles": records.count_articles(), "generations": rows}
            click.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2))
            return
        click.echo(f"{engine.address}: {records.count_articles()} articles in the records")
        if not rows:
            click.echo("no index; run `xabar index setup`")
            return
        for row in rows:
            click.echo("  ".join(_status_words(row)))

    with_index(work)


def _status_row(records: RecordStore, address: str, generation: Generation) -> dict[str, object]:
    confirmed = records.confirmed(address, generation.name)
    return {
        "generation": generation.name,
        "active": generation.active,
        "documents": generation.documents,
        "confirmed": confirmed,
        "waiting": records.count_changes_after(confirmed),
        "dead": records.count_dead(address, generation.name),
        "analysis": "current" if generation.chain == CHAIN_ID else "outdated: run `xabar index rebuild`",
        "created": generation.created_at.isoformat(timespec="seconds") if generation.created_at else None,
    }


def _status_words(row: dict[str, object]) -> list[str]:
    return [
        str(row["generation"]),
        "active" if row["active"] else "      ",
        f"{row['documents']} articles",
        f"confirmed to {row['confirmed']}",
        f"{row['waiting']} waiting",
        f"{row['dead']} dead",
        f"analysis {row['analysis']}",
        f"made {row['created']}" if row["created"] else "",
    ]


@command.command()
@_json
def feed(as_json: bool) -> None:
    """Carry what waits in the records into the index."""
    with_index(lambda records, engine: feed_now(records, engine, as_json=as_json))


@command.command()
@_json
def rebuild(as_json: bool) -> None:
    """Build the whole index anew beside the old one, then change over; searches and crawls go on."""

    async def work(records: RecordStore, engine: SearchEngine) -> RebuildReport:
        with progress_bar() as progress:
            task = progress.add_task("rebuilding", total=None)
            return await rebuild_index(
                records, engine, lambda done, total: progress.update(task, completed=done, total=total)
            )

    try:
        report = with_index(work)
    except RebuildFailed as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(orjson.dumps(report, option=orjson.OPT_INDENT_2))
        return
    click.echo(f"searches now see generation {report.generation}: {report.documents} articles")
    if report.dead:
        click.echo(f"{report.dead} were refused; `xabar dead list` shows them")
    if report.in_use:
        click.echo(f"another process still writes to {', '.join(report.in_use)}; the next rebuild removes it")


@command.command()
@_json
def check(as_json: bool) -> None:
    """Compare the index with the records, article by article. Exit code 1 when they differ."""
    found = with_index(check_index)
    if as_json:
        click.echo(orjson.dumps(asdict(found) | {"ok": found.ok}, option=orjson.OPT_INDENT_2))
    else:
        _show_check(found)
    raise SystemExit(0 if found.ok else 1)


def _show_check(found: IndexCheck) -> None:
    click.echo(
        f"generation {found.generation}: {found.held} articles held, {found.expected} expected"
        f" ({found.waiting} waiting, {found.dead} dead)"
    )
    for name, ids in (("missing", found.missing), ("superfluous", found.superfluous)):
        if ids:
            click.echo(f"{name}: {len(ids)}, such as {', '.join(ids[:3])}")
    click.echo("all well" if found.ok else "run `xabar index rebuild`")
