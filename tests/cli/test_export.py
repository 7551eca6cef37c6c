"""`xabar export`, as a person runs it on articles that are in the index."""

from __future__ import annotations

import json
from pathlib import Path

import pandas  # type: ignore[import-untyped]
import pytest

from tests.cli.conftest import Command
from tests.search.articles import make_article
from xabar.records.store import RecordStore


@pytest.fixture
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for exports: nothing may be written into the data folder."""
    return tmp_path_factory.mktemp("exports")


def export(fed: Command, path: Path, *words: str) -> tuple[int, str]:
    """Return how many articles were exported, and what was said."""
    said = export_file(fed, path, *words)
    return len(path.read_text(encoding="utf-8").splitlines()), said


def export_file(fed: Command, path: Path, *words: str) -> str:
    done = fed("export", *words, "--output", str(path))
    assert done.exit_code == 0, done.output
    return done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("toshkint",), "articles with toshkent"),  # which has the sound of the name
        (("metroo",), "`xabar search` says: 0 articles with metroo; showing 2 articles with metro"),
        (
            ("metro", "zilzila"),
            "`xabar search` says: no article has all the words; 2 articles with most of them",
        ),
    ],
)
def test_what_a_search_would_rather_show_is_said_and_not_exported(
    fed: Command, out: Path, words: tuple[str, ...], said: str
) -> None:
    count, note = export(fed, out / "a.jsonl", *words)
    assert count == 0
    assert said in note
    assert "0 articles; the last number" in note


def test_what_is_spelled_more_loosely_is_exported_and_said(fed: Command, out: Path) -> None:
    count, note = export(fed, out / "a.jsonl", "yolovchi")
    assert (count, "2 articles, all in a looser spelling; --exact leaves these out" in note) == (2, True)
    assert export(fed, out / "a.jsonl", "yolovchi", "--exact")[0] == 0
    assert "spelling" not in export(fed, out / "a.jsonl", "metro")[1]


def test_a_number_beyond_the_feed_is_wrong_use(fed: Command, out: Path) -> None:
    done = fed("export", "--after", "5", "--output", str(out / "a.jsonl"))
    assert (done.exit_code, "--after 5 lies beyond the last number of the feed, 4" in done.stderr) == (
        2,
        True,
    )
    assert export(fed, out / "a.jsonl", "--after", "4")[0] == 0


def test_what_waits_for_the_index_comes_with_the_next_export(fed: Command, out: Path, tmp_path: Path) -> None:
    asked = ("metro", "--state", str(out / "state.json"), "--tombstones")
    assert export(fed, out / "1.jsonl", *asked)[0] == 2
    with RecordStore(tmp_path / "records.sqlite") as records:
        last = records.last_sequence()
        records.put_article(make_article("late", "Metro kechikdi"))
    count, note = export(fed, out / "2.jsonl", *asked)
    assert (count, f"the last number of the feed is {last}\n" in note) == (0, True)
    assert (
        f"1 changes wait for the index, `xabar index feed` carries them; --after {last} brings them" in note
    )
    fed("index", "feed")
    count, note = export(fed, out / "3.jsonl", *asked)
    assert (count, "wait" in note) == (1, False)
    assert export(fed, out / "4.jsonl", *asked)[0] == 0


def test_a_spreadsheet_knows_that_a_table_is_utf_8(fed: Command, out: Path) -> None:
    export(fed, out / "a.csv")
    assert (out / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_columns_are_chosen(fed: Command, out: Path) -> None:
    for name in ("a.csv", "a.jsonl", "a.parquet"):
        export_file(fed, out / name, "--fields", "url,tags", "--fields", "published_day")
    assert (out / "a.csv").read_text("utf-8-sig").splitlines()[0] == "url,tags,published_day"
    assert list(json.loads((out / "a.jsonl").read_text().splitlines()[0])) == [
        "url",
        "tags",
        "published_day",
    ]
    assert [*pandas.read_parquet(out / "a.parquet").columns] == ["url", "tags", "published_day"]
    assert fed("export", "--fields", "colour", "--output", "-").exit_code == 2
