"""A layout guessed from one page: only what the page tells."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.guesses import guess_layout
from xabar.extraction.layout import Layout
from xabar.extraction.selectors import select_node

URL = "https://example.uz/news/1"
TEXT = "".join(
    f"<p>{line}</p>"
    for line in (
        "Qashqadaryo viloyatidagi Guldara qishlogʻida shanba kuni daryo ustidan yangi koʻprik ochildi.",
        "Koʻprik ikki yil ichida qurildi, endi bolalar maktabga oʻn besh daqiqada yetib boradi.",
        "Ustalarning aytishicha, eski yogʻoch koʻprik bahorgi toshqinda oqib ketgan edi.",
    )
)


def page(
    body: str = f'<div class="text">{TEXT}</div>', title: str = "<h1>Yangi koʻprik</h1>", more: str = ""
) -> str:
    menu = "<nav><a href='/a'>Jamiyat</a></nav>"
    return f"<html><body>{menu}<article>{title}{more}{body}</article><footer><p>© Namuna</p></footer></body></html>"


LIST = "".join(
    f'<div class="card"><a href="/news/{day}">Boshqa xabar</a><span class="d">{day}.11.2026</span></div>'
    for day in (21, 22, 23)
)


@pytest.mark.parametrize(
    ("html", "field", "selector"),
    [
        (page(), "title", "h1"),
        (page(title='<h1 class="post-title big">Yangi koʻprik</h1>'), "title", "h1.post-title"),
        (page(title='<h1 itemprop="headline" class="t">Yangi koʻprik</h1>'), "title", "[itemprop=headline]"),
        (page(), "body", "div.text"),
        (page(f'<section itemprop="articleBody">{TEXT}</section>'), "body", "[itemprop=articleBody]"),
        (page(f'<div id="matn">{TEXT}</div>'), "body", "#matn"),
        (page(f'<div class="post-81273 css-1x2y" id="p9">{TEXT}</div>'), "body", ""),
        (page(f'<div class="text">Menyu</div><div class="text">{TEXT}</div>'), "body", ""),
        (page(TEXT), "body", "article"),
        (page("<p>Qisqa.</p>"), "body", ""),
        (page(more='<time datetime="2026-11-24">24-noyabr</time>'), "date", "time[datetime]"),
        (page(more='<span class="news-date">10:15 / 24.11.2026</span>'), "date", "span.news-date"),
        (page(more='<div class="info"><i>24.11.2026</i></div>'), "date", "div.info"),
        (page(title='<b class="today">25.11.2026</b><h1>Yangi koʻprik</h1>'), "date", None),
        (page(more='<i class="views">512</i>'), "date", None),
        (page(more=f'<p class="lead">24.11.2026 kuni {"juda " * 20}uzun gap.</p>'), "date", None),
        # a clock in a sidebar or above the article, a list of news: not the article's date
        (page(f'<aside><time datetime="2026-11-25T08:00">08:00</time></aside>{TEXT}'), "date", None),
        (
            page(more='<aside><time class="soat">08:00</time></aside><time class="sana">24.11.2026</time>'),
            "date",
            "time.sana",
        ),
        ('<header><time class="soat">25.11.2026</time></header>' + page(), "date", None),
        (page(title="<header><h1>Koʻprik</h1><time>24.11.2026</time></header>"), "date", "time"),
        (page(LIST + f'<div class="text">{TEXT}</div>'), "date", None),
        (page(LIST.replace("div", "li") + f'<i class="kun">24.11.2026</i>{TEXT}'), "date", "i.kun"),
        (page(TEXT + LIST.replace("span", "time")), "date", None),
        (
            page(more='<p class="m"><i class="d">24.11.2026</i><i class="d">25.11.2026</i></p>'),
            "date",
            "p.m",
        ),  # published and changed
        (page(more='<a rel="author">Ali Valiyev</a>'), "authors", "a[rel=author]"),
        (page(more='<a rel="tag">koʻprik</a>'), "tags", "a[rel=tag]"),
        (page(), "tags", None),
    ],
)
def test_guess(html: str, field: str, selector: str | None) -> None:
    layout: Layout = guess_layout(html, URL, lambda text: re.search(r"\d\d\.\d\d\.\d{4}", text) is not None)
    assert getattr(layout, field) == selector


def test_a_mark_with_other_letters_is_none() -> None:
    tree = LexborHTMLParser("<p class='a:b ok'>1</p><p itemprop='x]y' class='a&quot;'>2</p>")
    first, second = tree.css("p")
    assert select_node(tree, first) == "p.ok"
    assert select_node(tree, second) is None
