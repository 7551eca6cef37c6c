"""The elements that may print a title where no heading of the first order does."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.headings import find_headings

TITLE = "Guldarada yangi koʻprik ochildi"


def found(html: str) -> list[str]:
    return [node.text() for node in find_headings(LexborHTMLParser(f"<body>{html}</body>"))]


@pytest.mark.parametrize(
    "html",
    [
        f"<h2>{TITLE}</h2>",
        f"<div class='news-title'>{TITLE}</div>",
        f"<p class='Sarlavha'>{TITLE}</p>".replace("S", "s"),
        f"<span itemprop='headline'>{TITLE}</span>",
    ],
)
def test_what_may_be_a_title(html: str) -> None:
    assert found(html) == [TITLE]


@pytest.mark.parametrize(
    "html",
    [
        f"<h2><a href='/1'>{TITLE}</a></h2>",
        f"<a href='/1'><h2>{TITLE}</h2></a>",
        f"<aside><h2>{TITLE}</h2></aside>",
        "<h2>Boshqa xabarlar</h2>",
        f"<h2>{TITLE * 20}</h2>",
        f"<div class='subtitles'>{TITLE}</div>",  # a part of a name is no name
        f"<p>{TITLE}</p>",
    ],
)
def test_what_is_none(html: str) -> None:
    assert found(html) == []


def test_the_first_order_goes_first() -> None:
    assert found(f"<h2>{TITLE}, ikkinchi</h2><h1>{TITLE}, birinchi</h1>") == [
        f"{TITLE}, birinchi",
        f"{TITLE}, ikkinchi",
    ]
