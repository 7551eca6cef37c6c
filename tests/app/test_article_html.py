"""An article as one page of HTML: safe, escaped, complete."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.processing.articles import make_article
from xabar.app.article_html import to_html
from xabar.app.reading import describe_date

ARTICLE = make_article(
    title="Metro & <b>bekat</b>",
    body='Kirish.\nKichik sarlavha\nbir\nikki\n«Iqtibos» <script>alert("x")</script>',
    structure="phiiq",
    authors=("Aziz <Karimov>",),
    section="Jamiyat",
    language="uz",
    script="Latn",
    published_at=datetime(2026, 11, 24, 5, 30, tzinfo=UTC),
    published_day=date(2026, 11, 24),
    published_source="printed",
    published_text="24.11.2026 10:30",
    published_precision="minute",
)


def test_the_page_has_what_the_article_has() -> None:
    page = LexborHTMLParser(to_html(ARTICLE))
    texts = {
        "h1": ["Metro & <b>bekat</b>"],
        "h2": ["Kichik sarlavha"],
        "ul > li": ["bir", "ikki"],
        "blockquote > p": ['«Iqtibos» <script>alert("x")</script>'],
        "article > p:not(.about)": ["Kirish."],
        "p.about": ["Aziz <Karimov> · kun_uz · Jamiyat · uz-Latn"],
        "footer p": ["2026-11-24 10:30 (Asia/Tashkent), from printed: 24.11.2026 10:30", ARTICLE.url],
    }
    for selector, expected in texts.items():
        assert [node.text() for node in page.css(selector)] == expected, selector
    assert page.css("html")[0].attributes == {"lang": "uz-Latn", "dir": "ltr"}


@settings(max_examples=40)
@given(st.text(), st.text(), st.text())
def test_no_text_becomes_markup(title: str, body: str, author: str) -> None:
    tags = {node.tag for node in LexborHTMLParser(to_html(ARTICLE)).css("*")}
    found = LexborHTMLParser(
        to_html(replace(ARTICLE, title=title, body=body, structure="", authors=(author,)))
    )
    assert {node.tag for node in found.css("*")} <= tags


def test_nothing_is_loaded_from_elsewhere() -> None:
    html = to_html(replace(ARTICLE, image="https://kun.uz/1.jpg", images=("https://kun.uz/2.jpg",)))
    assert re.findall(r"<(?:script|img|link|iframe|object)|url\(|@import|src=", html) == []
    assert "default-src 'none'" in html


def test_arabic_letters_run_from_right_to_left() -> None:
    page = LexborHTMLParser(to_html(replace(ARTICLE, language="kk"), "Arab"))
    assert page.css("html")[0].attributes == {"lang": "kk-Arab", "dir": "rtl"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "2026-11-24 10:30 (Asia/Tashkent), from printed: 24.11.2026 10:30"),
        ({"published_precision": "day"}, "2026-11-24, from printed: 24.11.2026 10:30"),
        ({"published_text": None, "published_source": "url"}, "2026-11-24 10:30 (Asia/Tashkent), from url"),
        ({"published_day": None, "published_at": None}, "no date"),
    ],
)
def test_a_date_in_words(changes: dict[str, object], words: str) -> None:
    assert describe_date(replace(ARTICLE, **changes)) == words  # type: ignore[arg-type]
