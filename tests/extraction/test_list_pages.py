"""Lists are no articles, whatever they call themselves; articles without any mark are articles."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.extraction.example_page import FIRST, TITLE
from tests.extraction.unknown_page import DATE, TEASER, TEXT, URL, card, read_unknown, unknown_page

ITEMS = range(10)
LISTS = {
    "cards": "".join(map(card, ITEMS)),
    "long teasers": "".join(card(n, f"{TEASER} {FIRST}</p><p>{TEASER} {n}. {FIRST}") for n in ITEMS),
    "one box": "".join(
        f"<h3><a href='/{n}'>Xabar sarlavhasi, {n}</a></h3><p>{n}. {TEASER}</p>" for n in ITEMS
    ),
    "calls": "".join(f"<h3>Xabar, {n}</h3><p>{TEASER} {n}. <a href='/{n}'>Batafsil</a></p>" for n in ITEMS),
    "whole cards": "".join(
        f"<a href='/{n}'><h3>Xabar sarlavhasi, {n}</h3><p>{TEASER}</p></a>" for n in ITEMS
    ),
    "titles": "".join(f"<li>10:15 <a href='/{n}'>Yana bir xabarning sarlavhasi, {n}</a></li>" for n in ITEMS),
    "introduction": f"<p>Bu yerda koʻpriklar haqidagi barcha xabarlar toʻplangan.</p>{''.join(map(card, ITEMS))}",
    "front page": f"<h1><a href='/birinchi'>{TITLE}</a></h1><p>{FIRST}</p>{''.join(map(card, ITEMS))}",
}
HEADS = {
    "nothing": "",
    "article": '<meta property="og:type" content="article">',
    "website": '<meta property="og:type" content="website">',
    "list": '<script type="application/ld+json">{"@type": "CollectionPage"}</script>',
    "items": "".join(
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": f"Xabar {n}"})}</script>'
        for n in ITEMS
    ),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("items", LISTS.values(), ids=LISTS)
def test_a_list_is_no_article(items: str, head: str) -> None:
    found = read_unknown(
        unknown_page(f"<div class='list'>{items}</div>", title="<h1>Jamiyat</h1>", head=head)
    )
    assert found.problem in ("not-article", "home-page", "no-body")


def test_a_front_page_is_no_article_whatever_it_shows() -> None:
    assert read_unknown(unknown_page(), "https://namuna.uz/").problem == "not-article"


INTRODUCED = (
    "Guldara — tuman markazi, daryo boʻyidagi eng qadimgi qishloqlardan biri. Aholisi besh ming kishi.",
    "Bu yerda Guldara haqidagi barcha xabarlar: koʻprik, maktab, yoʻl va bozor yangiliklari toʻplangan.",
    "Sahifani kuzatib boring, yangi xabarlar har kuni qoʻshiladi, eskilari esa arxivda saqlanadi doim.",
)


SHORT = (
    "<p>Guldara tumanida ertalab yangi koʻprik ochildi, undan birinchi boʻlib maktab oʻquvchilari oʻtdi.</p>"
    "<p>Qurilish ikki yil davom etdi, bu haqda hokimlik matbuot xizmati xabar berdi.</p>"
)


@pytest.mark.parametrize(
    "line",
    ["26 қараша, 2026 ж. Қоғам Айдос Серікұлы", "kecha, 09:12 594 marta oʻqildi",
     "24 ноябрь 2026 йил Муаллиф: К. Каримов", "25-noyabr 2026, 14:10 · Jamiyat"],
)  # fmt: skip
def test_short_news_below_a_date_in_words_is_an_article(line: str) -> None:
    around = f"<div class='q'>{line}</div>"
    assert read_unknown(unknown_page(f"<div class='x'>{SHORT}</div>", around=around)).problem is None
    assert read_unknown(unknown_page(f"<div class='x'>{SHORT}</div>")).problem == "not-article"


def test_a_long_introduction_makes_no_article_of_a_tag() -> None:
    introduction = "".join(f"<p>{line}</p>" for line in INTRODUCED)
    items = "".join(f"<a href='/{n}'>Yana bir xabarning uzun sarlavhasi, {n}</a><br>" for n in ITEMS)
    html = unknown_page(
        f"<div>{introduction}</div><div>{items}</div>", title="<h1>Guldara</h1>", head=HEADS["article"]
    )
    assert read_unknown(html).problem == "not-article"


ARTICLES: dict[str, Callable[[], str]] = {
    "plain": lambda: unknown_page(),
    "two headings": lambda: unknown_page(below=f"<h1>Namuna</h1>{''.join(map(card, ITEMS))}"),
    "og:type=website": lambda: unknown_page(head=HEADS["website"]),
    "many times": lambda: unknown_page(below="".join(f"<time>10:{n}</time>" for n in ITEMS)),
    "brief": lambda: unknown_page(
        f"<div class='x'><p>{FIRST}</p></div>", around=DATE, below="".join(map(card, ITEMS))
    ),
    "titles between": lambda: unknown_page(
        TEXT.replace("</p>", "</p><p><a href='/boshqa'>Boshqa xabarning sarlavhasi</a></p>")
    ),
}


@pytest.mark.parametrize("make", ARTICLES.values(), ids=ARTICLES)
def test_an_article_is_read_first_and_judged_by_what_it_says(make: Callable[[], str]) -> None:
    found = read_unknown(make(), URL)
    assert found.problem is None
    assert FIRST in found.paragraphs
    assert not any(TEASER in text for text in found.paragraphs)
