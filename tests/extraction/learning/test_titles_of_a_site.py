"""Where all pages of a site have one title for machines, that of the article is learned where it is printed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.extraction.learning.newspaper import HOME, Printed, story
from xabar.extraction.learning.layouts import learn_layouts
from xabar.extraction.learning.lessons import Lesson
from xabar.extraction.page import extract_page

NAME = "Gazeta — mustaqil nashr"


def page(number: int, heading: str) -> str:
    """Return an article whose only own title is in `heading`."""
    printed = Printed(number, machine=False)
    html = re.sub(r"<title>.*?</title>", f"<title>{NAME}</title>", printed.html)
    return re.sub(r"<h1 class=\"post-title\">.*?</h1>", heading.format(title=printed.story.title), html)


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("<h2 class='nomi'>{title}</h2>", "h2.nomi"),
        ("<div class='title'>{title}</div>", "div.title"),
        ("<big>{title}</big>", None),  # nothing says that it is one
    ],
)
def test_the_place_of_the_title(heading: str, place: str | None) -> None:
    def lesson(number: int) -> Lesson:
        return replace(Printed(number).lesson, html=page(number, heading))

    (learned,) = learn_layouts([lesson(number) for number in range(1, 11)])
    assert learned.layout.title == place
    html = page(30, heading)
    read = extract_page(html, url=f"{HOME}/maqola/30", layouts=(), learned=(learned,))
    assert read.body_layer == "learned"
    assert read.title == (story(30).title if place else NAME)
