"""What the name of a sitemap says: the days that it is for, and its place among others of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

_BETWEEN: Final = r"\D{0,4}"
_YEAR: Final = r"(?<!\d)(?P<y>(?:19|20)\d\d)"
_MONTH: Final = r"(?P<m>0[1-9]|1[0-2])"
_DAY: Final = r"(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
# The most exact first. A month has two digits: sitemap-2026-3.xml may as well be the third part of a year.
_DATES: Final = (
    re.compile(
        f"{_YEAR}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}"
    ),  # /sitemap-2026-11-24.xml, ?yyyy=2026&mm=11&dd=24
    re.compile(
        r"day_(?P<d>\d\d?)_year_(?P<y>\d{4})_month_(?P<m>\d\d?)"
    ),  # site-map-news_day_4_year_2026_month_11.xml
    re.compile(f"{_YEAR}[-_]?[wW](?P<w>[0-5]\\d)(?!\\d)"),  # /sitemap-2026-W48.xml
    re.compile(f"{_YEAR}{_BETWEEN}{_MONTH}(?!\\d)"),  # /sitemap-2026-11.xml, /2026/11/sitemap.xml
    re.compile(f"{_YEAR}(?!\\d)"),  # /sitemap-2026.xml
)
_NUMBER: Final = re.compile(r"\d+")


def stem_of(address: str) -> str:
    """Return the address without the numbers behind its host: sitemaps of one kind have one stem.

    The first of a kind may have no number: post-sitemap.xml, post-sitemap2.xml.
    """
    parts = urlsplit(address)
    return (
        f"{parts.netloc} {_NUMBER.sub('#', f'{parts.path}?{parts.query}').replace('sitemap#.', 'sitemap.')}"
    )


def number_of(address: str) -> tuple[int, ...]:
    """Return the numbers of an address in their order, by which sitemaps of one stem are sorted."""
    parts = urlsplit(address)
    return tuple(int(number) for number in _NUMBER.findall(f"{parts.path}?{parts.query}"))


def days_in_names(addresses: Iterable[str]) -> dict[str, tuple[date, date]]:
    """Return the first and last day that each of these sitemaps, of one stem, is for; {} if their names say no days.

    All of them must say it in the same way: among numbered ones there is one that looks like a year. A file goes on to
    the day of the next one, as those that are named after Mondays do, and nobody knows how far the last one goes.
    """
    names = {address: f"{(parts := urlsplit(address)).path}?{parts.query}" for address in addresses}
    for pattern in _DATES:
        spans = {address: _span(match) for address, name in names.items() if (match := pattern.search(name))}
        found = {address: span for address, span in spans.items() if span is not None}
        if len(found) == len(names):
            return _continued(found)
    return {}


def _continued(spans: dict[str, tuple[date, date]]) -> dict[str, tuple[date, date]]:
    begins = sorted({first for first, _ in spans.values()})
    next_one = dict(pairwise([*begins, date.max]))
    return {
        address: (first, max(last, next_one[first] - timedelta(days=1)))
        for address, (first, last) in spans.items()
    }


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    said = {name: int(value) for name, value in match.groupdict().items()}
    year, month, day = said["y"], said.get("m"), said.get("d")
    try:
        if "w" in said:
            monday = date.fromisocalendar(year, said["w"], 1)
            return monday, monday + timedelta(days=6)
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
