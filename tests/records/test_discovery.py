"""The days to which sources were read, and the pages that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.records.samples import FETCHED
from xabar.records.discovery import DuePage, ReadDays
from xabar.records.store import RecordStore

KEY = "https://kun.uz/news/a"
PAGE = DuePage(KEY, f"{KEY}?utm_source=rss", date(2026, 3, 1), "1 mart")


@pytest.fixture
def records(path: Path) -> Iterator[RecordStore]:
    with RecordStore(path) as records:
        yield records


def test_the_days_of_a_source_are_those_put_last(records: RecordStore) -> None:
    assert records.read_days("kun_uz", "Feed x") is None
    records.put_read_days("kun_uz", "Feed x", ReadDays(date(2026, 2, 1), date(2026, 3, 1)))
    records.put_read_days("kun_uz", "Feed x", ReadDays(date(2026, 2, 1), date(2026, 3, 2)))
    assert records.read_days("kun_uz", "Feed x") == ReadDays(date(2026, 2, 1), date(2026, 3, 2))
    assert records.read_days("daryo_uz", "Feed x") is None


def test_a_page_is_due_until_an_outcome_settles_it(records: RecordStore) -> None:
    records.add_due_pages("kun_uz", [PAGE], FETCHED)
    records.mark_page(KEY, "kun_uz", FETCHED, "http-error", settled=False)
    records.count_refusal(KEY)
    records.add_due_pages("kun_uz", [PAGE], FETCHED + timedelta(hours=1))  # listed again
    assert records.due_page(KEY) == DuePage(KEY, PAGE.url, PAGE.day, PAGE.printed, refusals=1)
    records.mark_page(KEY, "kun_uz", FETCHED, "stored")
    assert records.due_page(KEY) is None
    assert records.due_pages("kun_uz") == []


def test_a_date_is_added_only_where_none_is_known(records: RecordStore) -> None:
    undated = DuePage("undated", "undated")
    records.add_due_pages("kun_uz", [PAGE, undated], FETCHED)
    records.add_due_dates(
        [DuePage(key, key, date(2026, 3, 2), "2 mart") for key in (KEY, "undated", "unknown")]
    )
    assert records.due_page(KEY) == PAGE
    assert records.due_page("undated") == DuePage("undated", "undated", date(2026, 3, 2), "2 mart")
    assert records.due_page("unknown") is None


def test_addresses_that_were_never_fetched_are_told_together(records: RecordStore) -> None:
    records.mark_page(KEY, "kun_uz", FETCHED, "stored")
    assert records.unknown_pages([KEY, "a", "b"]) == {"a", "b"}
    assert records.unknown_pages([]) == set()


def test_the_newest_page_comes_first_and_one_without_a_day_last(records: RecordStore) -> None:
    pages = [DuePage("a", "a"), DuePage("b", "b", date(2026, 3, 1)), DuePage("c", "c", date(2026, 3, 2))]
    records.add_due_pages("kun_uz", pages, FETCHED)
    assert [page.key for page in records.due_pages("kun_uz")] == ["c", "b", "a"]
    assert records.due_pages("daryo_uz") == []
