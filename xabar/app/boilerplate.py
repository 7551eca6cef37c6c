"""The boilerplate that was learned of a site, and what a person decides about its lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xabar.app.errors import AppError, WrongUse
from xabar.config import Config
from xabar.extraction.repetition import known_key
from xabar.processing.learning import clean_site
from xabar.records.paragraphs import BoilerplateLine, Verdict
from xabar.records.store import RecordStore
from xabar.workspace import open_existing


def list_boilerplate(config: Config, site: str | None) -> list[BoilerplateLine]:
    """Return the lines of one site or of all sites. Raise AppError if there are no records."""
    with _open_records(config) as records:
        return records.list_boilerplate(site)


def decide_line(config: Config, site: str, line: str, verdict: Verdict | None) -> str:
    """Pin or allow a line of a site, or release it with None. Return a sentence on what this does to the articles.

    Raise WrongUse for a line that cannot be decided on, AppError if there are no records.
    """
    with _open_records(config) as records:
        line = line.strip()
        if not line:
            raise WrongUse("a line must not be empty; give it as the site prints it")
        return _decide(records, site, line, verdict)


def line_to_dict(line: BoilerplateLine) -> dict[str, Any]:
    """Return plain JSON values: `since` counts the articles that came after the last one that had the line."""
    return {
        "site": line.site,
        "line": line.text,
        "verdict": line.verdict,
        "articles": line.articles,
        "since": line.since,
    }


def _decide(records: RecordStore, site: str, line: str, verdict: Verdict | None) -> str:
    known = records.line_verdicts(site)
    key = known_key(line, known)
    articles = records.paragraph_counts(site, [key])[key]
    if verdict is None and known.get(key) not in ("pinned", "allowed"):
        raise WrongUse(
            f"nobody pinned or allowed {line!r} on {site}; `xabar sites --boilerplate {site}` lists all"
        )
    records.set_verdict(site, key, line, verdict)
    changed = clean_site(records, site)
    if verdict == "allowed" and not articles and not changed and key not in known:
        records.set_verdict(site, key, line, None)
        raise WrongUse(
            f"no article of {site} begins or ends with {line!r}, and none lost it; `xabar sites --boilerplate {site}`"
            " lists what was learned"
        )
    if verdict == "pinned":
        return f"pinned: it is always removed; {changed} stored articles lost it"
    outcome = "allowed: it stays from now on" if verdict else "released: articles to come will decide"
    return f"{outcome}; {articles} articles had it, and {changed} stored articles got it back"


@contextmanager
def _open_records(config: Config) -> Iterator[RecordStore]:
    with open_existing(config) as workspace:
        if workspace is None:
            raise AppError(f"there are no records yet at {config.records_path}; `xabar crawl` makes them")
        yield workspace.records
