"""`xabar restore`: give back an article that was removed because its site says that it is gone."""

from __future__ import annotations

import click

from xabar.app.history import restore_article
from xabar.cli.errors import cli_errors
from xabar.cli.options import given_config
from xabar.cli.printing import echo


@click.command(name="restore")
@click.argument("wanted", metavar="ID-or-URL")
@cli_errors()
def command(wanted: str) -> None:
    """Give back an article that was removed, with its last text. It is kept from then on, whatever its site says.

    `xabar index feed`, or the next crawl, carries it into the index.
    """
    article = restore_article(given_config(), wanted)
    echo(f"{article.id} is back: {article.title}; `xabar index feed` carries it into the index")
