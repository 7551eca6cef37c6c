"""`xabar page`: take one page through extraction and every step, and store nothing."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import click

from xabar.app.explain import explain_page, read_in_bounds
from xabar.app.fetch import load_page
from xabar.app.opening import open_workers
from xabar.app.project import all_sites, find_site, project_settings
from xabar.app.site_names import check_sites
from xabar.cli.completion import complete_sites
from xabar.cli.console import SafeConsole
from xabar.cli.errors import cli_errors
from xabar.cli.options import set_option
from xabar.cli.page_view import print_page
from xabar.cli.printing import echo
from xabar.config import Config
from xabar.processing.cuts import whole_article


@click.command()
@click.argument("source", metavar="FILE-or-URL")
@click.option(
    "--site", shell_complete=complete_sites, help="The site whose page it is. [default: by the address]"
)
@click.option("--url", help="The address that a FILE was saved from. [default: as the page says]")
@click.option("--now", type=click.DateTime(), help="When the page was fetched, UTC. [default: now]")
@click.option(
    "--with-boilerplate",
    is_flag=True,
    help="Show the text with what was cut from it, each piece with the reason.",
)
@set_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@cli_errors()
def command(
    source: str,
    site: str | None,
    url: str | None,
    now: datetime | None,
    overrides: dict[str, str],
    with_boilerplate: bool,
    as_json: bool,
) -> None:
    """Show what becomes of a page: what each layer and step made of it, what was cut and why, and where the date is from.

    An address is fetched as politely as in a crawl: robots.txt is obeyed, private networks are not entered. Nothing
    is stored. Exit status: 0 it is an article, 1 it is refused, 2 wrong use.
    """
    settings = project_settings(overrides)
    if site:
        check_sites([site], list(all_sites(settings)))  # before anything is asked for
    config = Config.from_settings(settings)
    with open_workers(config) as workers:
        page = load_page(source, url, overrides, workers=workers)
        spider = find_site(site, page.url, settings)
        moment = now.replace(tzinfo=UTC) if now else datetime.now(UTC)
        report = read_in_bounds(explain_page, page, spider, now=moment, config=config, workers=workers)
    if as_json:
        if report.article and with_boilerplate:
            report.article = whole_article(report.article)
        echo(json.dumps(report.to_dict(), ensure_ascii=False))
    else:
        print_page(report, SafeConsole(), with_boilerplate)
    sys.exit(1 if report.problem else 0)
