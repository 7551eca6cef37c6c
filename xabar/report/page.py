"""A report as one HTML file that holds everything it needs: pictures, colours for light and dark, no script."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xabar.charts.characters import sparkline
from xabar.charts.svg import Series, bar_chart, heat_map
from xabar.report.report import Report
from xabar.report.rising import Rise

LANGUAGES: Final = {"uz": "Uzbek", "kk": "Kazakh", "ru": "Russian", "other": "Other languages"}
SCRIPTS: Final = {"Latn": "Latin", "Cyrl": "Cyrillic", "Arab": "Arabic script"}
_MOST_BARS: Final = 25


def render_report(report: Report) -> str:
    """Return the report as HTML. Text of articles is escaped, and addresses other than of the web are not linked."""
    template = _environment().get_template("report.html")
    return template.render(
        report=report,
        sites=_sites_chart(report),
        languages=_languages_chart(report),
        delays=_delays_chart(report),
        names_of=LANGUAGES,
        course=lambda rise: _course(rise, report.period.days),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("xabar.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = lambda url: url.startswith(("https://", "http://"))
    return environment


def _sites_chart(report: Report) -> Markup:
    days = [day.isoformat() for day in report.period.days]
    rows = [Series(site, counts) for site, counts in report.site_days()]
    if len(days) == 1:
        bars = [(row.name, float(row.values[0])) for row in rows[:_MOST_BARS]]
        return Markup(bar_chart("Articles of each site", bars, "articles"))
    return Markup(heat_map("Articles of each site and day", days, rows, "articles"))


def _languages_chart(report: Report) -> Markup:
    bars = [
        (f"{LANGUAGES.get(language, language)}, {SCRIPTS.get(script, 'script unknown')}", float(count))
        for (language, script), count in report.tally.by_language.most_common(_MOST_BARS)
    ]
    return Markup(bar_chart("Articles of each language and script", bars, "articles"))


def _delays_chart(report: Report) -> Markup:
    delays = sorted(report.tally.median_delays().items(), key=lambda each: (each[1], each[0]))
    bars = [(site, round(delay)) for site, delay in delays[:_MOST_BARS]]
    return Markup(bar_chart("Minutes from publication to fetching, median", bars, "minutes"))


def _course(rise: Rise, days: tuple[date, ...]) -> str:
    """Return the course of a word over the days of the period, a character a day."""
    return sparkline([rise.days.get(day, 0) for day in days]) if len(days) > 1 else ""
