"""`xabar sites`: every site with its editions, its last run, its articles and its health; or its boilerplate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from rich.table import Table
from rich.text import Text

from xabar.app.boilerplate import BoilerplateText, decide_line, list_boilerplate
from xabar.app.layouts import forget_layouts, list_layouts
from xabar.app.project import all_sites, project_settings
from xabar.app.site_names import check_sites
from xabar.app.site_table import write_table as write_site_table
from xabar.app.sites import SiteStatus, list_sites
from xabar.cli.errors import cli_errors
from xabar.cli.learned_table import learned_table
from xabar.cli.options import set_option
from xabar.cli.printing import SafeConsole, echo
from xabar.config import Config
from xabar.records.paragraphs import Verdict

WIDE: Final = 200  # columns
REASONS: Final = {
    "learned": "removed, as the site repeats it",
    "pinned": "always removed",
    "allowed": "never removed",
}


@click.command()
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
@set_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@cli_errors()
def command(
    boilerplate: str | None,
    pin: str | None,
    allow: str | None,
    release: str | None,
    learned: str | None,
    forget: bool,
    write_table: Path | None,
    overrides: dict[str, str],
    as_json: bool,
) -> None:
    """List every site: editions, last run, articles, health. Or the lines that were learned to be boilerplate."""
    settings = project_settings(overrides)
    config = Config.from_settings(settings)
    options: dict[str | None, Verdict | None] = {pin: "pinned", allow: "allowed", release: None}
    decisions = [(line, verdict) for line, verdict in options.items() if line is not None]
    if decisions and not boilerplate:
        raise click.UsageError("--pin, --allow and --release need a site: --boilerplate SITE")
    if forget and not learned:
        raise click.UsageError("--forget needs a site: --learned SITE")
    if learned is not None:
        _show_learned(config, learned or None, forget, as_json)
        return
    if boilerplate:
        check_sites([boilerplate], list(all_sites(settings)))
    if boilerplate and decisions:
        for line, verdict in decisions:
            echo(decide_line(config, boilerplate, line, verdict))
    elif boilerplate is not None:
        _show_boilerplate(list_boilerplate(config, boilerplate or None), as_json)
    elif write_table:
        changed = write_site_table(write_table, all_sites(settings))
        echo(f"{write_table}: {'renewed' if changed else 'is up to date'}")
    else:
        _show_sites(list_sites(all_sites(settings), config, datetime.now(UTC)), as_json)


def _show_sites(sites: Sequence[SiteStatus], as_json: bool) -> None:
    if as_json:
        echo(json.dumps([site.to_dict() for site in sites], ensure_ascii=False))
    else:
        _print(_site_table(sites))


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
        _print(_boilerplate_table(lines))
    else:
        echo("nothing learned yet")


def _print(table: Table) -> None:
    console = SafeConsole()
    if not console.is_terminal:
        console.width = WIDE  # a pipe has no width: one line a site
    console.print(table)


def _site_table(sites: Sequence[SiteStatus]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("site", no_wrap=True)
    table.add_column("editions")
    table.add_column("last run", no_wrap=True)
    table.add_column("articles", justify="right")
    table.add_column("newest", no_wrap=True)
    table.add_column("health")
    for status in sites:
        known = status.known
        editions = (f"{e.language}-{e.script}" if e.script else e.language for e in status.editions)
        table.add_row(
            status.name,
            " ".join(dict.fromkeys(editions)),
            _minute(known.run.finished_at if known and known.run else None),
            str(known.articles if known else 0),
            _minute(known.newest_at if known else None),
            "; ".join((status.health, *(f"{host} is not verified" for host in status.unverified_hosts))),
        )
    return table


def _boilerplate_table(lines: Sequence[BoilerplateText]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("site", "text", "why"):
        table.add_column(name, no_wrap=name == "site")
    for name in ("articles", "since"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("example")
    for line in lines:
        why = REASONS.get(line.reason, "removed by this rule")
        since = "" if line.since is None else str(line.since)
        row = (line.line, f"{line.reason}: {why}", str(line.articles), since, line.example or "")
        table.add_row(line.site, *map(Text, row))
    return table


def _minute(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "-"
