"""The text of a page that nobody knows: what belongs to it, and what stands around it."""

from __future__ import annotations

import pytest

from tests.extraction.example_page import FIRST, SECOND, THIRD, TITLE
from tests.extraction.unknown_page import (
    DATE,
    FOURTH,
    LEAD,
    LINES,
    TEASER,
    TEXT,
    card,
    read_unknown,
    unknown_page,
)
from xabar.extraction.main_text import best_range

WHOLE = f"<div class='x'>{TEXT}</div>"
COMMENT = "Juda yaxshi yangilik, lekin yoʻl haligacha taʼmirlanmagan, buni ham yozinglar."


@pytest.mark.parametrize(
    ("body", "more"),
    [
        # what stands between the paragraphs and is no text
        (f"<p>{FIRST}</p><p><a href='/b'>Boshqa xabarning sarlavhasi shu yerda</a></p>", ""),
        (f"<p>{FIRST}</p><p>Mavzuga oid: <a href='/b'>boshqa xabarning sarlavhasi</a></p>", ""),
        (f"<p>{FIRST}</p><div class='banner'>Reklama beruvchining uzun gapi shu yerda turadi.</div>", ""),
        (f"<p>{FIRST}</p><div class='subscribe-box'><p>Telegram kanalimizga obuna boʻling.</p></div>", ""),
        (f"<p>{FIRST}</p><figure><img src='a.jpg'><figcaption>Surat muallifi</figcaption></figure>", ""),
        (f"<p>{FIRST}</p><div aria-hidden='true'><p>Yashirin gap shu yerda turadi.</p></div>", ""),
        # what stands around the text
        (f"<p>{FIRST}</p>", f"<div class='comments'>{f'<p>{COMMENT}</p>' * 20}</div>"),
        (f"<p>{FIRST}</p>", f"<div class='cookie-popup'><p>{COMMENT * 30}</p></div>"),
        (f"<p>{FIRST}</p>", "".join(map(card, range(12)))),
        (f"<p>{FIRST}</p>", f"<h1>Keyingi maqolaning sarlavhasi shu sahifada boshlanadi</h1>{card(1) * 20}"),
    ],
)
def test_the_text_alone(body: str, more: str) -> None:
    rest = "".join(f"<p>{line}</p>" for line in LINES[1:])
    found = read_unknown(unknown_page(f"<div class='x'>{body}{rest}</div>", around=DATE, below=more))
    assert (found.paragraphs, found.body_layer, found.problem) == (LINES, "blocks", None)


@pytest.mark.parametrize(
    "body",
    [
        "<br><br>".join(LINES),
        "<br>".join(LINES),
        "".join(f"<div>{line}</div>" for line in LINES),
        f"<p>{FIRST}</p><div class='y'><p>{SECOND}</p><p>{THIRD}</p></div><p>{FOURTH}</p>",
        f"<div class='sidebar-grid'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></div>",
        f"<div hidden>{TEXT}</div>",  # scripts show it
    ],
)
def test_the_text_in_any_markup(body: str) -> None:
    assert read_unknown(unknown_page(f"<div class='x'>{body}</div>")).paragraphs == LINES


def test_a_copy_of_the_whole_text_in_one_piece_is_left_out() -> None:
    lines = tuple(f"{number}. {line}" for number in range(4) for line in LINES)
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    copy = f"<div class='print'>{' '.join(lines)}</div>"
    assert read_unknown(unknown_page(f"<div class='x'>{paragraphs}{copy}</div>")).paragraphs == lines


def test_tables_lists_subheads_and_short_lines_stay() -> None:
    body = (
        f"<p>{FIRST}</p><h2>Nima oʻzgardi</h2><p>{SECOND}</p><p>Natija esa ayon</p><ul><li>Yoʻl qisqardi</li></ul>"
        f"<table><tr><td>2025</td><td>12 km</td></tr><tr><td>2026</td><td>3 km</td></tr></table><p>{THIRD}</p>"
    )
    found = read_unknown(unknown_page(f"<div class='x'>{body}</div>"))
    assert found.paragraphs == (
        *(
            FIRST,
            "Nima oʻzgardi",
            SECOND,
            "Natija esa ayon",
            "Yoʻl qisqardi",
            "2025 12 km",
            "2026 3 km",
            THIRD,
        ),
    )
    assert found.structure == "phppippp"


def test_the_heading_of_related_titles_goes_with_them() -> None:
    related = "<h3>Mavzuga oid</h3><ul><li><a href='/a'>Birinchi xabar sarlavhasi</a></li></ul>"
    assert read_unknown(unknown_page(f"<div class='x'>{TEXT}{related}</div>")).paragraphs == LINES


def test_three_subheads_with_the_words_of_a_menu_stay() -> None:
    menu = "".join(f"<a href='/{name}'>{name}</a> " for name in ("Toshkent", "Samarqand", "Buxoro"))
    body = f"<h3>Toshkent</h3><p>{FIRST}</p><h3>Samarqand</h3><p>{SECOND}</p><h3>Buxoro</h3><p>{THIRD}</p>"
    found = read_unknown(unknown_page(f"<div class='x'>{body}</div>", around=f"<div>{menu}</div>"))
    assert [text for text, kind in zip(found.paragraphs, found.structure, strict=True) if kind == "h"] == [
        *("Toshkent", "Samarqand", "Buxoro")
    ]


def test_the_last_short_sentence_stays_behind_a_block_of_links() -> None:
    links = "".join(f"<p><a href='/{n}'>Boshqa xabarning uzun sarlavhasi, {n}</a></p>" for n in range(4))
    found = read_unknown(unknown_page(f"<div class='x'>{TEXT}{links}<p>Yoʻl ochiq.</p></div>"))
    assert found.paragraphs == (*LINES, "Yoʻl ochiq.")


OPENING = "Bosh vazir qarorni imzoladi."
OTHER = "<a href='/b'>Boshqa xabarning ancha uzun sarlavhasi shu yerda turadi</a>"


@pytest.mark.parametrize("linked", [OTHER, f"Mavzuga oid: {OTHER}"])
@pytest.mark.parametrize("opening", [OPENING, f"{OPENING} Hujjat shu kuni kuchga kirdi."])
def test_a_short_first_paragraph_stays_above_a_linked_title(opening: str, linked: str) -> None:
    for body in (f"<p>{opening}</p><p>{linked}</p>{TEXT}", "<br>".join((opening, linked, *LINES))):
        page = unknown_page(f"<div class='x'>{body}</div>", around=DATE)
        assert read_unknown(page).paragraphs == (opening, *LINES)


@pytest.mark.parametrize(
    "above",
    [
        f"<p>{OTHER}.</p>",
        "<p>24.11.2026, 10:15.</p>",
        f"<div class='card'><p>{TEASER}</p></div>",
    ],
)
def test_what_else_stands_above_the_first_paragraph_is_no_text(above: str) -> None:
    body = f"<div class='x'>{above}<p>{OTHER}</p><p>{OTHER} 2</p>{TEXT}</div>"
    assert read_unknown(unknown_page(body)).paragraphs == LINES


@pytest.mark.parametrize(
    ("around", "described", "lead"),
    [
        (f"<div class='intro'><p>{LEAD}</p></div>", LEAD, True),
        (f"<h2 class='intro'>{LEAD}</h2>", f"{LEAD[:60]}…", True),
        (
            f"<div class='intro'><p>{LEAD}</p></div>",
            "Boshqa narsa haqida boshqa gap, boshqa soʻzlar bilan.",
            None,
        ),
        (f"<div class='cookie'><p>{LEAD}</p></div>", LEAD, False),
    ],
)
def test_the_lead_that_the_description_repeats(around: str, described: str, lead: bool | None) -> None:
    head = f'<meta property="og:description" content="{described}">'
    paragraphs = read_unknown(unknown_page(head=head, around=around)).paragraphs
    assert paragraphs[-4:] == LINES
    assert lead is None or (LEAD in paragraphs) is lead


def test_a_page_with_several_whole_articles_gives_the_one_of_its_title() -> None:
    other = "".join(f"<p>{n}. {TEASER} {COMMENT}</p>" for n in range(4))
    posts = (
        f"<div class='post'><h1>{TITLE}</h1>{TEXT}</div>",
        f"<div class='post'><h1>Boshqa maqolaning sarlavhasi</h1>{other}</div>",
    )
    for order in (posts, posts[::-1]):
        assert read_unknown(unknown_page("".join(order), title="")).paragraphs == LINES


def test_pictures_captions_and_links_of_the_text() -> None:
    picture = "<figure><img src='/a.jpg'><figcaption>Yangi koʻprik</figcaption></figure>"
    body = f"<div class='x'>{picture}{TEXT}<p>{THIRD} <a href='/qaror'>Qaror</a> eʼlon qilindi.</p></div>"
    found = read_unknown(unknown_page(body))
    assert found.captions == ("Yangi koʻprik",)
    assert found.images == ("https://namuna.uz/a.jpg",)
    assert found.links == ("https://namuna.uz/qaror",)


@pytest.mark.parametrize(
    ("rates", "found"),
    [([], (0, 0)), ([-1, -2], (0, 0)), ([3, -1, 4, -9, 5], (0, 3)), ([-2, 5, -9, 6], (3, 4))],
)
def test_the_best_range(rates: list[float], found: tuple[int, int]) -> None:
    assert best_range(rates) == found
