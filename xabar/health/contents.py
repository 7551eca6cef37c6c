"""What the articles of a site's last runs lack or have too much of: dates in the future, fields, boilerplate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xabar.health.pages import Pages, find_more, learn_usual, say_percent
from xabar.health.site_run import SiteRun

CUT_VARIES: Final = 0.01  # of the printed text, by which runs differ where they seem to differ less


def find_future_dates(pages: Pages) -> Iterator[str]:
    """Yield in words that dates lie in the future."""
    if found := find_more(pages, _in_the_future, least=0.2):
        yield f"{say_percent(found.now)} of the pages are dated in the future, usually {say_percent(found.usual)}"


def find_missing_fields(pages: Pages) -> Iterator[str]:
    """Yield in words which fields the site has ceased to give."""
    names = sorted({name for run in pages.judged for name in run.measures.missing})
    for name in names:
        if found := find_more(pages, lambda run, name=name: _missing(run, name), least=0.6):  # type: ignore[misc]
            label = "time of day" if name == "time" else name
            yield f"{label}: missing in {say_percent(found.now)} of the articles, usually in {say_percent(found.usual)}"


def find_boilerplate(pages: Pages) -> Iterator[str]:
    """Yield in words that ever more of the text is cut, or that articles begin or end alike."""
    yield from _more_is_cut(pages)
    if found := find_more(pages, _same_line, least=0.5):
        yield f"{say_percent(found.now)} of the articles begin or end with the same line, usually {say_percent(found.usual)}"


def _more_is_cut(pages: Pages) -> Iterator[str]:
    usual_cut = learn_usual(pages, lambda measures: measures.cut_share, CUT_VARIES)
    if usual_cut is None:
        return
    articles, printed, cut, usually = 0, 0, 0, 0.0
    for run in pages.judged:
        measures, days = run.measures, pages.days_of(run)
        if measures.cut_share is None or days[0].weekday() not in usual_cut.known:
            continue
        articles += measures.articles
        cut += measures.cut_characters
        printed += measures.kept_characters + measures.cut_characters
        usually += usual_cut.explain(days, measures.cut_share) * (
            measures.kept_characters + measures.cut_characters
        )
    if articles >= 4 and cut / printed > usually / printed + max(0.15, 6 * usual_cut.spread):
        yield f"{say_percent(cut / printed)} of the printed text was cut, usually {say_percent(usually / printed)}"


def _in_the_future(run: SiteRun) -> tuple[int, int]:
    some = run.stats.rejected["future-date"]
    return some, some + run.measures.articles


def _missing(run: SiteRun, name: str) -> tuple[int, int]:
    return run.measures.missing[name], run.measures.articles


def _same_line(run: SiteRun) -> tuple[int, int]:
    articles = run.measures.articles
    return (run.measures.same_line, articles) if articles >= 3 else (0, 0)  # of two, one is half
