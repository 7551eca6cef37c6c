"""A page of a site that nobody knows, which tests vary."""

from __future__ import annotations

from tests.extraction.example_page import FIRST, SECOND, THIRD, TITLE
from xabar.extraction.page import Page, extract_page

URL = "https://namuna.uz/koprik"
FOURTH = "Ochilish marosimida qishloq oqsoqoli birinchi boʻlib koʻprikdan oʻtdi va ustalarga rahmat aytdi."
LEAD = "Guldara aholisi oʻn yil kutgan koʻprik nihoyat bitdi, daryo endi hech kimga toʻsiq emas."
MENU = "<nav><a href='/'>Bosh sahifa</a></nav><div class='top'><a href='/sport'>Sport</a></div>"
FOOTER = "<div class='bottom'><p>Barcha huquqlar himoyalangan. Havola berish shart.</p></div>"
DATE = "<div class='date'>10:15 / 24.11.2026</div>"
TEXT = "".join(f"<p>{line}</p>" for line in (FIRST, SECOND, THIRD, FOURTH))
LINES = (FIRST, SECOND, THIRD, FOURTH)
TEASER = "Shaharda bahorgi koʻchatlar bayrami oʻtdi, unda mingdan ortiq oila qatnashdi."


def unknown_page(
    body: str = f"<div class='x'>{TEXT}</div>",
    *,
    head: str = "",
    title: str = f"<h1>{TITLE}</h1>",
    around: str = "",
    below: str = "",
) -> str:
    """Return a page with a title, something between it and the text, the text, and something below."""
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body>{MENU}<div class='wrap'>{title}{around}{body}</div>"
        f"{below}{FOOTER}</body></html>"
    )


def read_unknown(html: str, url: str = URL) -> Page:
    """Return what is read of a page without any layout."""
    return extract_page(html, url=url, layouts=())


def card(number: int, summary: str = TEASER) -> str:
    """Return the card of another article: a linked title and a summary."""
    return (
        f"<div class='card'><h3><a href='/xabar-{number}'>Boshqa xabarning sarlavhasi, {number}</a></h3>"
        f"<p>{number}. {summary}</p></div>"
    )
