"""Writers whom a page prints in a box of its own, behind a label or below the text, and those of other articles."""

from __future__ import annotations

import pytest

from xabar.extraction.page import extract_page
from xabar.extraction.printed_authors import find_signature, read_names

TITLE = "Bogʻotda yangi maktab ochildi"
TEXT = "".join(
    f"<p>{place}dagi maktab shu hafta ochildi, unda besh yuz nafar oʻquvchi taʼlim oladi, dedi hokimlik.</p>"
    for place in ("Xonqa", "Gurlan", "Shovot", "Yangiariq")
)


def authors_of(*, above: str = "", below: str = "", beside: str = "") -> tuple[str, ...]:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1>{above}<i>24.11.2026</i>"
        f"<div class='matn'>{TEXT}{below}</div></div>{beside}</body></html>"
    )
    page = extract_page(html, url="https://gazeta.example.uz/n/1", layouts=())
    assert not any(name in line for name in page.authors for line in page.paragraphs)
    return page.authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<dd class='createdby'>Муаллиф: <span>Зилола Эргашева</span></dd>", ("Зилола Эргашева",)),
        ("<div class='news-author'>Авторы: Айгүл Ахмет</div>", ("Айгүл Ахмет",)),
        ("<div class='PostAuthor_name'>Avtory: Aıgúl Ahmet, Serik Omar</div>", ("Aıgúl Ahmet", "Serik Omar")),
        ("<span class='by'>Динара Исабек</span>", ("Динара Исабек",)),
        ("<p>Автор: Серік Омар</p>", ("Серік Омар",)),
        ("<font>Muallif — Zilola Ergasheva</font>", ("Zilola Ergasheva",)),
        ("<div class='author'>Tahririyat</div>", ()),
        ("<div class='authority'>Zilola Ergasheva</div>", ()),
        ("<p>Автор: деген сөз жоқ, дейді ол.</p>", ()),
    ],
)  # fmt: skip
def test_boxes_and_labels(line: str, authors: tuple[str, ...]) -> None:
    assert authors_of(above=line) == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<div align='right'><b>Zilola Ergasheva</b></div>", ("Zilola Ergasheva",)),
        ("<p>Сәуле ОМАРОВА</p>", ("Сәуле ОМАРОВА",)),
        ("<p><strong>Айгүл Ахмет</strong></p>", ("Айгүл Ахмет",)),
        ("<p>Anvar Jalilov, viloyat muxbiri</p>", ("Anvar Jalilov",)),
        ("<p>Айгүл АХМЕТ</p>", ("Айгүл АХМЕТ",)),
        ("<p><b>Айгүл Ахмет,</b><br><i>Шалқар ауданы</i></p>", ("Айгүл Ахмет",)),
        ("<p>Айгүл Ахмет</p>", ()),  # by nothing a person's name
        ("<p><b>Anvar Jalilov</b></p><p><b>Zilola Ergasheva</b></p>", ()),  # a list
        ("<ul><li>Anvar Jalilov</li></ul>", ()),
    ],
)
def test_the_last_line_below_the_text(line: str, authors: tuple[str, ...]) -> None:
    assert authors_of(below=line) == authors


def test_writers_of_other_articles_are_none() -> None:
    card = (
        "<div><a href='/b/{0}'>Xivada hunarmandlar koʻrgazmasi</a><span class='author'>Anvar {1}</span></div>"
    )
    assert authors_of(beside=card.format(1, "Jalilov")) == ()
    assert authors_of(beside="<aside><b class='author'>Anvar Jalilov</b></aside>") == ()
    boxes = "".join(f"<div class='author'>Anvar {name}</div>" for name in ("Jalilov", "Umarov"))
    assert authors_of(beside=boxes) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Muallif: A. Jalilov", ("A. Jalilov",)),
        ("By Anvar Jalilov", ("Anvar Jalilov",)),
        ("Anvar Jalilov va Zilola Ergasheva", ("Anvar Jalilov", "Zilola Ergasheva")),
        ("Anvar", ()),
        ("Ақ жол ақпарат", ()),
        ("", ()),
    ],
)
def test_names_in_a_box(line: str, names: tuple[str, ...]) -> None:
    assert read_names(line) == names


def test_a_text_that_is_only_a_name_is_not_signed() -> None:
    assert find_signature([("Anvar Jalilov", "p", "")]) is None
    assert find_signature([]) is None
