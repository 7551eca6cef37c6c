"""The view that programs read which know only SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.processing.articles import make_article
from xabar.records.payload import pack
from xabar.records.schema import MIGRATIONS
from xabar.records.store import RecordStore

LATER = datetime(2026, 11, 25, tzinfo=UTC)
ARTICLE = make_article(
    language="uz",
    script="Cyrl",
    tags=("китоб", "шаҳар"),
    published_at=datetime(2026, 11, 23, 20, 30, tzinfo=UTC),
    published_day=date(2026, 11, 24),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite"


@pytest.fixture
def records(path: Path) -> Iterator[RecordStore]:
    with RecordStore(path) as store:
        store.put_article(ARTICLE)
        yield store


def read(path: Path) -> list[dict[str, object]]:
    """Read the view as any program does: by the driver of the system, with nothing of ours."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM article_text ORDER BY sequence")]


def test_it_shows_what_people_read(records: RecordStore, path: Path) -> None:
    (row,) = read(path)
    assert json.loads(str(row.pop("tags"))) == ["китоб", "шаҳар"]
    assert row == {
        "id": ARTICLE.id,
        "url": ARTICLE.url,
        "site": "kun_uz",
        "language": "uz",
        "script": "Cyrl",
        "title": ARTICLE.title,
        "body": ARTICLE.body,
        "published_at": "2026-11-23T20:30:00Z",
        "published_day": "2026-11-24",
        "section": None,
        "authors": None,
        "fetched_at": "2026-11-24T12:00:00Z",
        "sequence": 1,
    }


@pytest.mark.slow
async def test_datasette_shows_it_while_the_records_are_open(records: RecordStore, path: Path) -> None:
    from datasette.app import Datasette  # takes half a second, which the other tests need not

    site = Datasette([str(path)])
    try:
        page = await site.client.get("/records/article_text")
        assert page.status_code == 200
        assert ARTICLE.title in page.text

        found = await site.client.get(
            "/records/article_text.json?_shape=array&site=kun_uz&tags__arraycontains=шаҳар"
        )
        assert [(row["url"], row["body"]) for row in found.json()] == [(ARTICLE.url, ARTICLE.body)]

        records.put_article(replace(ARTICLE, title="Кутубхона ёпилди", fetched_at=LATER))
        query = "SELECT title, published_day FROM article_text"
        changed = await site.client.get("/records.json", params={"sql": query, "_shape": "array"})
        assert changed.json() == [{"title": "Кутубхона ёпилди", "published_day": "2026-11-24"}]

        refused = await site.client.get("/records.json", params={"sql": "DELETE FROM article_text"})
        assert refused.status_code == 400
    finally:
        site.get_database("records").close()
        site.executor.shutdown()


def test_it_follows_changes_and_removals(records: RecordStore, path: Path) -> None:
    records.put_article(replace(ARTICLE, title="Кутубхона ёпилди", fetched_at=LATER))
    assert [row["title"] for row in read(path)] == ["Кутубхона ёпилди"]
    records.remove_article(ARTICLE.id, LATER)
    assert read(path) == []
    records.put_article(replace(ARTICLE, fetched_at=LATER))
    assert [row["title"] for row in read(path)] == [ARTICLE.title]


def test_an_older_fetch_does_not_come_back(records: RecordStore, path: Path) -> None:
    records.put_article(replace(ARTICLE, title="Эски", fetched_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert [row["title"] for row in read(path)] == [ARTICLE.title]


def test_records_of_a_former_version_show_their_articles(path: Path) -> None:
    former = next(version for version, script in enumerate(MIGRATIONS) if "VIEW article_text" in script)
    insert = (
        "INSERT INTO article (id, site, version, sequence, published_at, content_hash, payload_hash, payload)"
        " VALUES (randomblob(16), 'kun_uz', 0, ?, 0, '', x'', ?)"
    )
    with closing(sqlite3.connect(path)) as database, database:
        for script in MIGRATIONS[:former]:
            database.executescript(script)
        database.executemany(insert, [(1, pack(ARTICLE)[0]), (2, b"\0")])
        database.execute(f"PRAGMA user_version = {former}")
    with RecordStore(path):
        (row,) = read(path)  # what cannot be read any more is left out
        assert (row["title"], row["body"], row["published_day"]) == (
            ARTICLE.title,
            ARTICLE.body,
            "2026-11-24",
        )
