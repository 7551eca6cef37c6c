"""A report on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from xabar.charts.characters import sparkline
from xabar.cli.console import SafeConsole
from xabar.cli.facets import facet_lines
from xabar.report.page import LANGUAGES
from xabar.report.report import Report
from xabar.report.rising import Rise


def print_report(console: SafeConsole, report: Report) -> None:
    """Print the report, its most newsworthy parts first."""
    console.print(Text(f"News of {report.period}", style="bold"))
    usual = f", {report.usual_per_day:,.0f} a day in the month before" if report.articles_before else ""
    console.print(f"{report.tally.total:,} articles of {len(report.tally.by_site)} sites{usual}")
    for language, rises in report.rising.items():
        console.print()
        console.print(Text(f"what rose, {LANGUAGES[language]}", style="bold"))
        console.print(_rises_table(report, rises))
    if report.stories:
        console.print()
        console.print(Text("most copied", style="bold"))
    for story in report.stories:
        console.print(Text(f"  {len(story.sites):>3}  {story.copies[0].title}"))
        console.print(Text(f"       {', '.join(story.sites)}", style="dim"))
    _print_counts(console, report)
    for trouble in report.troubles:
        console.print(Text(f"{trouble.site}: {trouble.sentence}", style="red"))


def _rises_table(report: Report, rises: Sequence[Rise]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for rise in rises:
        course = sparkline([rise.days.get(day, 0) for day in report.period.days])
        table.add_row(
            Text(rise.printed, style="bold" if rise.name else ""),
            Text(course if len(report.period.days) > 1 else "", style="cyan"),
            Text(f"{rise.share_before:.0f} → {rise.share:.0f} among 1,000", style="dim"),
        )
    return table


def _print_counts(console: SafeConsole, report: Report) -> None:
    sites = [(site, sum(days)) for site, days in report.site_days()]
    languages = [
        ("-".join(filter(None, key)), count) for key, count in report.tally.by_language.most_common()
    ]
    delays = [(site, round(delay)) for site, delay in report.tally.median_delays().items()]
    delays.sort(key=lambda each: each[1])
    for name, values in (
        ("site", sites),
        ("language and script", languages),
        ("minutes to the first fetch", delays),
    ):
        if values:
            console.print()
            for line in facet_lines(name, values, console.width):
                console.print(Text.assemble(*line))
