"""`xabar reparse`: what was kept of the sites is read again, as the program of today reads it, without network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

import click
import orjson

from xabar.app.alerts import note_waiting
from xabar.app.opening import existing_workspace
from xabar.app.project import project_settings, sites_ever
from xabar.app.reparse import ReparseOptions, check_responses, reparse
from xabar.app.reparse_report import REASONS, ReparseReport
from xabar.app.site_names import check_sites
from xabar.cli.completion import complete_sites
from xabar.cli.errors import cli_errors
from xabar.cli.feeding import carry_waiting, describe_feed, progress_bar
from xabar.cli.options import SINCE, names_among, set_option
from xabar.cli.printing import echo
from xabar.config import Config
from xabar.crawl_stats import INTERRUPTED_CODE, REJECTIONS
from xabar.exchange.refusal_file import RefusalFile
from xabar.progress_pipe import ProgressPipe
from xabar.records.responses import ResponseFilter
from xabar.search.feed_counts import FeedReport

NAMED: Final = 5  # articles without a kept page
COUNTS: Final = ("changed", "stored", "unchanged", "duplicate", "newer")


@click.command()
@click.option("--site", shell_complete=complete_sites, help="Only pages of this site.")
@click.option("--since", type=SINCE, help="Only pages fetched on this day (UTC) or later: 2026-11-24, 7d.")
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    callback=names_among((*REJECTIONS, "duplicate")),
    help="Pages that were refused for this reason, instead of articles; kept with XABAR_WARC=all. May be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, with examples; change nothing.")
@click.option("--resume", is_flag=True, help="Go on where the same command was interrupted.")
@click.option("--check", is_flag=True, help="Only look whether everything that was kept can be read.")
@click.option("--no-index", is_flag=True, help="Only store: `xabar index feed` carries the changes later.")
@set_option
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
@cli_errors()
def command(
    site: str | None,
    since: date | None,
    reasons: tuple[str, ...],
    dry_run: bool,
    resume: bool,
    check: bool,
    no_index: bool,
    overrides: dict[str, str],
    as_json: bool,
) -> None:
    """Read the pages that were kept again, as the program reads them today. What is read otherwise is a new version.

    Nothing is fetched, and an article whose page gives none today stays as it is. Exit status: 0 all well; 1 pages
    that gave an article give none, or the index did not take everything; 2 wrong use; 130 interrupted.
    """
    settings = project_settings(overrides)
    config, sites = Config.from_settings(settings), sites_ever(settings)
    check_sites([site] if site else [], list(sites))
    if check:
        if dry_run or resume or reasons or site or since:
            raise click.UsageError("--check reads everything that was kept, and stands alone")
        _check(config, as_json)
        return
    moment = datetime.combine(since, time(), UTC) if since else None
    options = ReparseOptions(
        wanted=ResponseFilter(site=site, since=moment, reasons=reasons), dry_run=dry_run, resume=resume
    )
    now = datetime.now(UTC)
    path = config.data / "reparse" / f"{now:%Y%m%dT%H%M%S}-refused.jsonl"
    pipe = ProgressPipe(settings.getint("XABAR_PROGRESS")) if settings.get("XABAR_PROGRESS") else None
    report = _run(config, sites, options, now, path, pipe)
    fed = None if no_index or dry_run or not report.changed + report.stored else carry_waiting(config)
    values = _to_dict(report, path, fed, dry_run)
    echo(orjson.dumps(values) if as_json else "\n".join(_lines(report, path, fed, dry_run)))
    if not dry_run and report.changed + report.stored and (note := note_waiting(config)):
        echo(f"Note: {note}", err=True)
    lost = bool(report.refused) and not reasons
    raise SystemExit(int(lost or bool(fed and (fed.waiting or fed.dead))))


def _run(
    config: Config, sites: Any, options: ReparseOptions, now: datetime, path: Path, pipe: ProgressPipe | None
) -> ReparseReport:
    latest = ReparseReport()

    def show(report: ReparseReport) -> None:
        nonlocal latest
        latest = report
        progress.update(task, completed=report.read, total=report.total)
        if pipe is not None:
            pipe.tell()

    with existing_workspace(config) as workspace, RefusalFile(path) as refusals, progress_bar() as progress:
        task = progress.add_task("reading again", total=None)
        refuse = (lambda refused: None) if options.dry_run else refusals.write
        try:
            return asyncio.run(reparse(workspace, sites, options, now=now, refuse=refuse, progress=show))
        except KeyboardInterrupt:
            safe = "what was stored is safe, and the same command with --resume goes on"
            left = "nothing was changed" if options.dry_run else safe
            echo(f"Stopped after {latest.read} of {latest.total} pages: {left}", err=True)
            raise SystemExit(INTERRUPTED_CODE) from None


def _check(config: Config, as_json: bool) -> None:
    with existing_workspace(config) as workspace, progress_bar() as progress:
        task = progress.add_task("checking", total=None)
        read, damaged = check_responses(
            workspace, lambda done, total: progress.update(task, completed=done, total=total)
        )
    if as_json:
        echo(orjson.dumps({"read": read, "damaged": [one.to_dict() for one in damaged]}))
    else:
        for one in damaged:
            echo(f"{one.page.url}: {one.detail}")
        echo(f"{read} pages are kept, {len(damaged)} of them cannot be read")
    raise SystemExit(int(bool(damaged)))


def _to_dict(report: ReparseReport, path: Path, fed: FeedReport | None, dry_run: bool) -> dict[str, Any]:
    listed = str(path) if report.refused and not dry_run else None
    return report.to_dict() | {"list": listed, "dry_run": dry_run, "index": fed}


def _lines(report: ReparseReport, path: Path, fed: FeedReport | None, dry_run: bool) -> Iterator[str]:
    counts = " + ".join(f"{getattr(report, name)} {name}" for name in COUNTS)
    yield f"{report.read} read = {counts} + {report.refused.total()} refused"
    if dry_run:
        yield "nothing was changed: this is what would be"
    for name, count in report.fields.most_common():
        yield f"{name}: changed in {count} article{'' if count == 1 else 's'}"
        for url, change in report.examples[name]:
            yield f"  {url}"
            yield f"    − {_on_one_line(change.before)}"
            yield f"    + {_on_one_line(change.after)}"
    if report.refused:
        reasons = (f"{count} × {REASONS[reason]}" for reason, count in report.refused.most_common())
        yield f"refused {', '.join(reasons)}; what is stored of them stays as it is"
        if not dry_run:
            yield f"{path} lists them"
    for name, count in report.gone.most_common():
        yield f"{name}: {count} pages were left alone, because the site has no class any more"
    if report.without_page:
        yield from _without_page(report)
    if report.newer:
        yield f"{report.newer} articles are from a later answer, which was not kept"
    if not report.balanced:
        yield "the counts do not balance; that is a bug in xabar"
    if fed is not None:
        yield f"index: {describe_feed(fed)}"


def _without_page(report: ReparseReport) -> Iterator[str]:
    count = report.without_page
    yield (
        f"{count} article{' has' if count == 1 else 's have'} no kept page, and stay as they are: they were imported,"
        " or the disk was full; `xabar crawl SITE --refetch` fetches and keeps their pages"
    )
    yield from (f"  {url}" for url in report.without_page_urls[:NAMED])
    if count > NAMED:
        yield "  …; `--json` names the first hundred"


def _on_one_line(text: str) -> str:
    """Return a value with its paragraphs one behind the other, so that each line of the report begins with its sign."""
    return " ¶ ".join(text.splitlines()) or "(nothing)"
