"""One reading of a source: where it ends, whether it was complete, and what it says it left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from crawler.coverage import Span
from crawler.discovery import DailySitemap, Feed, Found, JsonList, Link, Sitemap, Window
from crawler.reading import FAILED_PAGES, MAX_PAGES, UNDATED_PAGES, Reading
from xabar.source import Source

TODAY: Final = date(2026, 11, 24)
FLOOR: Final = TODAY - timedelta(days=2)
NOW: Final = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Tashkent"))
SPAN: Final = Span(
    Window(since=FLOOR, until=TODAY, now=NOW, language="uz", zone="Asia/Tashkent"), FLOOR, known=True
)
LIST: Final = JsonList("https://uza.uz/?page={page}", article="https://uza.uz/{slug}", date="at")

Pages = Sequence[Found | None]
"""What the pages of a source give, in turn; None for one that fails."""


def links(*days: date | None, name: str = "a") -> tuple[Link, ...]:
    return tuple(Link(f"https://uza.uz/{name}/{number}", day) for number, day in enumerate(days))


def page(number: int, *days: date | None) -> Found:
    return Found(links(*days, name=str(number)), (LIST.address.format(page=number + 1),))


def read(
    answers: Pages,
    source: Source = LIST,
    span: Span = SPAN,
    day_of: Callable[[Link], date | None] = lambda link: None,
) -> tuple[int, Reading]:
    """Return how many of the pages were read, and the reading."""
    reading, count = Reading(source, span, day_of), 0
    for url, found in zip(reading.pages(), answers, strict=False):
        count += 1
        if found is None:
            reading.fail(url, gone=False)
        else:
            reading.take(found)
    return count, reading


OLD: Final = FLOOR - timedelta(days=1)


def test_a_list_ends_at_the_first_page_all_of_which_is_older() -> None:
    count, reading = read([page(1, TODAY, OLD), page(2, OLD, FLOOR), page(3, OLD, OLD), page(4, OLD)])
    assert (count, reading.is_complete, list(reading.gaps())) == (3, True, [])


def test_an_old_article_on_top_and_a_page_newer_than_the_window_end_nothing() -> None:
    tomorrow = TODAY + timedelta(days=1)
    count, _ = read([page(1, OLD, tomorrow), page(2, tomorrow), page(3, TODAY), page(4, OLD)])
    assert count == 4


def test_a_failed_page_ends_the_list_and_leaves_it_incomplete() -> None:
    count, reading = read([page(1, TODAY), None, page(3, OLD)])
    assert (count, reading.is_complete) == (2, False)


def test_a_source_that_is_down_is_not_asked_for_every_day_of_a_month() -> None:
    month = Window(
        since=TODAY - timedelta(days=30), until=TODAY, now=NOW, language="uz", zone="Asia/Tashkent"
    )
    source, span = DailySitemap("https://uza.uz/{day:%Y-%m-%d}.xml"), Span(month, month.since)
    count, reading = read([None] * 40, source, span)
    assert (count, reading.is_complete) == (FAILED_PAGES, False)
    count, reading = read([Found(), *[None] * 40], source, span)
    assert (count, reading.is_complete) == (31, False)


def test_an_empty_page_amid_the_list_is_a_failure() -> None:
    _, reading = read([page(1, TODAY), page(2), page(3, OLD)])
    assert not reading.is_complete


@pytest.mark.parametrize("last", [page(2), Found(page(1, TODAY).links, page(2).pages)])
def test_two_pages_without_anything_new_are_the_end(last: Found) -> None:
    count, reading = read([page(1, TODAY), last, Found(last.links, page(3).pages), page(4, TODAY)])
    assert (count, reading.is_complete, list(reading.gaps())) == (3, True, ["short-list"])


def test_days_that_a_list_does_not_say_are_those_of_the_articles() -> None:
    count, _ = read(
        [page(number, None, None) for number in range(1, 9)],
        day_of=lambda link: TODAY if "/1/" in link.url else OLD,
    )
    assert count == 2


def test_a_list_without_any_days_is_bounded_and_says_so() -> None:
    count, reading = read([page(number, None) for number in range(1, 99)])
    assert (count, list(reading.gaps())) == (UNDATED_PAGES, ["last-page"])


def test_a_list_whose_last_page_is_too_new_says_so() -> None:
    _, reading = read([page(1, TODAY), Found(links(TODAY, name="b"))])
    assert (reading.is_complete, list(reading.gaps())) == (True, ["last-page"])


@pytest.mark.parametrize(("days", "gaps"), [((TODAY,), ["short-list"]), ((TODAY, FLOOR), []), ((None,), [])])
def test_a_feed_that_overflowed_says_so(days: tuple[date | None, ...], gaps: list[str]) -> None:
    _, reading = read([Found(links(*days))], Feed("https://uza.uz/rss"))
    assert list(reading.gaps()) == gaps
    _, first = read([Found(links(*days))], Feed("https://uza.uz/rss"), Span(SPAN.window, FLOOR))
    assert list(first.gaps()) == []  # nothing was read before that it could miss


def test_an_index_with_more_sitemaps_than_a_run_reads_is_read_as_far_as_that() -> None:
    index = Found(pages=tuple(f"https://uza.uz/{number}.xml" for number in range(MAX_PAGES + 10)))
    count, reading = read([index, *[Found()] * (MAX_PAGES + 20)], Sitemap("https://uza.uz/sitemap.xml"))
    assert (count, list(reading.gaps())) == (MAX_PAGES, ["max-pages"])


def test_an_index_that_names_itself_ends() -> None:
    index = Found(pages=("https://uza.uz/sitemap.xml", "https://uza.uz/1.xml", "https://uza.uz/1.xml"))
    assert read([index] * 9, Sitemap("https://uza.uz/sitemap.xml"))[0] == 2


@pytest.mark.parametrize(
    ("source", "complete"),
    [(DailySitemap("https://uza.uz/{day:%Y-%m-%d}.xml"), True), (Feed("https://uza.uz/rss"), False)],
)
def test_a_day_without_a_sitemap_has_no_articles_but_a_feed_is_to_be_there(
    source: Source, complete: bool
) -> None:
    reading = Reading(source, SPAN, lambda link: None)
    for url in reading.pages():
        reading.fail(url, gone=True)
    assert reading.is_complete is complete
