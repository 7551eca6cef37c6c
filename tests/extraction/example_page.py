"""A page of a made-up article, which tests vary."""

from __future__ import annotations

from collections.abc import Iterable

from xabar.extraction.layout import Layout
from xabar.extraction.page import Page, extract_page

NEW = Layout(
    title="h1.title",
    body=".text",
    date=".date",
    authors=".author",
    tags=".tag",
    lead=".lead",
    cut=(".promo-box",),
)
OLD = Layout(title="h1.old-title", body=".old-text", date=".old-date")
URL = "https://kun.uz/news/2026/11/24/koprik"

FIRST = "Qashqadaryo viloyatidagi Guldara qishlogʻida shanba kuni daryo ustidan yangi koʻprik ochildi."
SECOND = "Koʻprik ikki yil ichida qurildi, endi bolalar maktabga oʻn besh daqiqada yetib boradi."
THIRD = "Ustalarning aytishicha, eski yogʻoch koʻprik bahorgi toshqinda oqib ketgan edi."
TITLE = "Guldarada yangi koʻprik ochildi"


def page(
    body: str = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
    *,
    title: str = f'<h1 class="title">{TITLE}</h1>',
    head: str = "",
    around: str = "",
    name: str = "text",
) -> str:
    menu = "".join(f'<a href="/{topic}">{topic}</a>' for topic in ("jamiyat", "sport", "jahon"))
    return (
        f"<html><head><title>{TITLE} | Kun.uz</title>{head}</head><body><header>Bugun 25 noyabr {menu}</header>"
        f'{title}{around}<div class="{name}">{body}</div><footer>© Kun.uz</footer></body></html>'
    )


def extract(html: str, layouts: Iterable[Layout] = (NEW, OLD), url: str = URL) -> Page:
    return extract_page(html, url=url, layouts=tuple(layouts))
