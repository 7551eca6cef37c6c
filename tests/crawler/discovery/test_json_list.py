"""Lists of news in JSON: the rows become addresses, whatever else stands in them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import orjson
import pytest

from crawler.discovery import JsonList, Link, UnreadableSource, Window

SOURCE = JsonList(
    "https://api.uza.uz/api/v1/posts?page={page}&_f=json&_l=uz",
    article="https://uza.uz/uz/posts/{slug}",
    date="publish_time",
    pages=3,
)
FIRST = "https://api.uza.uz/api/v1/posts?page=1&_f=json&_l=uz"
WINDOW = Window(
    since=date(2026, 11, 22),
    until=date(2026, 11, 24),
    now=datetime(2026, 11, 24, 17, 30, tzinfo=ZoneInfo("Asia/Tashkent")),
    language="uz",
    zone="Asia/Tashkent",
)


def answer(*rows: object) -> bytes:
    return orjson.dumps({"data": rows, "total": len(rows)})


def test_it_begins_with_page_one() -> None:
    assert list(SOURCE.first_pages(WINDOW)) == [FIRST]


def test_rows_become_links_with_their_days() -> None:
    row = {"id": 7, "slug": "bugdoy_7", "title": "Bugʻdoy", "publish_time": "2026-11-23 23:50:00"}
    found = SOURCE.read(answer(row), FIRST, WINDOW)
    assert found.links == (
        Link("https://uza.uz/uz/posts/bugdoy_7", date(2026, 11, 23), "2026-11-23 23:50:00"),
    )
    assert found.pages == ("https://api.uza.uz/api/v1/posts?page=2&_f=json&_l=uz",)


def test_a_page_leads_to_the_next_and_gives_all_its_links_whatever_their_days() -> None:
    rows = (
        {"slug": "yangi_2", "publish_time": "2026-11-22 00:01:00"},
        {"slug": "eski_1", "publish_time": "2026-11-01 10:00:00"},
    )
    found = SOURCE.read(answer(*rows), FIRST, WINDOW)
    assert [link.day for link in found.links] == [date(2026, 11, 22), date(2026, 11, 1)]
    assert found.pages


def test_rows_without_address_or_with_a_strange_date_do_not_stop_the_list() -> None:
    rows = (
        {"title": "no slug"},
        "no row",
        {"slug": "vaqtsiz_3", "publish_time": None},
        {"slug": "ajib_4", "publish_time": 5},
    )
    found = SOURCE.read(answer(*rows), FIRST, WINDOW)
    assert found.links == (
        Link("https://uza.uz/uz/posts/vaqtsiz_3"),
        Link("https://uza.uz/uz/posts/ajib_4"),
    )


def test_it_ends_at_its_last_page_and_not_at_an_empty_one() -> None:
    row = {"slug": "bugdoy_7", "publish_time": "2026-11-23 23:50:00"}
    last = "https://api.uza.uz/api/v1/posts?page=3&_f=json&_l=uz"
    assert SOURCE.read(answer(row), last, WINDOW).pages == ()
    assert SOURCE.read(answer(), FIRST, WINDOW).pages


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", b'{"data": {"slug": 1}}', b'{"items": []}', b"\xff"])
def test_what_is_no_such_list_is_said_so(body: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"api\.uza\.uz"):
        SOURCE.read(body, FIRST, WINDOW)


def test_a_page_whose_number_nobody_can_read_is_the_last() -> None:
    address = "https://api.example.uz/posts?page="
    source = JsonList(f"{address}{{page}}", article="https://example.uz/{slug}", date="day")
    assert source.read(b'{"data": []}', address + "9" * 5_000, WINDOW).pages == ()
