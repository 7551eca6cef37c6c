"""Of numbered sitemaps only those at the end with the newest articles are read, whichever end that is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.series import Series
from xabar.source import Found, Link

TODAY: Final = date(2026, 11, 24)
A_DAY: Final = timedelta(days=1)


def dated(newest: date, oldest: date | None = None, floor: date = TODAY) -> Found:
    """A sitemap that says its days; links that are older than the floor are left out, as sitemaps do."""
    links = (Link("https://a.uz/1", newest),) if newest >= floor else ()
    return Found(links, days=(oldest or newest - A_DAY, newest))


def read(
    pages: dict[str, Found], floor: date, day_of: Callable[[Link], date | None] = lambda link: None
) -> list[str]:
    series, asked = Series(list(pages), floor, day_of), []
    while (url := series.next_page()) is not None:
        asked.append(url)
        series.take(pages[url])
    return asked


@pytest.mark.parametrize("newest_is_last", [True, False])
@given(count=st.integers(4, 60), wanted=st.integers(0, 6))
def test_everything_wanted_is_read_and_little_else(newest_is_last: bool, count: int, wanted: int) -> None:
    floor = TODAY - wanted * 2 * A_DAY
    days = [TODAY - age * 2 * A_DAY for age in range(count)]
    days = days[::-1] if newest_is_last else days
    pages = {str(number): dated(day, floor=floor) for number, day in enumerate(days)}
    asked = read(pages, floor)
    assert {number for number, found in pages.items() if found.links} <= set(asked)
    assert len(asked) == len(set(asked)) <= wanted + 3


def test_without_an_order_all_of_it_is_read() -> None:
    old, years = TODAY - 30 * A_DAY, TODAY - 3000 * A_DAY
    pages = {str(number): dated(old, years) for number in range(9)}
    pages["4"] = dated(TODAY, years)
    assert sorted(read(pages, TODAY)) == sorted(pages)


def test_where_no_day_is_listed_the_articles_tell() -> None:
    def day_of(link: Link) -> date | None:
        number = int(link.url.rpartition("/")[2])
        return None if number % 3 == 0 else TODAY - (99 - number) // 10 * A_DAY  # some were not fetched yet

    pages = {
        str(page): Found(tuple(Link(f"https://a.uz/{number}") for number in range(page * 10, page * 10 + 10)))
        for page in range(10)
    }
    assert read(pages, TODAY - A_DAY, day_of) == ["9", "8", "7", "0"]


def test_what_was_not_fetched_is_read_on() -> None:
    pages = {str(page): Found((Link(f"https://a.uz/{page}"),)) for page in range(5)}
    assert read(pages, TODAY) == ["4", "3", "2", "1", "0"]
