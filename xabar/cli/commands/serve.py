"""`xabar serve`: the web page over the records and the index."""

from __future__ import annotations

import click

from xabar.cli.errors import cli_errors
from xabar.cli.options import given_config
from xabar.cli.printing import echo
from xabar.web.options import is_loopback, read_base_path, read_name
from xabar.web.serving import Listening, prepare, serve


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.option(
    "--token/--no-token",
    "wants_token",
    default=None,
    help="Ask for an access token. [default: only if --host is not this machine alone]",
)
@click.option(
    "--name", "names", multiple=True, help="A name of this host, as news.example.org; may be repeated."
)
@click.option("--base-path", default="", help="The path below which a proxy shows the pages, as /news.")
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="Believe the X-Forwarded headers of a proxy at this address; may be repeated.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 600),
    default=10.0,
    show_default=True,
    help="Seconds for an answer of the index.",
)
@click.option(
    "--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Searches at the same time."
)
@cli_errors()
def command(
    host: str,
    port: int,
    wants_token: bool | None,
    names: tuple[str, ...],
    base_path: str,
    proxies: tuple[str, ...],
    timeout: float,
    threads: int,
) -> None:
    """Serve the web page: search, articles, saved searches, feeds. Ctrl-C or SIGTERM ends it, after what it answers.

    It listens on this machine alone unless --host says otherwise, and then it asks for an access token. The token is
    made at the first start and kept in the file web-token of the data folder.
    """
    if wants_token is False and not is_loopback(host):
        raise click.UsageError(
            f"--no-token is for this machine alone: whoever reaches {host} could read everything. Leave it out, or listen"
            " on 127.0.0.1"
        )
    config = given_config()
    options = prepare(
        config,
        with_token=wants_token if wants_token is not None else not is_loopback(host),
        names=tuple(map(read_name, names)),
        base_path=read_base_path(base_path),
        timeout=timeout,
        readers=threads,
    )
    if options.token_file is not None:
        echo(f"The access token is in {options.token_file}", err=True)
    serve(
        config, options, Listening(host, port, proxies), lambda address: echo(f"Serving {address}", err=True)
    )
