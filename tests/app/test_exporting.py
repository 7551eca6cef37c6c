"""What an export writes, and that it is whole, once, and gone on with."""

from __future__ import annotations

import csv
import io
import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas  # type: ignore[import-untyped]
import pytest

from tests import fork_server
from tests.processing.articles import make_article
from tests.record_stores import lay_empty_store
from xabar.app import exporting
from xabar.app.errors import AppError, WrongUse
from xabar.app.export_state import keep_state, last_sequence_of
from xabar.app.exporting import ExportReport, ExportRequest, export_articles
from xabar.article import Article, CutText
from xabar.config import Config
from xabar.exchange.columns import COLUMN_NAMES, COLUMNS, column_table
from xabar.exchange.growing_file import checkpoint_of, open_growing
from xabar.exchange.writers import FORMATS, Format
from xabar.records.store import RecordStore
from xabar.search.engine import SearchRequest

LATER = datetime(2026, 11, 25, tzinfo=UTC)
REMOVED = 3  # of the articles below


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    """Ten articles of two sites, of which one was removed."""
    with RecordStore(lay_empty_store(tmp_path)) as store:
        for number in range(1, 11):
            store.put_article(article(number))
        store.remove_article(article(REMOVED).id, LATER)
        yield store


def article(number: int) -> Article:
    return make_article(
        number,
        site="kun_uz" if number % 2 else "daryo_uz",
        language="uz",
        script="Cyrl",
        tags=("китоб", '"шаҳар", метро') if number == 1 else (),
        published_at=datetime(2026, 11, number, 5, 30, tzinfo=UTC),
        published_day=date(2026, 11, number),
        body_agreement=0 if number == 1 else None,
    )


def export(
    records: RecordStore, output: Path | io.BytesIO, format: Format = "jsonl", **asked: Any
) -> ExportReport:
    request = ExportRequest(**asked)
    return export_articles(Config(data=records.path.parent), records, request, format=format, output=output)


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def urls(path: Path) -> list[str]:
    return [values["url"].rpartition("-")[2] for values in read_lines(path) if "url" in values]


# --- what is in a file ---


def test_lines_hold_the_columns_that_are_filled(records: RecordStore, tmp_path: Path) -> None:
    report = export(records, tmp_path / "a.jsonl")
    first, *others = read_lines(tmp_path / "a.jsonl")
    assert (report.articles, report.last, len(others)) == (9, records.last_sequence(), 8)
    assert [first["sequence"], first["id"], first["tags"]] == [1, article(1).id, ["китоб", '"шаҳар", метро']]
    assert first["body_agreement"] == 0
    assert "Самарқандда" in (tmp_path / "a.jsonl").read_text(encoding="utf-8")  # readable as it stands
    assert not {"removed", "section", "cuts"} & first.keys()
    assert [each["sequence"] for each in others] == [2, *range(4, 11)]


def test_csv_has_all_columns_for_every_article(records: RecordStore, tmp_path: Path) -> None:
    export(records, tmp_path / "a.csv", "csv")
    first, *others = csv.DictReader(
        io.StringIO((tmp_path / "a.csv").read_bytes().decode("utf-8-sig"), newline="")
    )
    assert tuple(first) == COLUMN_NAMES
    assert (first["tags"], first["removed"]) == ('китоб\n"шаҳар", метро', "false")
    assert first["body"] == article(1).body
    assert len(others) == 8


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t"])
def test_no_text_is_a_formula_in_a_csv_for_spreadsheets(
    beginning: str, records: RecordStore, tmp_path: Path
) -> None:
    title = f'{beginning}HYPERLINK("https://ex.uz")'
    records.put_article(replace(article(1), title=title, tags=(title, "a"), fetched_at=LATER))
    export(records, tmp_path / "raw.csv", "csv")
    export(records, tmp_path / "a.csv", "csv", excel=True)
    raw, escaped = (pandas.read_csv(tmp_path / name).iloc[-1] for name in ("raw.csv", "a.csv"))
    assert (raw["title"], raw["tags"]) == (title, f"{title}\na")
    assert (escaped["title"], escaped["tags"]) == (f"'{title}", f"'{title}\na")
    assert escaped["body"] == raw["body"]
    with pytest.raises(WrongUse, match="--excel is for CSV, and jsonl"):
        export(records, tmp_path / "a.jsonl", excel=True)


def test_boilerplate_comes_back_on_demand(records: RecordStore, tmp_path: Path) -> None:
    cut = CutText(place=3, text="Улашиш", reason="share-label")
    records.put_article(replace(article(1), cuts=(cut,), fetched_at=LATER))
    export(records, tmp_path / "a.jsonl")
    export(records, tmp_path / "b.jsonl", with_boilerplate=True)
    bodies = [read_lines(tmp_path / name)[-1]["body"].split("\n")[-1] for name in ("a.jsonl", "b.jsonl")]
    assert bodies == [article(1).body.split("\n")[-1], "Улашиш"]


def test_tombstones_come_on_demand(records: RecordStore, tmp_path: Path) -> None:
    report = export(records, tmp_path / "a.jsonl", tombstones=True, after=9)
    assert report.tombstones == 1
    assert read_lines(tmp_path / "a.jsonl")[-1] == {
        "id": article(REMOVED).id,
        "sequence": 11,
        "removed": True,
    }


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"sites": ("daryo_uz",)}, [2, 4, 6, 8, 10]),
        ({"since": date(2026, 11, 9)}, [9, 10]),
        ({"until": date(2026, 11, 2), "scripts": ("Cyrl",)}, [1, 2]),
        ({"languages": ("kk",)}, []),
        ({"query": "*", "languages": ("uz",), "until": date(2026, 11, 1)}, [1]),
    ],
)
def test_filters_need_no_index(
    filters: dict[str, Any], found: list[int], records: RecordStore, tmp_path: Path
) -> None:
    export(records, tmp_path / "a.jsonl", search=SearchRequest(**{"query": ""} | filters))
    assert urls(tmp_path / "a.jsonl") == list(map(str, found))


# --- other programs read it ---


def test_duckdb_reads_every_format_alike(records: RecordStore, tmp_path: Path) -> None:
    for format in FORMATS:
        export(records, tmp_path / f"a.{format}", format, tombstones=True)
    asked = "SELECT id, sequence, title, body, published_day::VARCHAR FROM '{}' WHERE url IS NOT NULL ORDER BY sequence"
    with duckdb.connect() as database:
        jsonl, of_csv, parquet = (
            database.execute(asked.format(tmp_path / f"a.{format}")).fetchall() for format in FORMATS
        )
        tags = database.execute(f"SELECT tags FROM '{tmp_path}/a.parquet' WHERE sequence = 1").fetchall()
        moment = database.execute(
            f"SELECT min(published_at) AT TIME ZONE 'UTC' FROM '{tmp_path}/a.parquet'"
        ).fetchall()
    assert jsonl == of_csv == parquet
    assert len(jsonl) == 9
    assert jsonl[0] == (article(1).id, 1, article(1).title, article(1).body, "2026-11-01")
    assert tags == [(["китоб", '"шаҳар", метро'],)]
    assert moment == [(datetime(2026, 11, 1, 5, 30),)]  # noqa: DTZ001  # as DuckDB gives a time without a zone


def test_pandas_reads_parquet_with_types_and_csv(records: RecordStore, tmp_path: Path) -> None:
    for format in FORMATS:
        export(records, tmp_path / f"a.{format}", format)
    frame, of_csv = pandas.read_parquet(tmp_path / "a.parquet"), pandas.read_csv(tmp_path / "a.csv")
    assert tuple(frame.columns) == tuple(of_csv.columns) == COLUMN_NAMES
    assert str(frame["published_at"].dtype) == "datetime64[ms, UTC]"
    assert list(frame["body"]) == list(of_csv["body"])


def test_an_empty_export_is_a_file_that_can_be_read(records: RecordStore, tmp_path: Path) -> None:
    for format in FORMATS:
        export(records, tmp_path / f"a.{format}", format, after=records.last_sequence())
    assert (tmp_path / "a.jsonl").read_bytes() == b""
    assert tuple(pandas.read_parquet(tmp_path / "a.parquet").columns) == COLUMN_NAMES
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").strip() == ",".join(COLUMN_NAMES)


@pytest.mark.parametrize("format", FORMATS)
def test_a_stream_gets_what_a_file_gets(format: Format, records: RecordStore, tmp_path: Path) -> None:
    output = io.BytesIO()
    export(records, output, format)
    export(records, tmp_path / "a", format)
    assert output.getvalue() == (tmp_path / "a").read_bytes()


# --- whole, once, gone on with ---


class Interrupted(Exception):
    pass


def interrupt(records: RecordStore, output: Path, format: Format, after: int, **asked: Any) -> None:
    """Begin an export that ends in the middle, with more rows written than were noted."""

    def progress(read: int, total: int) -> None:
        nonlocal after
        after -= read
        if after < 0:
            raise Interrupted

    with pytest.raises(Interrupted):
        export_articles(
            Config(data=records.path.parent),
            records,
            ExportRequest(**asked),
            format=format,
            output=output,
            progress=progress,
        )


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 1)
    monkeypatch.setattr(exporting, "SAVED", 3)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("format", FORMATS)
def test_an_interrupted_export_is_gone_on_with(format: Format, records: RecordStore, tmp_path: Path) -> None:
    interrupted, whole = tmp_path / "a", tmp_path / "b"
    interrupt(records, interrupted, format, after=4)
    assert not interrupted.exists()
    report = export(records, interrupted, format)
    assert (report.resumed_after, report.articles) == (4, 9)
    export(records, whole, format)
    if format == "parquet":
        assert pandas.read_parquet(interrupted).equals(pandas.read_parquet(whole))
    else:
        assert interrupted.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


@pytest.mark.usefixtures("small_pages")
def test_an_unfinished_file_of_another_request_is_begun_anew(records: RecordStore, tmp_path: Path) -> None:
    interrupt(records, tmp_path / "a", "jsonl", after=4)
    report = export(records, tmp_path / "a", search=SearchRequest(query="", sites=("kun_uz",)))
    assert report.resumed_after is None
    assert urls(tmp_path / "a") == ["1", "5", "7", "9"]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("damage", [b"", b"{", b"{}"])
def test_a_damaged_note_of_an_unfinished_file_begins_it_anew(
    damage: bytes, records: RecordStore, tmp_path: Path
) -> None:
    interrupt(records, tmp_path / "a", "jsonl", after=4)
    checkpoint_of(tmp_path / "a").write_bytes(damage)
    assert export(records, tmp_path / "a").resumed_after is None
    assert len(urls(tmp_path / "a")) == 9


@pytest.mark.usefixtures("small_pages")
def test_what_changes_meanwhile_is_written_once_and_comes_with_the_next_export(
    records: RecordStore, tmp_path: Path
) -> None:
    def change(read: int, total: int) -> None:
        if records.last_sequence() == 11:
            records.put_article(replace(article(1), title="Кутубхона ёпилди", fetched_at=LATER))
            records.put_article(replace(article(9), title="Кутубхона ёпилди", fetched_at=LATER))

    config, request = Config(data=tmp_path), ExportRequest()
    report = export_articles(config, records, request, format="jsonl", output=tmp_path / "a", progress=change)
    assert urls(tmp_path / "a") == ["1", "2", "4", "5", "6", "7", "8", "10"]
    assert (report.last, report.newer) == (11, 2)
    export(records, tmp_path / "b", after=report.last)
    assert urls(tmp_path / "b") == ["1", "9"]


def test_the_former_file_stays_until_the_new_one_is_whole(records: RecordStore, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("former")
    interrupt(records, tmp_path / "a", "jsonl", after=0)
    assert (tmp_path / "a").read_text() == "former"


def test_two_exports_do_not_write_one_file(records: RecordStore, tmp_path: Path) -> None:
    with open_growing(tmp_path / "a"), pytest.raises(AppError, match="being written by another process"):
        export(records, tmp_path / "a")
    export(records, tmp_path / "a")


def test_a_folder_that_is_not_there_is_an_error_in_words(records: RecordStore, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot be written"):
        export(records, tmp_path / "none" / "a")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
def test_an_export_to_a_full_device_cannot_go_on(records: RecordStore) -> None:
    with pytest.raises(AppError, match=r"No space left on device$"):
        export(records, Path("/dev/full"))


def test_nothing_is_read_while_a_page_is_written(records: RecordStore, tmp_path: Path) -> None:
    """A reader that holds a snapshot of the records would make their log grow."""

    def checkpoint(read: int, total: int) -> None:
        with RecordStore(records.path) as other:
            other.put_article(article(20))
            busy, _, _ = other._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            assert busy == 0

    export_articles(
        Config(data=tmp_path),
        records,
        ExportRequest(),
        format="jsonl",
        output=tmp_path / "a",
        progress=checkpoint,
    )


def test_damaged_articles_are_named_and_left_out(records: RecordStore, tmp_path: Path) -> None:
    records._db.execute("UPDATE article SET payload = x'00' WHERE sequence = 2")
    report = export(records, tmp_path / "a", tombstones=True)
    assert report.damaged == [article(2).id]
    assert (report.articles, report.tombstones) == (8, 1)


# --- day after day ---


def test_the_state_brings_what_changed_since(records: RecordStore, tmp_path: Path) -> None:
    state, request = tmp_path / "state.json", ExportRequest()
    assert last_sequence_of(state, records, request) == 0
    keep_state(state, records, request, export(records, tmp_path / "a"))
    records.put_article(article(20))
    after = last_sequence_of(state, records, request)
    export(records, tmp_path / "b", after=after)
    assert urls(tmp_path / "b") == ["20"]


def test_a_state_of_something_else_is_refused(records: RecordStore, tmp_path: Path) -> None:
    state, request = tmp_path / "state.json", ExportRequest()
    keep_state(state, records, request, ExportReport(last=5))
    with pytest.raises(WrongUse, match="an export of something else"):
        last_sequence_of(state, records, ExportRequest(tombstones=True))
    with RecordStore(tmp_path / "other.sqlite") as other, pytest.raises(WrongUse, match="other records"):
        last_sequence_of(state, other, request)
    state.write_text("{}")
    with pytest.raises(WrongUse, match="does not say how far"):
        last_sequence_of(state, records, request)


def test_a_state_that_the_records_have_not_reached_is_refused_and_stays(
    records: RecordStore, tmp_path: Path
) -> None:
    state, request = tmp_path / "state.json", ExportRequest()
    keep_state(state, records, request, ExportReport(last=records.last_sequence() + 1))
    before = state.read_bytes()
    with pytest.raises(WrongUse, match="number 12 of the feed, and the records only 11: an older copy"):
        last_sequence_of(state, records, request)
    assert state.read_bytes() == before


def test_every_column_says_what_it_holds() -> None:
    assert all(column.about for column in COLUMNS)
    assert len(set(COLUMN_NAMES)) == len(COLUMNS)


def test_the_documentation_has_the_columns() -> None:
    page = (Path(__file__).parents[2] / "docs" / "import-export.md").read_text(encoding="utf-8")
    assert column_table() in page, "docs/import-export.md is behind xabar/article.py: run `make docs`"


@pytest.mark.parametrize("note", ['["somebody", "else"]', '{"parts": [1, 2]}'])
def test_a_note_of_somebody_else_is_not_written_over(note: str, records: RecordStore, tmp_path: Path) -> None:
    checkpoint_of(tmp_path / "a").write_text(note)
    with pytest.raises(AppError, match=r"a\.part\.json is no note of an export"):
        export(records, tmp_path / "a")
    assert checkpoint_of(tmp_path / "a").read_text() == note


_KILLED = """
import os, signal, sys
from pathlib import Path
from xabar.app import exporting
from xabar.config import Config
from xabar.records.store import RecordStore

pages = iter(range(100))

def kill(read, total):
    if next(pages) == 4:
        os.kill(os.getpid(), signal.SIGKILL)

exporting.PAGE, exporting.SAVED = 1, 3
data = Path(sys.argv[1])
with RecordStore(data / "records.sqlite") as records:
    request = exporting.ExportRequest()
    exporting.export_articles(Config(data=data), records, request, format="jsonl", output=data / "a", progress=kill)
"""


@pytest.mark.slow
def test_an_export_that_is_killed_is_gone_on_with_and_is_whole(records: RecordStore, tmp_path: Path) -> None:
    export(records, tmp_path / "whole")
    killed = fork_server.run(_KILLED, tmp_path)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not (tmp_path / "a").exists()
    export(records, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "whole").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []
