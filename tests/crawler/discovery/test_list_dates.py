"""The date of a link stands in its block, beside it, above its group, or in an attribute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.links import LinkPage
from crawler.discovery.list_dates import dates_in_line, is_bare_time, is_date
from tests.crawler.survey.paper import WINDOW, headline

HOME = "https://gazeta.example.uz/"
NEWEST = date(2026, 11, 24)


def day(number: int) -> date:
    """Return the day of an article: each has four."""
    return NEWEST - timedelta(days=number // 4)


def printed(number: int) -> str:
    return f"{day(number):%d.%m.%Y}"


def link(number: int) -> str:
    return f"<a href='/news/{number}'>{headline(number)}</a>"


def groups(before: Callable[[str], str], row: Callable[[int], str], whole: str = "{}") -> str:
    """Return the articles by days, each day with its own heading."""
    return "".join(
        whole.format(before(printed(first)) + "".join(row(first + place) for place in range(4)))
        for first in range(0, 16, 4)
    )


def rows(row: Callable[[int], str]) -> str:
    return "".join(map(row, range(16)))


LISTS = {
    "in the block": rows(lambda n: f"<div>{link(n)}<span>{printed(n)}</span></div>"),
    "in a long line": rows(
        lambda n: (
            f"<div>{link(n)}<i>Jamiyat | Chop etilgan vaqti: {printed(n)} soat 10:15 | Muallif: N. Karimova |"
            " Bu xabar shu paytgacha 2512 marta oʻqildi</i></div>"
        )
    ),
    "before, in a definition list": f"<dl>{rows(lambda n: f'<dt>{printed(n)}</dt><dd>{link(n)}</dd>')}</dl>",
    "before, side by side": rows(lambda n: f"<b>{printed(n)}</b> <h3>{link(n)}</h3><p>Qisqa mazmun</p>"),
    "after, side by side": rows(lambda n: f"<h3>{link(n)}</h3><b>{printed(n)}</b>"),
    "in the next row of a table": f"<table>{rows(lambda n: f'<tr><td>{link(n)}</td></tr><tr><td>{printed(n)}</td></tr>')}</table>",
    "as text before": f"<p>{rows(lambda n: f'{printed(n)} — {link(n)}<br>')}</p>",
    "as text after": f"<p>{rows(lambda n: f'{link(n)} ({printed(n)})<br>')}</p>",
    "in an attribute": rows(lambda n: f"<div data-date='{printed(n)}'>{link(n)}</div>"),
    "above a group": groups(lambda d: f"<h4>{d}</h4><ul>", lambda n: f"<li>{link(n)}</li>", "{}</ul>"),
    "at the head of a group": groups(
        lambda d: f"<div>{d}</div>", lambda n: f"<p>{link(n)}</p>", "<section>{}</section>"
    ),
    "above times": groups(
        lambda d: f"<h4>{d}</h4><ul>", lambda n: f"<li><i>1{n % 4}:05</i> {link(n)}</li>", "{}</ul>"
    ),
}


def read(content: str) -> dict[str, tuple[date | None, str | None]]:
    html = f"<html><body><nav><a href='/sport/'>Sport</a></nav><main>{content}</main></body></html>"
    links = LinkPage(HOME).read(html.encode(), HOME, WINDOW).links
    return {found.url: (found.day, found.printed) for found in links}


@pytest.mark.parametrize("kind", LISTS)
def test_the_day_of_each_link(kind: str) -> None:
    found = read(LISTS[kind])
    assert [found[f"{HOME}news/{number}"][0] for number in range(16)] == [day(n) for n in range(16)]


def test_a_time_below_a_day_is_of_that_day() -> None:
    assert read(LISTS["above times"])[f"{HOME}news/6"][1] == f"{printed(6)} 12:05"


@pytest.mark.parametrize(
    "content",
    [
        # the newspaper's own date
        f"<div>{printed(0)}</div><div>{rows(lambda n: f'<div>{link(n)}</div>')}</div>",
        f"<header>{printed(0)}</header>{rows(lambda n: f'<div>{link(n)}</div>')}",
        # the date and time of the one article before them
        f"<div><b>{printed(0)} 10:15</b><p>{link(0)}</p>{rows(lambda n: f'<p>{link(n + 1)}</p>')}</div>",
    ],
)
def test_a_date_of_something_else_is_none(content: str) -> None:
    found = read(content)
    assert {found[f"{HOME}news/{number}"][0] for number in range(1, 16)} == {None}


@pytest.mark.parametrize("text", ["24.11.2026", "Kecha", "Сегодня, 23:59", "14:05", "24 қараша 2026"])
def test_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", ["Jamiyat", "2512", "12 ming soʻm", "", "Koʻrildi: 37"])
def test_no_dates(text: str) -> None:
    assert not is_date(text)


@given(st.text(max_size=400))
def test_any_text_is_looked_at(text: str) -> None:
    assert all(len(part) <= 80 for part in dates_in_line(text))
    assert is_date(text) >= is_bare_time(text)
