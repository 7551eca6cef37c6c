"""The title of a page that nobody knows, without the site's name."""

from __future__ import annotations

import json

import pytest

from tests.extraction.example_page import TITLE
from tests.extraction.unknown_page import read_unknown, unknown_page
from xabar.extraction.titles import cut_site_name

SITE = '<meta property="og:site_name" content="Namuna gazetasi">'


def headline(text: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": text})}</script>'


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (headline(f"{TITLE} | Namuna gazetasi") + SITE, "<h2>Boshqa</h2>"),
        (headline(f"{TITLE} - namuna.uz"), "<h2>Boshqa</h2>"),
        (f'{SITE}<meta property="og:title" content="Namuna gazetasi — {TITLE}">', "<h2>Boshqa</h2>"),
        (headline(f"{TITLE} | Jamiyat"), f"<h1>{TITLE}</h1>"),  # the heading with which it begins
        (f'{headline("Koʻprik haqida")}<meta property="og:title" content="{TITLE}">', f"<h1>{TITLE}</h1>"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert read_unknown(unknown_page(head=head, title=title)).title == TITLE


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Yangi koʻprik | Kun.uz", "Yangi koʻprik"),
        ("Kun.uz — Yangi koʻprik", "Yangi koʻprik"),
        ("Yangi koʻprik — shahar gʻururi", "Yangi koʻprik — shahar gʻururi"),
        ("Kun.uz", "Kun.uz"),
    ],
)
def test_the_site_s_name_is_cut_at_either_end(title: str, cut: str) -> None:
    assert cut_site_name(title, ("kun.uz",)) == cut


NAME = "Namuna — mustaqil nashr"


@pytest.mark.parametrize(
    "printed",
    [
        f"<h2>{TITLE}</h2>",
        f"<h1><a href='/'>{NAME}</a></h1><h2>{TITLE}</h2>",
        f"<h1>{TITLE}</h1>",
        f"<div class='news-title'>{TITLE}</div>",
        f"<span itemprop='headline'>{TITLE}</span><h2><a href='/2'>Boshqa xabarning uzun sarlavhasi</a></h2>",
    ],
)
@pytest.mark.parametrize("head", ["", f'<meta property="og:title" content="{NAME}">'])
def test_where_all_pages_are_called_alike_the_heading_is_the_title(printed: str, head: str) -> None:
    html = unknown_page(head=head, title=printed).replace(f"<title>{TITLE}</title>", f"<title>{NAME}</title>")
    assert read_unknown(html).title == TITLE


@pytest.mark.parametrize(
    "printed",
    [
        f"<div>{TITLE}</div><h2>Hujjatlar qayerda va qanday topshiriladi?</h2>",  # the page prints its title
        "<h2><a href='/2'>Boshqa xabarning juda uzun sarlavhasi</a></h2>",  # another article's
        "<aside><h2>Hafta davomida eng koʻp oʻqilgan xabarlar</h2></aside>",
        "<h2>Eng koʻp oʻqilgan</h2>",  # too short
    ],
)
def test_what_is_no_heading_of_the_article_is_not_its_title(printed: str) -> None:
    assert read_unknown(unknown_page(title=printed)).title == TITLE
