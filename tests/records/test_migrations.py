"""A record file that an earlier version wrote opens, keeps every row, and reads in the words of today."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from tests.record_stores import add_paragraphs
from tests.records.samples import FETCHED, FULL, make_article
from xabar.article import Article
from xabar.crawl_stats import SiteStats
from xabar.records.feeds import DeadLetter, FedGeneration
from xabar.records.identity import StoreMark
from xabar.records.paragraphs import BoilerplateLine
from xabar.records.runs import Run
from xabar.records.schema import MIGRATIONS
from xabar.records.store import RecordStore

VERSION: Final = 2  # the schema with the tables `lesson` and `furniture`
INDEX, GENERATION = "data/index", "000001"
FORMER = make_article("full", minutes=-5, title="Avvalgi sarlavha")
REMOVED = make_article("removed")
MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AT = (FETCHED - EPOCH) // MILLISECOND
ID, REMOVED_ID = bytes.fromhex(FULL.id), bytes.fromhex(REMOVED.id)


def pack(article: Article) -> bytes:
    return zlib.compress(orjson.dumps(article.to_dict()), 1)


# Rows of every table, as version 2 wrote them.
ROWS: Final[tuple[tuple[str, tuple[Any, ...]], ...]] = (
    ("article", (1, ID, "kun_uz", AT, 5, 0, AT, FULL.content_hash, b"hash", pack(FULL))),
    ("article", (2, REMOVED_ID, "kun_uz", AT, 7, 1, None, "", b"", None)),
    ("version", (ID, FORMER.version, FORMER.content_hash, pack(FORMER))),
    ("feed", (INDEX, GENERATION, 6)),
    ("dead_letter", (INDEX, GENERATION, ID, 5, AT, "too long", "2026-03-01 12:00:00")),
    ("page", (FULL.url, "kun_uz", AT, AT + 60_000, 2, "stored", ID, 'W/"1"', "Sun, 01 Mar 2026")),
    ("lesson", ("kun_uz", 1, ID)),
    ("lesson", ("kun_uz", 2, REMOVED_ID)),
    ("paragraph", ("kun_uz", 17, 1)),
    ("paragraph", ("kun_uz", 17, 2)),
    ("furniture", ("kun_uz", 17, "Obuna boʻling", "learned")),
    ("furniture", ("kun_uz", 18, "Shior", "pinned")),
    ("furniture", ("kun_uz", 19, "Ob-havo", "pardoned")),
    ("signature", (1, ID, b"signature")),
    ("band", (-6005750124281007721, 1)),  # the key of b"band" in the first place
    ("run", ("kun_uz", AT, AT + 60_000, "finished", 3, 1, 1, 0, 4, '{"no-date":1}', '{"no-answer":2}')),
)


@pytest.fixture
def former(path: Path) -> Path:
    """A record file as version 2 left it."""
    with closing(sqlite3.connect(path)) as connection:
        for script in MIGRATIONS[:VERSION]:
            connection.executescript(script)
        for table, row in ROWS:
            connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        connection.execute(f"PRAGMA user_version={VERSION}")
        connection.commit()
    return path


@pytest.fixture
def opened(former: Path) -> Iterator[RecordStore]:
    """That file, opened by the program of today."""
    with RecordStore(former) as records:
        yield records


def test_every_table_of_the_former_schema_has_a_row() -> None:
    tables = {name for script in MIGRATIONS[:VERSION] for name in re.findall(r"CREATE TABLE (\w+)", script)}
    assert {table for table, _ in ROWS} == tables


def test_articles_versions_and_the_feed_are_kept(opened: RecordStore) -> None:
    kept = replace(FULL, fetched_at=EPOCH + AT * MILLISECOND)
    assert opened.get_article(FULL.id) == kept
    assert [article.title for article in opened.versions(FULL.id)] == ["Avvalgi sarlavha", "Sarlavha"]
    assert [(change.sequence, change.article) for change in opened.changes_after(0, 10)] == [
        (5, kept),
        (7, None),
    ]
    assert opened.confirmed(FedGeneration(INDEX, GENERATION, "its id")) == 6
    assert opened.dead_letters() == [
        DeadLetter(
            INDEX, GENERATION, FULL.id, FULL.url, 5, AT, "too long", datetime(2026, 3, 1, 12, tzinfo=UTC)
        )
    ]


def test_pages_signatures_and_runs_are_kept(opened: RecordStore) -> None:
    page = opened.page(FULL.url)
    assert page is not None
    assert (page.outcome, page.fetches, page.article_id, page.etag) == ("stored", 2, FULL.id, 'W/"1"')
    assert opened.candidates([b"band"]) == {FULL.id: b"signature"}
    began = EPOCH + AT * MILLISECOND
    stats = SiteStats(
        "kun_uz",
        fetched=3,
        stored=1,
        unchanged=1,
        rejected=Counter({"no-date": 1}),
        discovery=4,
        errors=Counter({"no-answer": 2}),
    )
    assert opened.runs("kun_uz") == [Run(began, began + timedelta(minutes=1), "finished", stats)]


def test_lines_are_kept_and_pardoned_ones_are_allowed(opened: RecordStore) -> None:
    assert opened.count_site_articles("kun_uz") == 2
    assert opened.paragraph_articles("kun_uz", 17) == [REMOVED.id, FULL.id]
    assert opened.line_verdicts("kun_uz") == {17: "learned", 18: "pinned", 19: "allowed"}
    assert opened.list_boilerplate() == [
        BoilerplateLine("kun_uz", "Obuna boʻling", "learned", articles=2, since=0),
        BoilerplateLine("kun_uz", "Ob-havo", "allowed", articles=0, since=2),
        BoilerplateLine("kun_uz", "Shior", "pinned", articles=0, since=2),
    ]


def test_it_is_written_to_as_before(opened: RecordStore) -> None:
    assert opened.put_article(make_article("new")).sequence == 8
    assert add_paragraphs(opened, "kun_uz", make_article("new").id, [17]) == {17}
    assert opened.paragraph_counts("kun_uz", [17]) == {17: 3}


def test_the_store_knows_which_articles_lost_what_was_cut(opened: RecordStore) -> None:
    since = opened.cuts_kept_since()
    assert since == EPOCH + AT * MILLISECOND
    assert opened.count_articles_until(since) == 1
    opened.put_article(replace(FULL, fetched_at=since + timedelta(hours=1)))  # fetched again
    assert opened.count_articles_until(since) == 0


def test_a_former_store_gets_an_id_once(former: Path) -> None:
    marks = []
    for _ in range(2):
        with RecordStore(former) as records:
            marks.append(records.mark())
    assert marks[0] == marks[1]
    assert (len(marks[0].id), marks[0].sequence) == (32, 7)
    assert abs(datetime.now(UTC) - marks[0].made_at) < timedelta(minutes=10)
    assert StoreMark.from_dict(marks[0].to_dict()) == replace(
        marks[0], made_at=marks[0].made_at.replace(microsecond=0)
    )


def test_an_alarm_keeps_its_kind_by_the_word_of_today(path: Path) -> None:
    before = next(at for at, script in enumerate(MIGRATIONS) if "kind = 'furniture'" in script)
    with RecordStore(path):
        pass
    with closing(sqlite3.connect(path)) as connection:  # as it was before: no later migration touches a table
        connection.execute(
            "INSERT INTO alarm VALUES ('one', 'kun_uz', 'furniture', '40 % was cut', ?, ?, NULL)", (AT, AT)
        )
        connection.execute(f"PRAGMA user_version={before}")
        connection.commit()
    with RecordStore(path) as records:
        assert [alarm.kind for alarm in records.open_alarms()] == ["boilerplate"]
