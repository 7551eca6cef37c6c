"""`xabar sites`: every site with its editions, its last run, its articles and its health; or its boilerplate.

`xabar sites add` and `remove` change which sites without a class are known.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.table import Table

from crawler.described import DescribedSite
from crawler.spider import NewsSpider
from xabar.app.boilerplate import BoilerplateText, decide_line, list_boilerplate
from xabar.app.described import AddedSite, add_sites, name_of, named_site, read_address, remove_site
from xabar.app.layouts import forget_layouts, list_layouts
from xabar.app.project import all_sites, project_settings
from xabar.app.site_list import read_site_list
from xabar.app.site_names import check_sites
from xabar.app.site_table import write_table as write_site_table
from xabar.app.sites import SiteStatus, list_sites, stored_sites
from xabar.article import Verdict
from xabar.cli.console import table_console
from xabar.cli.errors import cli_errors
from xabar.cli.interruption import ended_by_ctrl_c
from xabar.cli.options import set_option
from xabar.cli.printing import echo
from xabar.cli.site_tables import boilerplate_table, learned_table, status_table
from xabar.config import Config


@click.group(invoke_without_command=True)
@click.option(
    "--boilerplate",
    metavar="[SITE]",
    is_flag=False,
    flag_value="",
    help="What was cut from a site's articles and why, in how many, with an example; or what all sites repeat.",
)
@click.option("--pin", metavar="LINE", help="With --boilerplate SITE: always remove the line.")
@click.option("--allow", metavar="LINE", help="With --boilerplate SITE: never remove the line.")
@click.option("--release", metavar="LINE", help="With --boilerplate SITE: take back a pin or an allowance.")
@click.option(
    "--learned",
    metavar="[SITE]",
    is_flag=False,
    flag_value="",
    help="The places of text, title, date and authors that were worked out from a site's articles, or from those of all.",
)
@click.option(
    "--forget", is_flag=True, help="With --learned SITE: forget them, so that they are learned anew."
)
@click.option(
    "--write-table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Renew the table of sites in a Markdown file.",
)
@click.option(
    "--explain",
    metavar="SITE",
    help="What is known of a site without a class, and why: a name or an address.",
)
@set_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array; an object with --explain.")
@click.pass_context
@cli_errors()
def command(
    context: click.Context,
    boilerplate: str | None,
    pin: str | None,
    allow: str | None,
    release: str | None,
    learned: str | None,
    forget: bool,
    write_table: Path | None,
    explain: str | None,
    overrides: dict[str, str],
    as_json: bool,
) -> None:
    """List every site: editions, last run, articles, health. Or the lines that were learned to be boilerplate."""
    if context.invoked_subcommand:
        return
    decisions = _read_decisions(boilerplate, pin, allow, release)
    if forget and not learned:
        raise click.UsageError("--forget needs a site: --learned SITE")
    settings = project_settings(overrides)
    config = Config.from_settings(settings)
    if name := learned or boilerplate:  # an imported site has neither a class nor a description
        check_sites([name], [*all_sites(settings), *stored_sites(config)])
    if learned is not None:
        _show_learned(config, learned or None, forget, as_json)
    elif explain:
        _explain(named_site(explain, settings), as_json)
    elif boilerplate is not None:
        for line, verdict in decisions:
            echo(decide_line(config, boilerplate, line, verdict))
        if not decisions:
            _show_boilerplate(list_boilerplate(config, boilerplate or None), as_json)
    elif write_table:
        _renew_table(write_table, all_sites(settings))
    else:
        _show_sites(list_sites(all_sites(settings), config, datetime.now(UTC)), as_json)


def _read_decisions(
    boilerplate: str | None, pin: str | None, allow: str | None, release: str | None
) -> list[tuple[str, Verdict | None]]:
    """Return the lines that are decided on, each with its verdict; None takes one back."""
    options: dict[str | None, Verdict | None] = {pin: "pinned", allow: "allowed", release: None}
    decisions = [(line, verdict) for line, verdict in options.items() if line is not None]
    if decisions and not boilerplate:
        raise click.UsageError("--pin, --allow and --release need a site: --boilerplate SITE")
    return decisions


def _renew_table(path: Path, sites: Mapping[str, type[NewsSpider]]) -> None:
    """Renew the table of the sites that have a class."""
    written = {name: site for name, site in sites.items() if not issubclass(site, DescribedSite)}
    changed = write_site_table(path, written)
    echo(f"{path}: {'renewed' if changed else 'is up to date'}")


@command.command()
@click.argument("addresses", nargs=-1, metavar="[URL]...")
@click.option(
    "--list",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help='A TOML file with a line for each site: example_uz = "https://example.uz".',
)
@set_option
@cli_errors()
def add(addresses: tuple[str, ...], path: Path | None, overrides: dict[str, str]) -> None:
    """Survey sites by their addresses, and crawl them from then on like the rest.

    A site that is known already is left as it is. Exit status: 0 all are known now; 1 one of them is not; 2 wrong use.
    """
    if not addresses and path is None:
        raise click.UsageError("give one or more addresses, or --list FILE")
    wanted = {name_of(address): address for address in map(read_address, addresses)}
    problems = []
    if path is not None:
        listed = read_site_list(path)
        wanted |= listed.addresses
        problems = listed.problems
    for problem in problems:
        echo(problem, err=True)
    with ended_by_ctrl_c(lambda: "what was surveyed before is kept"):
        for added in add_sites(wanted, overrides):
            problems += [added.problem] if added.problem else []
            _say(added)
    sys.exit(1 if problems else 0)


def _say(added: AddedSite) -> None:
    if added.problem:
        echo(f"{added.name}: {added.problem}", err=True)
    elif added.is_known:
        echo(f"{added.name}: is known already")
    else:
        echo(f"{added.name}: added; `xabar sites --explain {added.name}` says what was decided")


@command.command()
@click.argument("site")
@set_option
@cli_errors()
def remove(site: str, overrides: dict[str, str]) -> None:
    """Forget a site that was added, by its name or address. Its articles stay, and are found as before."""
    echo(f"{remove_site(site, overrides)}: no longer crawled; its articles stay")


def _explain(site: type[NewsSpider], as_json: bool) -> None:
    if not issubclass(site, DescribedSite):
        raise click.UsageError(
            f"{site.name} has a class, which says what it is: crawler/spiders/{site.name}.py"
        )
    known = site.description
    if as_json:
        echo(json.dumps(known.to_dict(), ensure_ascii=False))
        return
    surveyed = datetime.fromisoformat(known.surveyed_at)
    echo(
        f"{known.name}: {known.address}, surveyed at {surveyed:%Y-%m-%d %H:%M} UTC, revision {known.revision}"
    )
    width = max(len(decision.what) for decision in known.decisions)
    for decision in known.decisions:
        echo(f"  {decision.what:{width}}  {decision.value}\n  {'':{width}}    {decision.reason}")


def _show_sites(sites: Sequence[SiteStatus], as_json: bool) -> None:
    if as_json:
        echo(json.dumps([site.to_dict() for site in sites], ensure_ascii=False))
    else:
        _print(status_table(sites))


def _show_learned(config: Config, site: str | None, forget: bool, as_json: bool) -> None:
    if site and forget:
        echo(f"{site}: {forget_layouts(config, site)} layouts forgotten")
        return
    layouts = list_layouts(config, site)
    if as_json:
        echo(json.dumps([layout.to_dict() for layout in layouts], ensure_ascii=False))
    elif layouts:
        _print(learned_table(layouts))
    else:
        echo("nothing learned yet")


def _show_boilerplate(lines: Sequence[BoilerplateText], as_json: bool) -> None:
    if as_json:
        echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
    elif lines:
        _print(boilerplate_table(lines))
    else:
        echo("nothing learned yet")


def _print(table: Table) -> None:
    table_console().print(table)
