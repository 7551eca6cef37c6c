"""xabar index: the derived index, which can always be made again from the records."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
import orjson

from crawler import settings
from xabar.cli.feeding import feed_now, progress_bar, tell_what_waits
from xabar.cli.opening import with_index
from xabar.cli.server import ServerSetup, set_up_server
from xabar.records.store import RecordStore
from xabar.search.analysis import ANALYSIS_HASH
from xabar.search.check import IndexCheck, check_index
from xabar.search.engine import Generation, SearchEngine
from xabar.search.rebuild import RebuildFailed, RebuildReport, rebuild_index

_json = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.group(name="index")
def command() -> None:
    """The search index: embedded, or the server that XABAR_SEARCH_URL names."""


@command.command()
@click.option(
    "--keys", type=click.Path(path_type=Path), help="On a secured server: put API keys into this folder."
)
@click.option(
    "--replace-keys", is_flag=True, help="Make keys anew whose files are gone; the old ones stop working."
)
@click.option(
    "--admin", default="elastic", show_default=True, help="Who sets up, with --admin-password-file."
)
@click.option("--admin-password-file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--kibana-password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Give the server's own user kibana_system this password.",
)
@click.option("--dry-run", is_flag=True, help="Print the requests of a first setup, send none.")
def setup(
    keys: Path | None,
    replace_keys: bool,
    admin: str,
    admin_password_file: Path | None,
    kibana_password_file: Path | None,
    dry_run: bool,
) -> None:
    """Make the index, if it is not there. Harmless to repeat.

    On a server that is secured, XABAR_SEARCH_API_KEY must be an administrator's for this, or --admin-password-file
    given. With --keys it makes keys of few rights: writer.key for crawls, reader.key for searches, manager.key for
    rebuilds, kibana.key for `xabar kibana setup`.
    """
    if settings.XABAR_SEARCH_URL is not None:
        if keys and not (admin_password_file or dry_run):
            raise click.UsageError(
                "--keys needs --admin-password-file: the server lets only a user make keys"
            )
        password = _read_secret(admin_password_file)
        set_up_server(
            ServerSetup(
                admin=(admin, password) if password else None,
                keys=keys,
                replace_keys=replace_keys,
                kibana_password=_read_secret(kibana_password_file),
            ),
            dry_run=dry_run,
        )
        return
    if keys or dry_run or admin_password_file or kibana_password_file:
        raise click.UsageError("the embedded index has neither keys nor requests: set XABAR_SEARCH_URL")

    async def work(records: RecordStore, engine: SearchEngine) -> None:
        made = await engine.setup()
        click.echo(f"{engine.address}: {'made' if made else 'is there already'}")
        await tell_what_waits(records, engine, new=made)

    with_index(work)


def _read_secret(path: Path | None) -> str | None:
    return path.read_text().strip() if path else None


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
        "analysis": "current"
        if generation.analysis_hash == ANALYSIS_HASH
        else "outdated: run `xabar index rebuild`",
        "created": generation.created_at.isoformat(timespec="seconds") if generation.created_at else None,
    }


def _status_words(row: dict[str, object]) -> list[str]:
    return [
        str(row["generation"]),
        "active" if row["active"] else "      ",
        "not to be counted now" if row["documents"] is None else f"{row['documents']} articles",
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
    """Compare the index with the records, article by article, and with today's analysis.

    Exit code 1 if they differ, or if everything waits and nothing could be compared.
    """
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
    if found.outdated is not None:
        click.echo(f"built with other analysis tables ({found.outdated}, today's are {ANALYSIS_HASH})")
    if found.differs:
        click.echo("run `xabar index rebuild`")
    else:
        click.echo("all well" if found.compared else "nothing was compared: run `xabar index feed`")
