"""Setting up a search server: templates, indexes, aliases, and keys of few rights."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from crawler import settings
from xabar.cli.feeding import tell_what_waits
from xabar.cli.opening import failing_in_words, records_path
from xabar.crawl_stats import CrawlStats
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.elastic.keys import make_keys, set_kibana_password
from xabar.search.elastic.requests import setup_requests
from xabar.search.engine import EngineUnavailable, IndexOutdated


@dataclass(frozen=True, slots=True)
class ServerSetup:
    """What `xabar index setup` was asked to do on a server. `repr` holds no secret."""

    admin: tuple[str, str] | None = field(default=None, repr=False)
    keys: Path | None = None  # the folder for API keys
    replace_keys: bool = False
    kibana_password: str | None = field(default=None, repr=False)


def set_up_server(wanted: ServerSetup, *, dry_run: bool) -> None:
    """Set up the server of XABAR_SEARCH_URL as its administrator; with `dry_run` only print the requests."""
    if dry_run:
        for request in setup_requests("news", keys=wanted.keys is not None):
            click.echo(f"{request.method} {request.path} {orjson.dumps(request.body).decode()}")
        return
    with failing_in_words():
        asyncio.run(_set_up(_connection(wanted.admin), wanted))


def _connection(admin: tuple[str, str] | None = None) -> Connection:
    return Connection(
        settings.XABAR_SEARCH_URL or "",
        api_key=None if admin else settings.XABAR_SEARCH_API_KEY,
        basic_auth=admin,
        trust=settings.XABAR_SEARCH_CA,
    )


async def _set_up(connection: Connection, wanted: ServerSetup) -> None:
    engine = ElasticsearchEngine(connection)
    try:
        new = await _make_index(engine)
        made = await engine.make_runs_index() or new  # a crawl's own setup may not make it
        click.echo(f"{engine.address}: {'made' if made else 'is there already'}")
        if wanted.kibana_password:
            await set_kibana_password(engine.client, connection, wanted.kibana_password)
            click.echo("kibana_system: password set")
        if wanted.keys is not None:
            made_keys = await make_keys(
                engine.client, connection, wanted.keys, name=engine.name, replace=wanted.replace_keys
            )
            for key in made_keys:
                click.echo(f"{key.path}: {key.name} {key.outcome}")
        if records_path().exists():  # they may lie on another machine than the administrator's
            with RecordStore(records_path()) as records:
                await tell_what_waits(records, engine, new=new)
    finally:
        await engine.close()


async def _make_index(engine: ElasticsearchEngine) -> bool:
    """Whether it was made. An outdated index is only warned of: its rebuild needs the keys that are made next."""
    try:
        return await engine.setup()
    except IndexOutdated as error:
        click.echo(f"Warning: {error}", err=True)
        return False


def report_run(run: CrawlStats) -> None:
    """Tell the server what a run came to, for Kibana's dashboard. A server that does not answer costs a warning."""
    if settings.XABAR_SEARCH_URL is None:
        return
    try:
        asyncio.run(_report(_connection(), run))
    except EngineUnavailable as error:
        logging.getLogger(__name__).warning("the dashboard will not show this run: %s", error)


async def _report(connection: Connection, run: CrawlStats) -> None:
    engine = ElasticsearchEngine(connection)
    try:
        await engine.report_run(run, datetime.now(UTC))
    finally:
        await engine.close()
