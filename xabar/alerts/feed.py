"""The Atom feed of an alert: what it has found last, made anew from the records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from xabar.alerts.definition import Definition
from xabar.alerts.notices import find_snippets, html_snippet
from xabar.delivery.atom import Entry, replace_file, write_atom
from xabar.records.store import RecordStore
from xabar.search.days import publishers_day

ENTRIES: Final = 100


def alert_feed(records: RecordStore, name: str, now: datetime) -> bytes | None:
    """Return the feed of an alert as XML, the newest first, near copies once; None if there is no such alert."""
    stored = records.alert(name)
    if stored is None:
        return None
    definition = Definition.from_json(stored.definition)
    matched = dict(records.matched_articles(name, ENTRIES))
    articles = [*records.get_articles(matched).values()]
    entries = [
        Entry(
            f"urn:xabar:article:{found.article.id}",
            found.article.title,
            matched[found.article.id],
            found.article.body,
            html=html_snippet(found),
            link=found.article.url,
            author=found.article.site,
        )
        for found in find_snippets(definition, articles, {}, publishers_day(now))
    ]
    return write_atom(
        f"{name}: {definition.query}", f"urn:xabar:alert:{name}", entries, updated=stored.made_at
    )


def feed_path(folder: Path, name: str) -> Path:
    """Return the file of an alert's feed in the folder of feeds."""
    return folder / f"{name}.atom"


def write_feed(records: RecordStore, name: str, folder: Path, now: datetime) -> None:
    """Write the file of an alert's feed. Raise OSError if it cannot be written."""
    if (feed := alert_feed(records, name, now)) is not None:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(feed_path(folder, name), feed)
