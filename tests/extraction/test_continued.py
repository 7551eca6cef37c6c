"""Which address is the next part of an article, and how parts become one text."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.continued import join_parts
from xabar.extraction.markup import Markup
from xabar.extraction.page import Page
from xabar.extraction.pager import links_to_parts, next_part, part_number

OWN = "https://massaget.kz/azyq/studentke-75734/"

LINKED = [
    ('<link rel="next" href="/azyq/studentke-75734/?page=2">', OWN + "?page=2"),
    ('<div class="pagination"><a href="?page=2">2</a></div>', OWN + "?page=2"),
    (
        '<div class="page-links"><a class="post-page-numbers" href="/azyq/studentke-75734/2/">2</a></div>',
        OWN + "2/",
    ),
    (
        '<a rel="next" href="https://m.massaget.kz/azyq/studentke-75734/page/2/">»</a>',
        "https://m.massaget.kz/azyq/studentke-75734/page/2/",
    ),
    ('<div class="pager"><a href="?PAGEN_1=2">2</a></div>', OWN + "?PAGEN_1=2"),
    (
        '<div class="pages"><a href="?page=3">3</a><a href="?page=2&utm_source=x">2</a></div>',
        OWN + "?page=2&utm_source=x",
    ),
]
NUMBERED = '<b>Sahifalar:</b> 1 <a href="/azyq/studentke-75734/?page=2"> 2 </a>'
NOT_LINKED = [
    '<div class="comment-pages"><a href="?page=2">2</a></div>',
    '<link rel="next" href="/azyq/basqa-maqala-75735/">',  # the next article
    '<link rel="next" href="/azyq/basqa-maqala-75735/?page=2">',
    '<div class="comments"><div class="pagination"><a href="?page=2">2</a></div></div>',
    '<div id="comments"><a rel="next" href="?page=2">Тағы</a></div>',
    '<a href="?page=2">in the text</a>',
    '<div id="page" class="homepage"><a href="?page=2">in the text</a></div>',
    '<div class="pagination"><a href="?page=3">3</a></div>',  # part 2 is not there
    '<link rel="next" href="https://example.org/azyq/studentke-75734/?page=2">',
    '<div class="pagination"><a href="javascript:open(\'?page=2\')">2</a></div>',
]


def test_a_bare_number_leads_on_without_any_class() -> None:
    assert leads_to(NUMBERED, 2) == OWN + "?page=2"


def leads_to(html: str, number: int, url: str = OWN) -> str | None:
    """The part `number` to which a page of the article leads."""
    markup = Markup(LexborHTMLParser(f"<html><body><p>a</p>{html}</body></html>"), url)
    return next_part(links_to_parts(markup.pager, url), OWN, number)


@pytest.mark.parametrize(("link", "address"), LINKED)
def test_the_next_part_has_the_article_s_own_address_and_the_next_number(link: str, address: str) -> None:
    assert leads_to(link, 2) == address


@pytest.mark.parametrize("link", NOT_LINKED)
def test_other_articles_and_comments_are_no_parts(link: str) -> None:
    assert leads_to(link, 2) is None


def test_the_part_after_the_second_is_the_third() -> None:
    html = (
        '<div class="pagination"><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3">3</a></div>'
    )
    assert leads_to(html, 3, OWN + "?page=2") == OWN + "?page=3"
    assert leads_to(html, 4, OWN + "?page=3") is None


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (OWN, 1),
        (OWN + "?page=2", 2),
        (OWN + "?PAGEN_1=12", 12),
        (OWN + "?page=1", 1),
        (OWN + "?p=2", 1),
        (OWN + "?page=20261124", 1),
        (OWN + "?page=x", 1),
    ],
)
def test_part_number(url: str, number: int) -> None:
    assert part_number(url) == number


def page(title: str, *paragraphs: str, problem: str | None = None) -> Page:
    return Page(
        canonical_url=OWN,
        title=title,
        paragraphs=paragraphs,
        structure="p" * len(paragraphs),
        problem=problem,
    )


def test_parts_are_one_text_in_their_order_and_what_they_repeat_is_there_once() -> None:
    joined = join_parts(
        page("Он тағам", "кіріспе", "бірінші"),
        [page("Он тағам", "кіріспе", "екінші"), page("Он тағам — 3-бет", "үшінші")],
    )
    assert joined.paragraphs == ("кіріспе", "бірінші", "екінші", "үшінші")
    assert joined.structure == "pppp"


@pytest.mark.parametrize(
    "other", [page("Басқа мақала", "бөтен"), page("Он тағам", "бөтен", problem="not-article")]
)
def test_a_page_that_is_no_part_ends_the_text(other: Page) -> None:
    first = page("Он тағам", "бірінші")
    assert join_parts(first, [other, page("Он тағам", "үшінші")]) == first
