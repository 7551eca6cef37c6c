"""Setting up a search server: templates, indexes, aliases, and keys of few rights."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from crawler import settings
from xabar.cli._opening import failing_in_words
from xabar.run import RunSum
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.elastic.keys import make_keys
from xabar.search.elastic.requests import setup_requests
from xabar.search.engine import EngineUnavailable


def set_up_server(keys: Path | None, *, replace: bool, admin: tuple[str, str] | None, dry_run: bool) -> None:
    """Set up the server of XABAR_SEARCH_URL as its administrator; with `keys`, put API keys into that folder."""
    try:
        connection = Connection(
            settings.XABAR_SEARCH_URL or "",
            api_key=None if admin else settings.XABAR_SEARCH_API_KEY,
            basic_auth=admin,
            trust=settings.XABAR_SEARCH_CA,
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if dry_run:
        for request in setup_requests("news", keys=keys is not None):
            click.echo(f"{request.method} {request.path} {orjson.dumps(request.body).decode()}")
        return
    with failing_in_words():
        asyncio.run(_set_up(connection, keys, replace))


async def _set_up(connection: Connection, keys: Path | None, replace: bool) -> None:
    engine = ElasticsearchEngine(connection)
    try:
        made = await engine.setup()
        click.echo(f"{engine.address}: {'made' if made else 'is there already'}")
        if keys is not None:
            for key in await make_keys(engine.client, connection, keys, name=engine.name, replace=replace):
                click.echo(f"{key.path}: {key.name} {key.outcome}")
    finally:
        await engine.close()


def report_run(run: RunSum) -> None:
    """Tell the server what a run came to, for Kibana's dashboard. A server that does not answer costs a warning."""
    if settings.XABAR_SEARCH_URL is None:
        return
    connection = Connection(
        settings.XABAR_SEARCH_URL, api_key=settings.XABAR_SEARCH_API_KEY, trust=settings.XABAR_SEARCH_CA
    )
    try:
        asyncio.run(_report(connection, run))
    except EngineUnavailable as error:
        logging.getLogger(__name__).warning("the dashboard will not show this run: %s", error)


async def _report(connection: Connection, run: RunSum) -> None:
    engine = ElasticsearchEngine(connection)
    try:
        await engine.report_run(run, datetime.now(UTC))
    finally:
        await engine.close()
