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
