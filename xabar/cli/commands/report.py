"""`xabar report`: a day, a week or a month of news, as one HTML file or on the terminal."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
import orjson
from rich.progress import Progress, SpinnerColumn, TextColumn

from xabar.app.errors import AppError
from xabar.app.output_file import check_folder, check_output
from xabar.app.report import make_report
from xabar.cli.console import SafeConsole
from xabar.cli.errors import cli_errors
from xabar.cli.options import UNTIL, given_config, today
from xabar.cli.printing import echo
from xabar.cli.report_lines import print_report
from xabar.delivery.atom import replace_file
from xabar.report.page import render_report
from xabar.report.period import PeriodName, period_until
from xabar.report.report import Report


@click.command(name="report")
@click.option("--day", "name", flag_value="day", help="The last day.")
@click.option("--week", "name", flag_value="week", default="week", help="The last seven days. [default]")
@click.option("--month", "name", flag_value="month", help="The last thirty days.")
@click.option("--until", type=UNTIL, help="The last day of the period. [default: today]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write one self-contained HTML file; - is the standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@cli_errors()
def command(name: PeriodName, until: date | None, output: Path | None, as_json: bool) -> None:
    """Show what a day, a week or a month of news looked like: sites and days, languages and scripts, how soon
    articles came, the words and names that rose beside the month before, and the most copied stories.

    \b
      xabar report --week -o week.html
      xabar report --month --until 2026-10
    """
    config = given_config()
    if output is not None:
        check_output("--output", output, "html", data=config.data)
        check_folder("--output", output)
    period = period_until(name, until or today())
    with _counting() as progress:
        task = progress.add_task("reading articles", total=None)
        report = make_report(config, period, datetime.now(UTC), lambda: progress.advance(task))
    if as_json:
        echo(orjson.dumps(report.to_dict(), option=orjson.OPT_INDENT_2))
    elif output is not None:
        _write(report, output)
    else:
        print_report(SafeConsole(highlight=False), report)


def _counting() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}: {task.completed:,}"),
        console=SafeConsole(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _write(report: Report, output: Path) -> None:
    page = render_report(report)
    if str(output) == "-":
        echo(page)
        return
    try:
        replace_file(output.resolve(), page.encode())
    except OSError as error:
        raise AppError(f"--output {output} cannot be written: {error.strerror or error}") from error
    echo(f"{output}: {report.tally.total:,} articles of {report.period}", err=True)
