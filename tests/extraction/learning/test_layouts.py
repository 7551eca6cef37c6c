"""What is worked out from articles, and from pages that spoil it."""

from __future__ import annotations

import re
from dataclasses import replace

import orjson
import pytest

from tests.extraction.learning.newspaper import HOME, NOW, Printed, articles, lessons, paragraphs, story
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.learning.layouts import learn_layouts
from xabar.extraction.learning.lessons import Lesson
from xabar.extraction.page import Page, extract_page

FIRST = Layout(
    title="h1.post-title",
    body="div.matn",
    date="div.post-info span.post-date",
    authors="a.post-author",
)


def read(page: Printed, *learned: LearnedLayout) -> Page:
    return extract_page(page.html, url=page.url, layouts=(), learned=learned)


@pytest.fixture(scope="module")
def known() -> LearnedLayout:
    (layout,) = learn_layouts(lessons(articles(10)))
    return layout


def test_ten_articles_tell_their_places(known: LearnedLayout) -> None:
    assert known.layout == FIRST
    assert known.pages == 10
    assert {each.field: each.pages for each in known.evidence} == dict.fromkeys(
        ("body", "title", "date", "authors"), 10
    )


def test_an_article_is_read_by_what_was_learned(known: LearnedLayout) -> None:
    page = read(Printed(50), known)
    assert (page.body_layer, page.paragraphs) == ("learned", story(50).paragraphs)
    assert (page.title, page.authors) == (story(50).title, (Printed(50).author,))
    assert "printed" in [source for _, source in page.dates]
    assert page.problem is None


def test_a_page_without_machine_dates_has_the_printed_one(known: LearnedLayout) -> None:
    page = read(Printed(51, machine=False), known)
    assert [source for _, source in page.dates] == ["printed"]


def test_a_layout_is_plain_json_and_comes_back(known: LearnedLayout) -> None:
    assert LearnedLayout.from_dict(orjson.loads(orjson.dumps(known.to_dict()))) == known


def test_two_designs_are_two_layouts() -> None:
    pages = [*articles(7), *(Printed(number, "second") for number in range(20, 26))]
    found = learn_layouts(lessons(pages))
    assert [layout.layout.body for layout in found] == ["div.matn", "div.asosiy-matn"]
    assert [layout.pages for layout in found] == [7, 6]


# --- pages that teach nothing ----------------------------------------------------------------------------------


def list_page(number: int) -> Lesson:
    """Return a list of articles that calls itself an article."""
    links = "".join(
        f'<div class="matn"><a href="/maqola/{other}">{story(other).title}</a><p>{story(other).paragraphs[0]}</p></div>'
        for other in range(number, number + 8)
    )
    html = f"<html><body><h1>Roʻyxat {number}</h1>{links}</body></html>"
    return Lesson(f"{HOME}/roʻyxat/{number}", html, NOW, "uz", "Asia/Tashkent")


def test_three_lists_among_ten_do_not_matter() -> None:
    pages = lessons(articles(10))
    pages[2:5] = [list_page(number) for number in (200, 300, 400)]
    (layout,) = learn_layouts(pages)
    assert (layout.layout, layout.pages) == (FIRST, 7)


def test_one_notice_on_all_pages_teaches_nothing() -> None:
    notice = paragraphs(story(1).paragraphs)
    assert learn_layouts(lessons([replace(page, text=notice) for page in articles(10)])) == ()


def test_a_notice_on_some_pages_is_not_their_text() -> None:
    notice = paragraphs(story(99).paragraphs)
    pages = [replace(page, text=notice) if page.number > 5 else page for page in articles(10)]
    (layout,) = learn_layouts(lessons(pages))
    assert layout.pages == 5


def test_too_few_articles_teach_nothing() -> None:
    assert learn_layouts(lessons(articles(4))) == ()
    assert learn_layouts([]) == ()
    assert learn_layouts([replace(page, html="") for page in lessons(articles(10))]) == ()


def test_comments_that_are_longer_than_the_text_are_not_the_text() -> None:
    pages = [
        replace(
            page,
            after='<div class="replies" id="comments-list">'
            + "".join(
                f'<div class="reply">{paragraphs(story(other).paragraphs)}</div>'
                for other in range(at, at + 4)
            )
            + "</div>",
        )
        for at, page in zip(range(500, 600, 10), articles(10), strict=True)
    ]
    (layout,) = learn_layouts(lessons(pages))
    assert layout.layout.body == "div.matn"
    assert read(pages[0], layout).paragraphs == story(1).paragraphs


# --- dates: a wrong one is worse than none -------------------------------------------------------------------


def test_a_clock_that_says_the_same_everywhere_is_no_date() -> None:
    pages = [replace(page, days=0) for page in articles(10)]
    bare = [
        replace(
            lesson,
            html=lesson.html.replace("post-info", "x").replace(
                'x"><span class="post-date"', 'x"><span hidden'
            ),
        )
        for lesson in lessons(pages)
    ]
    found = learn_layouts(bare)
    assert found
    for layout in found:
        assert layout.layout.date is None or "header" not in layout.layout.date


def test_a_page_without_its_date_does_not_get_that_of_a_list(known: LearnedLayout) -> None:
    page = Printed(52, machine=False)
    html = re.sub(r'<div class="post-info">.*?</div>', "", page.html)
    found = extract_page(html, url=page.url, layouts=(), learned=[known])
    assert found.body_layer == "learned"
    assert found.dates == ()


# --- caution where a page is read ----------------------------------------------------------------------------


def test_a_planted_block_is_not_read(known: LearnedLayout) -> None:
    spam = f'<div class="matn">{paragraphs(story(700).paragraphs)}</div>'
    page = read(Printed(53, planted=spam), known)
    assert page.body_layer != "learned"
    assert set(story(53).paragraphs) <= set(page.paragraphs)


def test_one_page_with_a_planted_block_does_not_change_what_is_learned() -> None:
    spam = f'<div class="matn">{paragraphs(story(700).paragraphs)}</div>'
    pages = [replace(page, planted=spam) if page.number == 4 else page for page in articles(10)]
    (layout,) = learn_layouts(lessons(pages))
    assert (layout.layout, layout.pages) == (FIRST, 9)
    assert read(pages[3], layout).body_layer != "learned"


def test_a_redesigned_page_is_left_to_the_generic_layer(known: LearnedLayout) -> None:
    page = read(Printed(54, "second"), known)
    assert (page.body_layer, page.problem) == ("blocks", None)
    assert set(story(54).paragraphs) <= set(page.paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>Qisqa.</p>",
        "<p>" + "Bu yerda faqat boshlanishi bor, qolgani boshqa joyda. " * 5 + "</p><p>Davomi.</p>",
    ],
)
def test_a_text_that_stands_elsewhere_is_found_there(known: LearnedLayout, text: str) -> None:
    moved = f'<div class="boshqa">{paragraphs(story(55).paragraphs)}</div>'
    page = read(Printed(55, text=text, planted=moved), known)
    assert page.body_layer != "learned"
    assert set(story(55).paragraphs) <= set(page.paragraphs)


def test_declared_layouts_come_first(known: LearnedLayout) -> None:
    page = Printed(56)
    declared = Layout(title="h1", body=".matn")
    found = extract_page(page.html, url=page.url, layouts=[declared], learned=[known])
    assert found.body_layer == "selectors"
    other = Layout(title="h1", body=".post-share")  # it is there, and holds no text
    found = extract_page(page.html, url=page.url, layouts=[other], learned=[known])
    assert (found.body_layer, found.paragraphs) == ("learned", story(56).paragraphs)
