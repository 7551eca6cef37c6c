"""`xabar sites --boilerplate`: what was learned of each site's boilerplate, and a person's word on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from xabar.extraction.plain import paragraph_key
from xabar.processing.learning import clean_site
from xabar.records.paragraphs import BoilerplateLine, Verdict
from xabar.records.store import RecordStore

_SAYING: dict[Verdict, str] = {
    "learned": "goes from the ends of a text",
    "pinned": "always goes",
    "allowed": "never goes",
}


def judge_line(records: RecordStore, site: str, line: str, verdict: Verdict | None) -> str:
    """Pin or allow a line of a site, or take back what was said of it; what became of the stored articles, in words.

    A line that its site was never seen to print is refused with UsageError, unless it is pinned: a person may know
    what the next article will bring.
    """
    key = paragraph_key(line)
    articles = records.paragraph_counts(site, [key])[key]
    known = records.line_verdicts(site).get(key)
    if verdict is None and known not in ("pinned", "allowed"):
        raise click.UsageError(
            f"nobody pinned or allowed {line!r} on {site}; `xabar sites --boilerplate {site}` lists all"
        )
    if verdict == "allowed" and not articles and known is None:
        raise click.UsageError(
            f"no article of {site} begins or ends with {line!r}; `xabar sites --boilerplate {site}` lists what was learned"
        )
    records.set_verdict(site, key, line, verdict)
    if verdict == "pinned":
        return f"pinned: it always goes; {clean_site(records, site)} stored articles lost it"
    told = "allowed: it stays from now on" if verdict else "taken back: the articles to come will tell"
    return (
        f"{told}; {articles} articles had it, and those that lost it get it back when they are fetched again"
    )


def boilerplate_table(lines: Sequence[BoilerplateLine]) -> Table:
    """The lines with what is said of each, a row each."""
    table = Table(box=None, pad_edge=False)
    for name in ("site", "line", "verdict"):
        table.add_column(name, no_wrap=name != "line")
    for name in ("articles", "since"):
        table.add_column(name, justify="right", no_wrap=True)
    for line in lines:
        verdict = f"{line.verdict}: {_SAYING[line.verdict]}"
        table.add_row(line.site, Text(line.text), verdict, str(line.articles), str(line.since))
    return table


def boilerplate_dict(line: BoilerplateLine) -> dict[str, Any]:
    """A line as JSON: `since` counts the articles that came after the last one that had it."""
    return {
        "site": line.site,
        "line": line.text,
        "verdict": line.verdict,
        "articles": line.articles,
        "since": line.since,
    }
