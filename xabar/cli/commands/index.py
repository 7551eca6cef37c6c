"""`xabar index`: the index, which can always be rebuilt from the records."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path

import click
import orjson

from xabar.app.errors import NoRecords
from xabar.app.index import GenerationStatus, read_status, set_up
from xabar.app.opening import with_index, with_index_only
from xabar.cli.errors import cli_errors
from xabar.cli.feeding import feed_now, progress_bar
from xabar.cli.options import given_config
from xabar.cli.printing import echo
from xabar.records.place import absence, how_to_have_records, is_there
from xabar.records.store import RecordStore
from xabar.search.check import IndexCheck, check_index
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.engine import SearchEngine, SetupOptions
from xabar.search.rebuild import Permission, RebuildReport, rebuild_index

_json = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
_SECRET = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(name="index")
def command() -> None:
    """The search index: embedded, or the server that XABAR_SEARCH_URL names."""


@command.command()
@click.option(
    "--keys", type=click.Path(path_type=Path), help="On a secured server: put API keys into this folder."
)
@click.option(
    "--replace-keys",
    is_flag=True,
    help="Create new keys for those whose files are gone; the old ones stop working.",
)
@click.option(
    "--renew-keys", is_flag=True, help="Make all keys anew; what uses the old ones must get the new ones."
)
@click.option(
    "--admin", default="elastic", show_default=True, help="Who sets up, with --admin-password-file."
)
@click.option("--admin-password-file", type=_SECRET)
@click.option(
    "--kibana-password-file",
    type=_SECRET,
    help="Give the server's own user kibana_system this password.",
)
@click.option("--dry-run", is_flag=True, help="Print the requests of a first setup, send none.")
@cli_errors()
def setup(
    keys: Path | None,
    replace_keys: bool,
    renew_keys: bool,
    admin: str,
    admin_password_file: Path | None,
    kibana_password_file: Path | None,
    dry_run: bool,
) -> None:
    """Create the index if it does not exist. It may be repeated.

    On a server that is secured, XABAR_SEARCH_API_KEY must be an administrator's for this, or --admin-password-file
    given. With --keys it creates keys with few rights: writer.key for crawls, reader.key for searches, manager.key for
    rebuilds, kibana.key for `xabar kibana setup`.
    """
    password = _read_secret(admin_password_file)
    options = SetupOptions(
        administrator=(admin, password) if password else None,
        keys=keys,
        replace_keys=replace_keys,
        renew_keys=renew_keys,
        kibana_password=_read_secret(kibana_password_file),
    )
    config = given_config()
    work = _show_requests if dry_run else partial(_set_up, has_records=is_there(config.records_place))
    with_index_only(config, partial(work, options=options))


async def _show_requests(records: RecordStore, engine: SearchEngine, *, options: SetupOptions) -> None:
    for request in engine.setup_requests(options):
        echo(f"{request.method} {request.path} {orjson.dumps(request.body).decode()}")


async def _set_up(
    records: RecordStore, engine: SearchEngine, *, options: SetupOptions, has_records: bool
) -> None:
    async for step in set_up(records if has_records else None, engine, options):
        echo(f"Warning: {step.text}" if step.warning else step.text, err=step.warning)


def _read_secret(path: Path | None) -> str | None:
    return path.read_text().strip() if path else None


@command.command()
@_json
@cli_errors()
def status(as_json: bool) -> None:
    """Show the generations of the index, how far each has come, and what waits.

    Exit code 1 where there are neither records nor an index.
    """
    config = given_config()
    found = with_index_only(config, read_status)
    if not found.generations and not is_there(config.records_place):
        raise NoRecords(
            f"{absence(config.records_place)}, and no index in {found.address}."
            f" {how_to_have_records(config.records_place)}"
        )
    if as_json:
        echo(orjson.dumps(found.to_dict(), option=orjson.OPT_INDENT_2))
        return
    echo(f"{found.address}: {found.articles} articles in the records")
    if not found.generations:
        echo("no index; run `xabar index setup`")
    for generation in found.generations:
        echo("  ".join(_status_words(generation)))


def _status_words(status: GenerationStatus) -> list[str]:
    return [
        status.generation,
        "active" if status.active else "      ",
        "cannot be counted now" if status.documents is None else f"{status.documents} articles",
        f"confirmed to {status.confirmed}",
        f"{status.waiting} waiting",
        f"{status.dead} dead",
        f"analysis {status.analysis}",
        f"created {status.created}" if status.created else "",
        *([status.store] if status.store else []),
    ]


@command.command()
@_json
@cli_errors()
def feed(as_json: bool) -> None:
    """Carry what waits in the records into the index."""
    feed_now(given_config(), as_json=as_json)


@command.command()
@click.option("--yes", is_flag=True, help="Switch also if the articles fall by more than a tenth.")
@click.option(
    "--take-over",
    metavar="STORE",
    help="Make an index of these records beside that of another store, which the refusal names. Nothing is deleted.",
)
@_json
@cli_errors()
def rebuild(yes: bool, take_over: str | None, as_json: bool) -> None:
    """Make a new generation of the whole index, then switch to it; searches and crawls go on.

    The former generation is removed when the new one has answered a search. An index of another store is refused.
    """

    async def work(records: RecordStore, engine: SearchEngine) -> RebuildReport:
        with progress_bar() as progress:
            task = progress.add_task("rebuilding", total=None)
            return await rebuild_index(
                records,
                engine,
                lambda done, total: progress.update(task, completed=done, total=total),
                Permission(smaller=yes, take_over=take_over),
            )

    report = with_index(given_config(), work)
    if as_json:
        echo(orjson.dumps(report, option=orjson.OPT_INDENT_2))
        return
    echo(f"searches now see generation {report.generation}: {report.documents} articles")
    if report.dead:
        echo(f"{report.dead} were refused; `xabar dead list` shows them")
    if report.in_use:
        echo(f"another process still writes to {', '.join(report.in_use)}; the next rebuild removes it")
    if report.kept:
        echo(f"kept, because another store's articles are in it: {', '.join(report.kept)}")


@command.command()
@_json
@cli_errors()
def check(as_json: bool) -> None:
    """Compare the index with the records, article by article, and with today's analysis.

    Exit code 1 if they differ, or if everything waits and nothing could be compared.
    """
    found = with_index(given_config(), check_index)
    if as_json:
        echo(orjson.dumps(asdict(found) | {"ok": found.ok}, option=orjson.OPT_INDENT_2))
    else:
        _show_check(found)
    raise SystemExit(0 if found.ok else 1)


def _show_check(found: IndexCheck) -> None:
    echo(
        f"generation {found.generation}: {found.held} articles held, {found.expected} expected"
        f" ({found.waiting} waiting, {found.dead} dead)"
    )
    for name, ids in (("missing", found.missing), ("superfluous", found.superfluous)):
        if ids:
            echo(f"{name}: {len(ids)}, such as {', '.join(ids[:3])}")
    if found.damaged:
        echo(
            f"damaged in the records: {', '.join(found.damaged)}; the next crawl that meets their addresses fetches"
            " them again, or restore the records from a copy"
        )
    if found.outdated is not None:
        echo(f"built with other analysis tables ({found.outdated}, today's are {ANALYSIS_HASH})")
    if found.differs:
        echo("run `xabar index rebuild`")
    elif not found.damaged:
        echo("all well" if found.compared else "nothing was compared: run `xabar index feed`")
