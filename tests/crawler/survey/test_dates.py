"""The place of the date is where the pages print the days that are known without it."""

from __future__ import annotations

from datetime import date

from crawler.survey.dates import DatedPage, DatePlace, choose_date_place
from crawler.survey.findings import Findings
from crawler.survey.look import look_at
from tests.crawler.survey.paper import WINDOW, article, links, newspaper
from xabar.http_response import HttpResponse

HOME = "https://gazeta.example.uz/"
MENU = "".join(
    f"<a href='/{name}.html'>{name}</a>" for name in ("dunyo", "ilm", "tahririyat-haqida-malumot", "aloqa")
)
CLOCK = f"<div class='header'><time class='now' datetime='2026-11-24'>24.11.2026</time>{MENU}</div>"


def pages(
    places: dict[str, list[int]], known: list[int | None], editions: str | None = None
) -> list[DatedPage]:
    """Return a page for each known day of November, with what each place prints there."""
    return [
        DatedPage(
            [
                DatePlace(name, f"{editions or ''}{days[at]}", date(2026, 11, days[at]))
                for name, days in places.items()
            ],
            date(2026, 11, day) if day else None,
            editions[at] if editions else "",
        )
        for at, day in enumerate(known)
    ]


def test_a_place_that_contradicts_the_known_days_is_not_taken() -> None:
    places = {"time": [11, 12, 13], "p.vaqt": [10, 11, 12]}
    assert choose_date_place(pages(places, [10, 11, 12])) == "p.vaqt"
    assert choose_date_place(pages({"time": [11, 12, 13]}, [10, 11, 12])) is None


def test_a_clock_in_several_scripts_is_one_in_each_edition() -> None:
    scripts = ("24 қараша", "24 qarasha", "24 قاراشا")
    shown = [
        DatedPage(
            [
                DatePlace("span.today", scripts[at % 3], date(2026, 11, 24)),
                DatePlace("i", f"{at}", date(2026, 11, 10 + at)),
            ],
            None,
            str(at % 3),
        )
        for at in range(6)
    ]
    assert choose_date_place(shown) == "i"


def test_a_clock_does_not_give_the_days_of_articles() -> None:
    """The address has no day, and machines are told none: the list beside the link is the witness."""
    urls = [f"{HOME}a/{number}" for number in range(6)]
    paper = newspaper(urls)
    for number, url in enumerate(urls):
        comment = "<div class='fikrlar'><time datetime='2026-11-24T11:00'>bugun</time></div>"
        paper.pages[url] = article(number, more=comment).replace("<nav>", f"<i>24.11.2026 {number}</i><nav>")
    described = paper.survey()
    assert [layout.date for layout in described.layouts] == ["div.when"]


def test_a_clock_dates_neither_a_page_nor_the_links_of_the_menu() -> None:
    """«About us» has no day: that of the clock above its heading, and beside the link to it, is the visit's."""
    static = f"{HOME}tahririyat-haqida-malumot.html"
    urls = [f"{HOME}a/{number}" for number in range(6)]
    about = article(40).replace("<div class='when'>18.11.2026 10:40</div>", "")
    home, page = (
        look_at(
            url, HttpResponse(url, html.replace("<nav>", f"{CLOCK}<nav>").encode(), 200, "text/html"), WINDOW
        )
        for url, html in ((HOME, links(urls)), (static, about))
    )
    assert page.article is not None
    assert (page.article.day, page.article.date_places, page.article.layout.date) == (None, (), None)
    assert static in {block.url for block in home.links}
    assert Findings(HOME, "example.uz", homes=[home]).dated() == set(urls)
