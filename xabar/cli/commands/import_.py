"""`xabar import`: articles that others stored, through the same steps and into the same records as a crawl's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from xabar.app.alerts import note_waiting
from xabar.app.importing import ImportOptions, ImportReport, find_files, import_files, map_keys
from xabar.app.origins import Given, Origins
from xabar.app.output_file import check_output
from xabar.app.project import all_sites, project_settings
from xabar.cli.errors import cli_errors
from xabar.cli.feeding import carry_waiting, describe_feed, progress_bar
from xabar.cli.interruption import ended_by_ctrl_c
from xabar.cli.options import read_assignments, set_option
from xabar.cli.printing import echo
from xabar.config import Config
from xabar.exchange.entry import REASONS
from xabar.exchange.json_lines import KEYS
from xabar.exchange.refusal_file import RefusalFile
from xabar.search.feed_counts import FeedReport
from xabar.workspace import open_workspace

_MOMENT = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@click.command(name="import")
@click.argument(
    "paths",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option(
    "--site",
    help="The site of all articles; one without a class may have any name. [default: by their addresses]",
)
@click.option("--language", help="What their texts are most likely in (uz, kk, ru, …). [default: guessed]")
@click.option("--zone", help="The site's time zone, such as Asia/Tashkent. [default: guessed]")
@click.option(
    "--map",
    "names",
    metavar="FIELD=KEY",
    multiple=True,
    callback=read_assignments,
    help=f"The key of a field in JSON Lines, if it has another name; {', '.join(KEYS)}. May be repeated.",
)
@click.option("--format", "kind", type=click.Choice(["jsonl", "html", "warc"]), help="[default: as it looks]")
@click.option(
    "--fetched-at",
    type=_MOMENT,
    help="When the articles were fetched, UTC, if they do not say it. [default: when the file was last changed]",
)
@click.option(
    "--refused",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to list what was refused, with line and reason. [default: imports/TIME-refused.jsonl in the data folder]",
)
@click.option("--no-index", is_flag=True, help="Only store: `xabar index feed` carries the articles later.")
@set_option
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
@cli_errors()
def command(
    paths: tuple[Path, ...],
    names: dict[str, str],
    kind: Any,
    fetched_at: datetime | None,
    refused: Path | None,
    no_index: bool,
    overrides: dict[str, str],
    as_json: bool,
    **given: Any,
) -> None:
    """Store the articles of FILEs: JSON Lines, saved HTML pages, WARC; packed with gzip or not; folders; - is the standard input.

    \b
    {"url": "https://…", "title": "…", "text": "…" (or "html": "…"), "date": "2025-04-25 14:30"}

    Nothing is stored twice: an import that was interrupted is begun again with the same command. Exit status: 0 all
    is stored; 1 entries were refused, or the index did not take everything; 2 wrong use; 130 interrupted.
    """
    files = find_files(paths)  # before anything is opened or made
    settings = project_settings(overrides)
    config, now = Config.from_settings(settings), datetime.now(UTC)
    options = ImportOptions(
        kind=kind, keys=map_keys(names), fetched_at=fetched_at and fetched_at.replace(tzinfo=UTC)
    )
    origins = Origins(Given(**given), all_sites(settings))
    if refused is not None:
        check_output("--refused", refused, "jsonl", data=config.data, inputs=files)
    path = refused or config.data / "imports" / f"{now:%Y%m%dT%H%M%S}-refused.jsonl"
    with (
        open_workspace(config) as workspace,
        RefusalFile(path) as refusals,
        progress_bar() as progress,
    ):
        task = progress.add_task("importing", total=None)
        with ended_by_ctrl_c(lambda: _unfinished(int(progress.tasks[task].completed))):
            report = import_files(
                workspace,
                files,
                origins,
                options,
                now=now,
                refuse=refusals.write,
                progress=lambda report: progress.update(task, completed=report.read),
            )
    fed = None if no_index or not report.stored else carry_waiting(config)
    if as_json:
        echo(orjson.dumps(_to_dict(report, path, fed)))
    else:
        echo("\n".join(_lines(report, path, fed)))
    if report.stored and (note := note_waiting(config)):
        echo(f"Note: {note}", err=True)
    raise SystemExit(int(bool(report.rejected or (fed and (fed.waiting or fed.dead)))))


def _unfinished(read: int) -> str:
    return f"what was stored of {read:,} entries is safe, and the same command goes on"


def _to_dict(report: ImportReport, refused: Path, fed: FeedReport | None) -> dict[str, Any]:
    guesses: dict[str, dict[str, int]] = {}
    for (what, value), count in report.guesses.most_common():
        guesses.setdefault(what, {})[value] = count
    return {
        "read": report.read,
        "stored": report.stored,
        "unchanged": report.unchanged,
        "duplicate": report.duplicate,
        "rejected": dict(report.rejected.most_common()),
        "refused": str(refused) if report.rejected else None,
        "guessed": guesses,
        "unused_keys": report.unused,
        "balanced": report.balanced,
        "index": fed,
    }


def _lines(report: ImportReport, refused: Path, fed: FeedReport | None) -> Iterator[str]:
    yield (
        f"{report.read} read = {report.stored} stored + {report.unchanged} unchanged + {report.duplicate} duplicate"
        f" + {report.rejected.total()} rejected"
    )
    if report.rejected:
        reasons = (f"{count} × {REASONS[reason]}" for reason, count in report.rejected.most_common())
        yield f"rejected {', '.join(reasons)}; {refused} lists them"
    for name, key in report.unused.items():
        yield f"no line says anything under {key}, which --map gives for {name}"
    for what in ("site", "language", "zone"):
        values = Counter({value: count for (kind, value), count in report.guesses.items() if kind == what})
        if values:
            found = (f"{value} ({count} ×)" for value, count in values.most_common(5))
            yield f"guessed the {what}: {', '.join(found)}; --{what} says what it is"
    if not report.balanced:
        yield "the counts do not balance; that is a bug in xabar"
    if fed is not None:
        yield f"index: {describe_feed(fed)}"
