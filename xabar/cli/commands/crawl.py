"""`xabar crawl`: fetch news, store it, index it, and end with counts that balance."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import click
from scrapy.settings import Settings

from xabar.app.crawl import find_held, run_crawl
from xabar.app.described import AddedSite, resolve_sites, revise_sites
from xabar.app.project import all_sites, project_settings
from xabar.cli.completion import complete_sites
from xabar.cli.errors import cli_errors
from xabar.cli.interruption import ended_by_ctrl_c
from xabar.cli.options import SINCE, UNTIL, set_option
from xabar.cli.printing import echo
from xabar.cli.progress import show_progress
from xabar.config import Config
from xabar.crawl_report import format_report, report_to_dict
from xabar.crawl_stats import HELD_CODE, REJECTIONS
from xabar.monitoring.run_end import end_run
from xabar.printable_logs import line_format
from xabar.site_leases import describe_holder
from xabar.workspace import open_workspace


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...", shell_complete=complete_sites)
@click.option("--all", "every", is_flag=True, help="Crawl every site.")
@click.option(
    "--due",
    is_flag=True,
    help="Crawl those of the SITEs, or of all sites, that are due by the schedule: for cron.",
)
@click.option(
    "--since", type=SINCE, help="First day of publication, in the site's zone: 2026-11-24, 2026-11, 7d."
)
@click.option("--until", type=UNTIL, help="Last day of publication.")
@click.option("--limit", type=click.IntRange(min=1), help="Most article pages to fetch from a site.")
@click.option(
    "--refetch",
    is_flag=True,
    help="Ask again for known pages, of all days or of those, whether they are due or not.",
)
@click.option(
    "--reason",
    type=click.Choice(sorted(REJECTIONS), case_sensitive=False),
    metavar="REASON",
    help="With --refetch: only for pages that were refused for it, such as not-article.",
)
@set_option
@click.option("--json", "as_json", is_flag=True, help="Print the crawl statistics as one JSON object.")
@click.option("--verbose", is_flag=True, help="Log every page.")
@cli_errors()
def command(
    sites: tuple[str, ...],
    every: bool,
    due: bool,
    since: date | None,
    until: date | None,
    limit: int | None,
    refetch: bool,
    reason: str | None,
    overrides: dict[str, str],
    as_json: bool,
    verbose: bool,
) -> None:
    """Crawl SITEs (`xabar sites` lists them), several at once. A SITE may be an address, also of a site that is new.

    Exit status: 0 all well; 1 a site gave nothing or did not finish, the index did not take everything, or the
    records failed; 2 wrong use; 75 all that is wrong is that another process crawls a SITE; 130 interrupted.
    A site that another process crawls is left out.
    """
    if due:
        if every or since or until or limit or refetch or reason or as_json:
            raise click.UsageError("--due takes SITEs and settings, and no other option")
        sys.exit(_crawl_due(sites, overrides))
    _check_use(sites, every, since, until)
    if reason and not refetch:
        raise click.UsageError("--reason needs --refetch")
    _log(verbose)
    settings = project_settings(overrides)
    with ended_by_ctrl_c(lambda: "what was surveyed before is kept"):
        names, lost = _find_sites(sites, every, settings, overrides)
    if not names:
        sys.exit(1)
    config = Config.from_settings(settings)
    with open_workspace(config):  # once for all that follows
        held = _leave_out_held(names, config)
        if not names:
            sys.exit(0 if every else HELD_CODE)
        stats = run_crawl(
            names,
            since=since,
            until=until,
            limit=limit,
            refetch=refetch,
            reason=reason,
            settings=overrides,
            progress=show_progress,
        )
        echo(
            json.dumps(report_to_dict(stats), ensure_ascii=False)
            if as_json
            else "\n".join(format_report(stats))
        )
        end_run(config, stats, names, datetime.now(UTC))
    sys.exit(stats.exit_code or bool(lost) or (HELD_CODE if held and not every else 0))


def _crawl_due(sites: tuple[str, ...], overrides: dict[str, str]) -> int:
    """Crawl what is due, each site in a process of its own, and return the exit code."""
    from xabar.app.schedule import ScheduleOptions  # an ordinary crawl needs no schedule
    from xabar.cli.schedule_runs import run_and_say

    return run_and_say(ScheduleOptions(sites, overrides, once=True, light_only=True))


def _leave_out_held(names: list[str], config: Config) -> bool:
    """Say which of the sites another process crawls, and take them out of the names. Return whether there are any."""
    held = find_held(names, config)
    for name, lease in held.items():
        echo(describe_holder(name, lease), err=True)
        names.remove(name)
    return bool(held)


def _find_sites(
    sites: Sequence[str], every: bool, settings: Settings, overrides: Mapping[str, str]
) -> tuple[list[str], set[str]]:
    """Survey what is new or due. Return the names of the sites to crawl, and those of the sites that cannot be crawled."""
    names, added = (list(all_sites(settings)), []) if every else resolve_sites(sites, overrides)
    lost = {each.name for each in added if each.problem}
    names = [name for name in names if name not in lost]
    for each in (*added, *revise_sites(names, overrides, datetime.now(UTC))):
        _say(each)
    return names, lost


def _say(added: AddedSite) -> None:
    if added.problem:
        kept = "; what was known of it is used" if added.is_known else ""
        echo(f"{added.name}: {added.problem}{kept}", err=True)
    else:
        echo(f"{added.name}: surveyed; `xabar sites --explain {added.name}` says what was decided", err=True)


def _check_use(sites: tuple[str, ...], every: bool, since: date | None, until: date | None) -> None:
    if bool(sites) == every:
        raise click.UsageError("name one or more sites, or give --all or --due")
    if since and until and since > until:
        raise click.UsageError(f"--since {since} lies after --until {until}")
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)  # it may have begun in the site's zone
    if since and since > tomorrow:
        raise click.UsageError(f"--since {since} lies in the future")


def _log(verbose: bool) -> None:
    """Log warnings to the standard error, or every page if that is asked for."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.INFO if verbose else logging.WARNING)  # Scrapy sets the level of its own loggers
    logging.basicConfig(handlers=[handler], format=line_format("%(levelname)s %(message)s"))
    if verbose:
        logging.getLogger().setLevel(
            logging.INFO
        )  # also of the spiders, whose loggers have the names of their sites
        logging.getLogger("elastic_transport").setLevel(logging.WARNING)  # it would log each request
