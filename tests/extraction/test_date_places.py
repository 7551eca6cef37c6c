"""Where a date stands tells whether it is the article's."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.date_guess import guess_date
from xabar.extraction.date_places import is_other_date, is_printed_date
from xabar.extraction.page import extract_page

MENU = "".join(f"<a href='/{name}/'>{name}</a>" for name in ("dunyo", "ilm", "sport", "bozor"))
TEXT = "".join(
    f"<p>{place} qishlogʻida shu hafta yangi koʻprik ochildi, bu haqda tuman hokimligi xabar berdi.</p>"
    for place in ("Guldara", "Oqtepa", "Toshloq")
)


def page(head: str = "", after: str = "", line: str = "<p class='vaqt'>24 noyabr 2026</p>") -> str:
    return f"<html><body>{head}<div><h1>Yangi koʻprik ochildi</h1>{line}<div class='matn'>{TEXT}</div></div>{after}</body></html>"


@pytest.mark.parametrize(
    ("html", "is_other"),
    [
        ("<ol class='comment-list'><li><time datetime='2026-11-25'>ertaga</time></li></ol>", True),
        ("<div id='izohlar'><time>25.11.2026</time></div>", True),
        (f"<div class='header'><time>25.11.2026</time>{MENU}</div>", True),
        (f"<div id='site-head'><b><time>25.11.2026</time></b>{MENU}</div>", True),
        ("<p><time class='now'>25.11.2026</time></p>", True),
        ("<div class='header'><a href='/a'>Kun</a><time>25.11.2026</time></div>", False),  # of a card
        (f"<div class='entry-header'><time>25.11.2026</time>{MENU}</div>", False),
        (f"<div class='header'><h1>Sarlavha</h1><time>25.11.2026</time>{MENU}</div>", False),
        ("<div class='comments-open'><h1>Sarlavha</h1><time>25.11.2026</time></div>", False),
        ("<div class='meta'><time>25.11.2026</time></div>", False),
    ],
)
def test_boxes_of_comments_heads_and_clocks(html: str, is_other: bool) -> None:
    node = LexborHTMLParser(html).css_first("time")
    assert node is not None
    assert is_other_date(node) is is_other


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ("", "<div class='comments'><time datetime='2026-11-25T10:00'>kecha</time><p>Zoʻr!</p></div>"),
        (f"<div class='header'><time class='now' datetime='2026-11-26'>Bugun</time>{MENU}</div>", ""),
    ],
)
def test_the_only_time_of_a_page_is_not_always_the_articles(head: str, after: str) -> None:
    html = page(head, after)
    assert guess_date(LexborHTMLParser(html), is_printed_date) == "p.vaqt"
    assert extract_page(html, url="https://gazeta.uz/a/1", layouts=()).dates == (
        ("24 noyabr 2026", "printed"),
    )


def test_a_card_of_another_article_is_no_date_line() -> None:
    card = "<div class='karta'><a href='/b/2'><h3>Bogʻ ochildi</h3></a><i>25.11.2026, 10:00</i></div>"
    assert guess_date(LexborHTMLParser(page(after=card, line="")), is_printed_date) is None


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        (
            "<p class='vaqt'>24 noyabr 2026</p>",
            (("2026-11-24T09:10:00+05:00", "json-ld"), ("24 noyabr 2026", "printed")),
        ),
        ("", ()),  # so do plugins date «about us»
    ],
)
def test_the_date_of_a_web_page_needs_another_one(line: str, dates: tuple[tuple[str, str], ...]) -> None:
    said = '{"@graph":[{"@type":"WebPage","datePublished":"2026-11-24T09:10:00+05:00"}]}'
    html = page(f'<script type="application/ld+json">{said}</script>', line=line)
    assert extract_page(html, url="https://gazeta.uz/a/1", layouts=()).dates == dates
