"""A store that is copied to another database and back is the same store."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from tests.record_stores import EmptyDatabases, add_paragraphs, record_run
from tests.records.samples import FETCHED, FULL, make_article
from tests.writers import start
from xabar.crawl_stats import SiteStats
from xabar.records import copying
from xabar.records.copying import CopyRefused
from xabar.records.errors import RecordsError
from xabar.records.responses import KeptPage, Pointer
from xabar.records.store import RecordStore
from xabar.records.tables import all_tables


def fill(records: RecordStore, articles: int = 7) -> None:
    """Write something into many tables."""
    records.put_article(FULL)
    for number in range(articles):
        article = make_article(str(number))
        records.put_article(article)
        records.put_article(make_article(str(number), minutes=1, body="Boshqa matn."))
        records.mark_page(article.url, article.site, FETCHED, "stored", article.id)
        add_paragraphs(records, article.site, article.id, [2**62 + number, 5])
        records.add_signature(article.id, os.urandom(8), lambda signature: [signature[:4], signature[4:]])
        pointer = Pointer("warc/a.warc.gz", number * 100, 90, os.urandom(20))
        records.add_response(
            KeptPage(
                pointer=pointer,
                site=article.site,
                url=article.url,
                fetched_at=FETCHED,
                outcome="stored",
                article_id=article.id,
            )
        )
    records.remove_article(make_article("1").id, FETCHED + timedelta(days=1))
    records.set_verdict("kun_uz", 5, "Obuna boʻling", "pinned")
    record_run(records, SiteStats("kun_uz"), started_at=FETCHED, finished_at=FETCHED)


def test_there_and_back_everything_is_the_same(tmp_path: Path, empty_databases: EmptyDatabases) -> None:
    with (
        RecordStore(tmp_path / "first.sqlite") as first,
        RecordStore(empty_databases.empty(), unfinished=True) as server,
        RecordStore(tmp_path / "second.sqlite", unfinished=True) as second,
    ):
        fill(first)
        there = server.copy_from(first)
        back = second.copy_from(server)
        assert there == back
        assert {copied.name for copied in there} == {table.name for table in all_tables()} - set(
            copying.LEFT_OUT
        )
        assert {copied.name: copied.rows for copied in there}["version"] == 6
        assert first.mark().id == server.mark().id == second.mark().id
        assert first.changes_after(0, 99) == server.changes_after(0, 99) == second.changes_after(0, 99)
        assert server._db.execute("SELECT place FROM unfinished_copy").fetchall() == []
        after = first.last_sequence() + 1
        for store in (server, second):  # numbers go on after the copied ones
            assert store.put_article(make_article("new")).sequence == after
            store.add_signature(make_article("new").id, b"12345678", lambda signature: [signature])


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "records.sqlite"
    with RecordStore(path) as records, records.transaction():
        fill(records, 150)
    return path


@pytest.fixture
def source(tmp_path: Path, filled_file: Path) -> Path:
    """A store of some hundred articles."""
    return shutil.copyfile(filled_file, tmp_path / "source.sqlite")


def test_a_target_that_is_not_empty_is_refused(source: Path, place: str) -> None:
    with RecordStore(place, unfinished=True) as target:
        target.put_article(FULL)
        with (
            RecordStore(source) as records,
            pytest.raises(CopyRefused, match=r"is not empty .*1 rows in article"),
        ):
            target.copy_from(records)
        assert target.count_articles() == 1


def copy_until_killed(source: str, target: str) -> None:
    """Copy in small batches, and stand still behind a part of them, so that a kill always comes in the middle."""
    copying.BATCH = 5  # type: ignore[misc]
    batches = iter(range(60))

    def stand_still(name: str, done: int, total: int) -> None:
        if next(batches, None) is None:
            threading.Event().wait()

    with RecordStore(source) as old, RecordStore(target, unfinished=True) as new:
        new.copy_from(old, stand_still)


@pytest.mark.slow
def test_a_copy_that_was_killed_goes_on(source: Path, place: str) -> None:
    chance = random.Random(13)
    for _ in range(2):
        process = start(copy_until_killed, str(source), place)
        rows = chance.randrange(50, 200)
        with RecordStore(place, unfinished=True) as target:
            while sum(target.count_rows().values()) <= rows:
                assert process.is_alive()
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    with pytest.raises(RecordsError, match="was not ended: run `xabar records copy` again"):
        RecordStore(place)
    with RecordStore(source) as records:
        records.put_article(make_article("0", minutes=9, body="Oʻzgargan matn."))  # of a row that was copied
        with RecordStore(place, unfinished=True) as target:
            target.copy_from(records)
        with RecordStore(place) as target:
            assert target.changes_after(0, 999) == records.changes_after(0, 999)


def test_a_batch_of_long_articles_has_few_of_them(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BATCH_BYTES", 20_000)
    done: dict[str, list[int]] = {}
    with RecordStore(tmp_path / "long.sqlite") as records, records.transaction():
        for number in range(40):
            long = make_article(str(number), body=f"{os.urandom(3000).hex()}")
            records.put_article(long)
            records.mark_page(long.url, long.site, FETCHED, "stored", long.id)
    with RecordStore(tmp_path / "long.sqlite") as records, RecordStore(place, unfinished=True) as target:
        target.copy_from(records, lambda name, count, total: done.setdefault(name, [0]).append(count))
        assert target.changes_after(0, 99) == records.changes_after(0, 99)
    steps = [after - before for before, after in pairwise(done["article"])]
    assert sum(steps) == 40
    assert max(steps[1:]) <= 6  # 20,000 bytes of 3,000 and more each
    assert done["page"][1] == 10


def test_a_copy_of_another_store_is_not_gone_on_with(source: Path, place: str, tmp_path: Path) -> None:
    with RecordStore(place, unfinished=True) as target, target.transaction():
        target._db.execute("INSERT INTO unfinished_copy VALUES (?, ?)", ("0" * 32, "elsewhere"))
    with (
        RecordStore(source) as records,
        RecordStore(place, unfinished=True) as target,
        pytest.raises(CopyRefused, match="of another store, elsewhere"),
    ):
        target.copy_from(records)


def test_a_server_that_ends_the_standstill_is_stopped_again_before_the_copy_goes_on(
    tmp_path: Path, empty_databases: EmptyDatabases
) -> None:
    address = empty_databases.empty()
    held: list[int] = []

    def look(name: str, done: int, total: int) -> None:
        with psycopg.connect(address, autocommit=True) as other:
            found = other.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                " WHERE locktype = 'advisory' AND granted AND datname = current_database()"
            ).fetchone()
            assert found
            held.append(found[0])
            if len(held) == 1:
                other.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE application_name = 'xabar' AND datname = current_database()"
                )

    with RecordStore(address) as source, RecordStore(tmp_path / "file.sqlite", unfinished=True) as target:
        fill(source, 20)
        target.copy_from(source, look)
        assert target.changes_after(0, 99) == source.changes_after(0, 99)
    assert len(held) > 3
    assert set(held) == {2}  # the writers' lock and that of leases and schedules


def test_who_may_only_read_the_source_copies_one_moment_of_it(
    place: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RecordStore(place) as writer, RecordStore(tmp_path / "target.sqlite", unfinished=True) as target:
        fill(writer, 20)
        before = writer.changes_after(0, 99)
        if kind == "sqlite":
            monkeypatch.setattr("xabar.records.sqlite.may_write", lambda path: False)
        else:
            place += "?options=-cdefault_transaction_read_only%3Don"
        names: list[str] = []

        def write(name: str, done: int, total: int) -> None:
            names.append(name)
            article = make_article(f"late-{len(names)}")
            writer.put_article(article)
            writer.mark_page(article.url, article.site, FETCHED, "stored", article.id)

        with RecordStore(place) as reader:
            assert reader.read_only
            target.copy_from(reader, write)
        assert len(names) > 3
        assert target.changes_after(0, 99) == before
        assert all(
            target.page(make_article(f"late-{number + 1}").url) is None for number in range(len(names))
        )


def test_nobody_writes_to_the_source_meanwhile(source: Path, place: str) -> None:
    refused: list[bool] = []

    def write(name: str, done: int, total: int) -> None:
        with closing(sqlite3.connect(source, timeout=0)) as other, pytest.raises(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")
        refused.append(True)

    with RecordStore(source) as records, RecordStore(place, unfinished=True) as target:
        target.copy_from(records, write)
    assert refused
