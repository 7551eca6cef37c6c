"""Generations of layouts, their checks, and the pages to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.record_stores import lay_empty_store
from xabar.records.learned_layouts import LessonPage
from xabar.records.store import RecordStore

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SITE, EDITION = "gazeta", "https://gazeta.example.uz/"
PAGE = LessonPage(f"{EDITION}1", "<p>Matn \udc80</p>", NOW, "24 noyabr")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path)) as store:
        yield store


def test_lessons_are_kept_up_to_a_number(records: RecordStore) -> None:
    pages = [replace(PAGE, url=f"{EDITION}{number}") for number in range(5)]
    assert [records.keep_lesson(SITE, EDITION, page, most=3) for page in pages] == [1, 2, 3, 3, 3]
    assert records.lessons(SITE, EDITION) == pages[:3]
    assert records.lessons(SITE, "https://other.example.uz/") == []


def test_the_same_page_counts_once(records: RecordStore) -> None:
    later = replace(PAGE, html="<p>Yangi</p>", fetched_at=NOW + timedelta(hours=1))
    assert [records.keep_lesson(SITE, EDITION, page, most=9) for page in (PAGE, later)] == [1, 1]
    assert records.lessons(SITE, EDITION) == [later]


def test_the_newest_layout_goes_first_and_ends_the_lessons(records: RecordStore) -> None:
    records.keep_lesson(SITE, EDITION, PAGE, most=9)
    records.put_layouts(SITE, EDITION, ["1", "2"], NOW)
    records.put_layouts(SITE, EDITION, [None], NOW + timedelta(days=1))
    rows = records.stored_layouts(SITE, EDITION)
    assert [(row.number, row.layout) for row in rows] == [(3, None), (2, "2"), (1, "1")]
    assert records.lessons(SITE, EDITION) == []


def test_the_last_checks_are_kept(records: RecordStore) -> None:
    records.put_layouts(SITE, EDITION, ["1"], NOW)
    for agreed in (False, *[True] * 9, False):
        checks = records.note_check(SITE, EDITION, 1, agreed=agreed, articles=25)
    assert checks == "1111111110"
    assert records.stored_layouts(SITE)[0].articles == 275
    assert records.note_check(SITE, EDITION, 7, agreed=True, articles=1) == ""


def test_a_retired_generation_is_kept_until_all_is_forgotten(records: RecordStore) -> None:
    records.put_layouts(SITE, EDITION, ["1"], NOW)
    records.keep_lesson(SITE, EDITION, PAGE, most=9)
    records.retire_layout(SITE, EDITION, 1, NOW)
    assert records.stored_layouts()[0].retired_at == NOW
    assert records.forget_layouts(SITE) == 1
    assert (records.stored_layouts(SITE), records.lessons(SITE, EDITION)) == ([], [])
