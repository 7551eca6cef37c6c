"""`xabar sites`: every site with its editions, its last run, its articles and its health; or its boilerplate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from crawler.spider import NewsSpider
from xabar.app.project import all_sites, check_sites, project_settings
from xabar.cli.boilerplate import boilerplate_dict, boilerplate_table, judge_line
from xabar.cli.errors import cli_errors
from xabar.config import Config
from xabar.records.errors import RecordsError
from xabar.records.paragraphs import Verdict
from xabar.records.runs import SiteHealth
from xabar.records.store import RecordStore

SILENT_AFTER: Final = timedelta(days=3)  # without a new article; a daily paper rests for a weekend

WIDE: Final = 200  # columns


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site as it is declared and as the records know it."""

    name: str
    site: type[NewsSpider]
    known: SiteHealth | None
    health: str  # in words


@click.command()
@click.option(
    "--boilerplate",
    metavar="[SITE]",
    is_flag=False,
    flag_value="",
    help="What a site's articles repeat, or all sites'.",
)
@click.option("--pin", metavar="LINE", help="With --boilerplate SITE: always remove the line.")
@click.option("--allow", metavar="LINE", help="With --boilerplate SITE: never remove the line.")
@click.option("--release", metavar="LINE", help="With --boilerplate SITE: take back a pin or an allowance.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@cli_errors()
def command(
    boilerplate: str | None, pin: str | None, allow: str | None, release: str | None, as_json: bool
) -> None:
    """List every site: editions, last run, articles, health. Or what was learned to be boilerplate of its texts."""
    settings = project_settings()
    options: dict[str | None, Verdict | None] = {pin: "pinned", allow: "allowed", release: None}
    said = [(line, verdict) for line, verdict in options.items() if line is not None]
    if said and not boilerplate:
        raise click.UsageError("--pin, --allow and --release need a site: --boilerplate SITE")
    if boilerplate:
        check_sites([boilerplate], list(all_sites(settings)))
    try:
        if boilerplate is not None:
            _boilerplate(Config.from_settings(settings).records_path, boilerplate or None, said, as_json)
            return
        rows = list_sites(
            all_sites(settings), _known(Config.from_settings(settings).records_path), datetime.now(UTC)
        )
    except RecordsError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps([_to_dict(row) for row in rows], ensure_ascii=False))
    else:
        _print(_table(rows))


def _boilerplate(
    path: Path, site: str | None, said: Sequence[tuple[str, Verdict | None]], as_json: bool
) -> None:
    """Carry out what a person says of lines, or show what there is."""
    if not path.exists():
        raise click.ClickException(f"there are no records yet at {path}; `xabar crawl` makes them")
    with RecordStore(path) as records:
        if site and said:
            for line, verdict in said:
                if not line.strip():
                    raise click.UsageError("a line must not be empty; give it as the site prints it")
                click.echo(judge_line(records, site, line.strip(), verdict))
            return
        lines = records.list_boilerplate(site)
    if as_json:
        click.echo(json.dumps([boilerplate_dict(line) for line in lines], ensure_ascii=False))
    elif lines:
        _print(boilerplate_table(lines))
    else:
        click.echo("nothing learned yet")


def _print(table: Table) -> None:
    console = Console()
    if not console.is_terminal:
        console.width = WIDE  # a pipe has no width: one line a site
    console.print(table)


def list_sites(
    sites: dict[str, type[NewsSpider]], known: dict[str, SiteHealth], now: datetime
) -> list[SiteRow]:
    """A row for each site, by name."""
    return [SiteRow(name, site, known.get(name), judge(known.get(name), now)) for name, site in sites.items()]


def judge(known: SiteHealth | None, now: datetime) -> str:
    """The health of a site in a few words: what its last run gave, and how old its newest article is."""
    if known is None or known.run is None:
        return "never crawled"
    total = known.run.sum
    if not total.balanced:
        return "the sum of the last run does not come out"
    if total.fetched == 0 and (total.errors or not total.discovery or not known.articles):
        return "gave nothing"
    if total.rejected.total() > total.stored + total.unchanged + total.duplicate:
        reason, count = total.rejected.most_common(1)[0]
        return f"mostly rejected: {reason} × {count}"
    if known.newest_at is None or now - known.newest_at > SILENT_AFTER:
        return f"silent for more than {SILENT_AFTER.days} days"
    return "well"


def _known(path: Path) -> dict[str, SiteHealth]:
    if not path.exists():
        return {}
    with RecordStore(path) as records:
        return {health.site: health for health in records.site_health()}


def _to_dict(row: SiteRow) -> dict[str, Any]:
    known = row.known
    run = known.run if known else None
    return {
        "site": row.name,
        "zone": row.site.zone,
        "editions": [
            {"prefix": edition.prefix, "language": edition.language, "script": edition.script}
            for edition in row.site.editions
        ],
        "articles": known.articles if known else 0,
        "newest_at": _iso(known.newest_at) if known else None,
        "last_run": None
        if run is None
        else {
            "started_at": _iso(run.started_at),
            "finished_at": _iso(run.finished_at),
            "reason": run.reason,
            "fetched": run.sum.fetched,
            "stored": run.sum.stored,
            "unchanged": run.sum.unchanged,
            "duplicate": run.sum.duplicate,
            "rejected": dict(run.sum.rejected),
        },
        "health": row.health,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _table(rows: list[SiteRow]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("site", no_wrap=True)
    table.add_column("editions")
    table.add_column("last run", no_wrap=True)
    table.add_column("articles", justify="right")
    table.add_column("newest", no_wrap=True)
    table.add_column("health")
    for row in rows:
        known = row.known
        editions = (f"{e.language}-{e.script}" if e.script else e.language for e in row.site.editions)
        table.add_row(
            row.name,
            " ".join(dict.fromkeys(editions)),
            _minute(known.run.finished_at if known and known.run else None),
            str(known.articles if known else 0),
            _minute(known.newest_at if known else None),
            row.health,
        )
    return table


def _minute(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "-"
