"""`xabar export`: articles for other programs, all of them or what a search finds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from xabar.app.doc_tables import renew_table
from xabar.app.errors import WrongUse
from xabar.app.export_state import keep_state, last_sequence_of
from xabar.app.exporting import ExportReport, ExportRequest, export_articles
from xabar.app.opening import existing_workspace
from xabar.app.output_file import check_folder, check_output
from xabar.app.search import check_days
from xabar.cli.errors import cli_errors
from xabar.cli.feeding import progress_bar
from xabar.cli.filter_options import filter_options, join_query, note_ignored
from xabar.cli.interruption import ended_by_ctrl_c
from xabar.cli.options import given_config, names_among, today
from xabar.cli.printing import echo
from xabar.cli.query_command import QueryCommand
from xabar.cli.summary import count_articles, summarize
from xabar.exchange.columns import COLUMN_NAMES, column_table
from xabar.exchange.destination import is_stream
from xabar.exchange.writers import FORMATS, Format
from xabar.search.engine import SearchPage, SearchRequest

STDOUT = Path("-")


def _write_table(context: click.Context, option: click.Parameter, path: Path | None) -> None:
    """Renew the table of the columns in a Markdown file, and do nothing else."""
    if path is not None:
        with cli_errors():
            renewed = renew_table(path, "the table of columns", column_table())
        echo(f"{path} was {'renewed' if renewed else 'up to date'}")
        context.exit()


@click.command(name="export", cls=QueryCommand)
@click.argument("query", nargs=-1)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    required=True,
    help="The file to write; - is the standard output.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="[default: by the ending of the file; jsonl for -]",
)
@filter_options
@click.option(
    "--fields",
    multiple=True,
    callback=names_among(COLUMN_NAMES),
    help="Only these columns, in this order, such as url,title. [default: all]",
)
@click.option(
    "--after", type=click.IntRange(0), default=None, help="Only what changed after this number of the feed."
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Go on after the last export that kept this file, and keep in it where this one ends.",
)
@click.option("--tombstones", is_flag=True, help="Also a row for each article that was removed.")
@click.option("--with-boilerplate", is_flag=True, help="The texts with what was cut out of them.")
@click.option(
    "--excel",
    is_flag=True,
    help="CSV for spreadsheets: an apostrophe before each text that they would take for a formula.",
)
@click.option(
    "--write-table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    callback=_write_table,
    expose_value=False,
    is_eager=True,
    hidden=True,
)
@cli_errors()
def command(
    query: tuple[str, ...],
    output: Path,
    format_name: Format | None,
    fields: tuple[str, ...],
    after: int | None,
    state: Path | None,
    tombstones: bool,
    with_boilerplate: bool,
    excel: bool,
    **filters: Any,
) -> None:
    """Write the articles that QUERY finds, or all, in the order of the feed.

    \b
      xabar export --output news.parquet
      xabar export toshkent metro --language uz --since 2026-11-01 --output metro.csv
      xabar export --state daily.json --tombstones --output day-2026-11-26.jsonl      what changed since the last time

    The file is there when it is complete; after an interruption the same command goes on. The last number of the feed
    is printed: --after with it brings what has changed since. docs/import-export.md describes the columns. Exit status:
    0 all well; 1 articles cannot be read any more, or the export failed; 2 wrong use; 130 interrupted.
    """
    if after is not None and state is not None:
        raise click.UsageError("give --after or --state, not both: the state says after what to go on")
    format = format_name or _format_of(output)
    config = given_config()
    if output != STDOUT:
        check_output("--output", output, format, data=config.data, inputs=(state,) if state else ())
        check_folder("--output", output)
    request = ExportRequest(
        search=SearchRequest(query=join_query(query), today=today(), **filters),
        after=after or 0,
        tombstones=tombstones,
        with_boilerplate=with_boilerplate,
        columns=fields or COLUMN_NAMES,
        excel=excel,
    )
    check_days(request.search)  # before anything is opened
    with existing_workspace(config) as workspace, progress_bar() as progress:
        if state is not None:
            request = replace(request, after=last_sequence_of(state, workspace.records, request))
        task = progress.add_task("exporting", total=None)
        with ended_by_ctrl_c(lambda: _unfinished(output)):
            report = export_articles(
                config,
                workspace.records,
                request,
                format=format,
                output=_destination(output),
                progress=lambda read, total: progress.update(task, advance=read, total=total),
            )
        if state is not None:
            keep_state(state, workspace.records, request, report)
    if query:
        note_ignored(request.search.query)
    for line in _lines(report, output, request.search):
        echo(line, err=True)
    raise SystemExit(int(bool(report.damaged)))


def _reading(answer: SearchPage, search: SearchRequest) -> str | None:
    """Return what a search shows beyond what was exported, or how loosely that is spelled; None if it is as typed."""
    if answer.partial or answer.lacking or answer.correction is not None:
        return f"only what has all the words as asked is exported; `xabar search` says: {summarize(answer, search)}"
    if answer.looser:
        return f"the search found {summarize(answer, search)}; --exact leaves these out"
    return None


def _format_of(output: Path) -> Format:
    if output == STDOUT:
        return "jsonl"
    for name in FORMATS:
        if output.suffix.lower() == f".{name}":
            return name
    endings = ", ".join(f".{name}" for name in FORMATS)
    raise WrongUse(f"{output} ends in none of {endings}, so its format is not known; give --format")


def _unfinished(output: Path) -> str:
    if output == STDOUT or is_stream(output):
        return "what was written is not whole"
    return f"{output} is not written yet; the same command goes on"


def _destination(output: Path) -> Path | BinaryIO:
    return sys.stdout.buffer if output == STDOUT else output


def _lines(report: ExportReport, output: Path, search: SearchRequest) -> Iterator[str]:
    if report.resumed_after is not None:
        yield f"went on after {report.resumed_after}, where an export was interrupted"
    removed = (
        f" and {report.tombstones} tombstone{'' if report.tombstones == 1 else 's'}"
        if report.tombstones
        else ""
    )
    where = "the standard output" if output == STDOUT else output
    yield f"{where}: {count_articles(report.articles)}{removed}; the last number of the feed is {report.last}"
    if report.answer is not None and (note := _reading(report.answer, search)):
        yield note
    if report.newer:
        behind = report.answer is not None  # with words, an export goes as far as the index
        why = "wait for the index, `xabar index feed` carries them" if behind else "came meanwhile"
        yield f"{report.newer} changes {why}; --after {report.last} brings them"
    if report.damaged:
        yield (
            f"left out {len(report.damaged)} articles that cannot be read any more: `xabar doctor` lists them"
        )
