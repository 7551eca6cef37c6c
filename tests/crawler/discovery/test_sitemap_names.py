"""What the names of sitemaps say, in the forms in which the press gives them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler.discovery.sitemap_names import _DATES, _span, days_in_names, number_of, stem_of

HOST = "https://gazeta.example.uz"
A_DAY = timedelta(days=1)
MONTH = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("/sitemap-2026-11-24.xml", (date(2026, 11, 24), date(2026, 11, 24))),
        ("/sitemap/2026/11/24.xml", (date(2026, 11, 24), date(2026, 11, 24))),
        ("/sitemap_20261124.xml.gz", (date(2026, 11, 24), date(2026, 11, 24))),
        ("/sitemap.xml?yyyy=2026&mm=11&dd=24", (date(2026, 11, 24), date(2026, 11, 24))),
        ("/site-map-news_day_4_year_2026_month_11.xml", (date(2026, 11, 4), date(2026, 11, 4))),
        ("/sitemap-2026-W48.xml", (date(2026, 11, 23), date(2026, 11, 29))),
        ("/sitemap-2026-11.xml", MONTH),
        ("/2026/11/sitemap.xml", MONTH),
        ("/sitemap-pt-post-p1-2026-11.xml", MONTH),
        ("/sitemap-2026-12.xml", (date(2026, 12, 1), date(2026, 12, 31))),
        ("/sitemap-2026.xml", (date(2026, 1, 1), date(2026, 12, 31))),
        (
            "/sitemap-2026-3.xml",
            (date(2026, 1, 1), date(2026, 12, 31)),
        ),  # a part of the year, or its third month
        ("/sitemap-2026-13-40.xml", (date(2026, 1, 1), date(2026, 12, 31))),
        ("/sitemap-17.xml", None),
        ("/sitemap-120261124.xml", None),
        ("/sitemap.xml", None),
    ],
)
def test_a_name_says_its_days(name: str, days: tuple[date, date] | None) -> None:
    found = days_in_names([HOST + name])
    assert found == ({HOST + name: (days[0], date.max - A_DAY)} if days else {})
    matches = [match for pattern in _DATES if (match := pattern.search(name))]
    assert not found or _span(matches[0]) == days


def test_numbers_that_only_look_like_years_are_none() -> None:
    assert days_in_names(f"{HOST}/post-sitemap{number}.xml" for number in range(1900, 2101)) == {}


def test_one_kind_has_one_stem_and_an_order() -> None:
    names = [f"{HOST}/post-sitemap{number}.xml" for number in ("", 2, 10, 9)]
    assert len({*map(stem_of, names)}) == 1
    assert [name.rpartition("/")[2] for name in sorted(names, key=number_of)] == [
        *("post-sitemap.xml", "post-sitemap2.xml", "post-sitemap9.xml", "post-sitemap10.xml")
    ]
    assert stem_of(f"{HOST}/tag-sitemap2.xml") != stem_of(names[0])


def test_a_file_goes_on_to_the_next_and_the_last_one_without_end() -> None:
    mondays = [f"{HOST}/week-2026-11-{day:02}.xml" for day in (2, 9, 16)]
    assert [*days_in_names(mondays).values()] == [
        (date(2026, 11, 2), date(2026, 11, 8)),
        (date(2026, 11, 9), date(2026, 11, 15)),
        (date(2026, 11, 16), date.max - A_DAY),
    ]
