"""The date of an article stands beside its title, whatever the element is called that prints it."""

from __future__ import annotations

import pytest

from xabar.extraction.page import extract_page

TITLE = "Bogʻotda yangi maktab ochildi"
TEXT = "".join(
    f"<p>{place}dagi maktab shu hafta ochildi, unda besh yuz nafar oʻquvchi taʼlim oladi, dedi hokimlik.</p>"
    for place in ("Xonqa", "Gurlan", "Shovot", "Yangiariq")
)
MENU = "".join(f"<a href='/{name}/'>{name}</a>" for name in ("jamiyat", "bozor", "ilm", "sport"))
CARD = "<div class='k'><a href='/b/{0}'>Xivada hunarmandlar koʻrgazmasi {0}</a> <i>{0}.11.2026</i></div>"


def dates_of(head: str, *, after: str = "", text: str = TEXT) -> list[str]:
    """Return the dates of a page whose title and line with the date are `head`."""
    html = (
        f"<html><head><title>{TITLE} | Gazeta</title></head><body><div><a href='/'>Gazeta</a> {MENU}</div>"
        f"<div><div>{head}<div class='matn'>{text}</div></div>{after}</div></body></html>"
    )
    page = extract_page(html, url="https://gazeta.example.uz/n/1", layouts=())
    return [text for text, source in page.dates if source == "printed"]


@pytest.mark.parametrize("tag", ["font", "b", "i", "small", "center", "dd", "li", "u", "tt", "x-sana", "p"])
@pytest.mark.parametrize("heading", ["h1", "h2", "h3", "b"])
def test_the_element_may_be_any_below_any_heading(tag: str, heading: str) -> None:
    line = f"<{tag}>24.11.2026 18:05 &nbsp; Koʻrildi: 97 marta <a href='?print=1'>Chop etish</a></{tag}>"
    found = dates_of(f"<{heading}>{TITLE}</{heading}>{line}")
    assert found == ["24.11.2026 18:05 Koʻrildi: 97 marta Chop etish"]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("<h1>{}</h1> 24.11.2026, 18:05 <br>", "24.11.2026, 18:05"),
        ("<h2>{}</h2><b>Sana:</b> 24.11.2026 <a href='/p'>Chop etish</a><hr>", "Sana: 24.11.2026 Chop etish"),
        ("<font size=5><b>{}</b></font><br>24 noyabr 2026<br>", "24 noyabr 2026"),
        ("<div><a href='/b'>Bozor</a><span>24-noyabr, 18:05</span><span>2015</span></div><h1>{}</h1>", "24-noyabr, 18:05"),
        ("24.11.2026 <h1>{}</h1>", "24.11.2026"),
        ("<p>Seshanba, 24 noyabr 2026 18:05</p><h1>{}</h1>", "Seshanba, 24 noyabr 2026 18:05"),
        ("<p>24 noyabr 2026 | Jamiyat</p><h2>{}</h2>", "24 noyabr 2026 | Jamiyat"),
        ("<dl><dt>Turkum</dt><dd>Ilm</dd><dd>24.11.2026</dd></dl><h1>{}</h1>", "24.11.2026"),
        ("<table><tr><td>24.11.2026</td></tr><tr><td><h1>{}</h1></td></tr></table>", "24.11.2026"),
    ],
)  # fmt: skip
def test_it_may_be_a_bare_line_or_stand_above_the_title(head: str, found: str) -> None:
    assert dates_of(head.format(TITLE)) == [found]


@pytest.mark.parametrize(
    "head",
    [
        "<h1>{}</h1>",
        "<div class='bugun'>26.11.2026</div><h1>{}</h1>",  # a clock
        "<p>26.11.2026</p><p>" + "Gazeta haqida uzun soʻz. " * 9 + "</p><h1>{}</h1>",  # too far above
        "<nav>26.11.2026</nav><h1>{}</h1>",
        "<div>26-noyabr, payshanba</div><h1>{}</h1>",  # the head of a newspaper
        "<div><a href='/b/9'>Xivada hunarmandlar koʻrgazmasi</a> 25.11.2026</div><h1>{}</h1>",
        "<h1>{}</h1><aside>25.11.2026</aside>",
    ],
)
def test_another_date_is_not_taken_for_it(head: str) -> None:
    assert dates_of(head.format(TITLE), after=CARD.format(20) + CARD.format(21) + CARD.format(22)) == []


@pytest.mark.parametrize("heading", ["<h2>{}</h2>", "<div class='eTitle'>{}</div>", "<font size=5>{}</font>"])
def test_it_may_stand_below_the_text_where_the_page_prints_its_title(heading: str) -> None:
    """The title of the page goes on with the name of a site that nothing names."""
    head = f"{heading.format(TITLE)}<div class='matn'>{TEXT}</div><i>Qoʻshdi: <b>admin</b> (24.11.2026)</i>"
    assert dates_of(head, text="") == ["Qoʻshdi: admin (24.11.2026)"]


def test_lines_of_a_list_in_one_element_are_none() -> None:
    lines = "".join(f"<a href='/b/{day}'>Bozor {day}</a> {day}.11.2026<br>" for day in (20, 21, 22, 23))
    assert dates_of(f"<h1>{TITLE}</h1>{lines}") == []


def test_without_a_title_no_line_is_beside_it() -> None:
    html = f"<body><i>24.11.2026</i><div>{TEXT}</div></body>"
    assert extract_page(html, url="https://gazeta.example.uz/n/1", layouts=()).dates == ()
