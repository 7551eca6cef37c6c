"""Links to other articles between the paragraphs: found by where they stand, with and without selectors."""

from __future__ import annotations

import pytest

from tests.extraction.example_page import FIRST, SECOND, THIRD, TITLE, extract, page
from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.html_text import is_label

HEAD = '<meta property="article:published_time" content="2026-11-24T10:15:00+05:00">'
OTHER = "Bozorda narx tushdi"
LINK = f'<a href="/news/2026/11/23/bozor">{OTHER}</a>'
LINES = (FIRST, SECOND, THIRD, f"{FIRST[:-1]} degan edi.")


def read(lines: list[str], by: str, join: str, around: str = "") -> tuple[tuple[str, ...], str]:
    """Return what is left of a text and of its structure."""
    body = "<br>\n".join(lines) if join == "br" else "".join(f"<p>{line}</p>" for line in lines)
    if by == "selectors":
        found = extract(page(body, around=around))
    else:
        found = extract(
            page(body, title=f"<h1>{TITLE}</h1>", name="content", head=HEAD, around=around), layouts=()
        )
    assert found.problem is None
    cleaned = cut_boilerplate(found.paragraphs, title=found.title, structure=found.structure)
    return cleaned.paragraphs, cleaned.structure


@pytest.mark.parametrize("by", ["selectors", "generic"])
@pytest.mark.parametrize("join", ["p", "br"])
@pytest.mark.parametrize(
    "line",
    [LINK, f"Batafsil: {LINK}", f"<b>Yana oʻqing:</b> {LINK}", f"Maʼlumot — {LINK}"],
)
def test_a_line_that_only_leads_elsewhere_goes(by: str, join: str, line: str) -> None:
    paragraphs, _ = read([*LINES[:2], line, *LINES[2:]], by, join)
    assert paragraphs == LINES


@pytest.mark.parametrize("by", ["selectors", "generic"])
@pytest.mark.parametrize("join", ["p", "br"])
@pytest.mark.parametrize(
    "line",
    [
        f"Kecha yozganimizdek, {LINK} va bozorda odam koʻpaydi.",
        f"Vazir shunday dedi. Yangi yilda: {LINK} yana takrorlanadi.",
    ],
)
def test_a_link_inside_of_a_sentence_is_text(by: str, join: str, line: str) -> None:
    paragraphs, _ = read([*LINES[:2], line, *LINES[2:]], by, join)
    assert len(paragraphs) == len(LINES) + 1


def test_a_subhead_with_a_word_of_the_menu_stays() -> None:
    menu = '<ul class="menu"><li><a href="/t">Toshkent</a></li><li><a href="/s">Samarqand</a></li></ul>'
    body = [
        f"{LINES[0]}</p><h2>Toshkent</h2><p>{LINES[1]}</p><h2>Samarqand</h2><p>{LINES[2]}",
        *LINES[3:],
    ]
    paragraphs, structure = read(body, "generic", "p", menu)
    assert paragraphs == (LINES[0], "Toshkent", LINES[1], "Samarqand", *LINES[2:])
    assert "a" not in structure


@pytest.mark.parametrize("text", ["Batafsil:", " Yana oʻqing — ", "Mavzuga oid »"])
def test_a_label(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize(
    "text", ["", ":", "Vazir shunday dedi. Yangi yilda:", "Kecha yozganimizdek,", "a" * 40 + ":"]
)
def test_no_label(text: str) -> None:
    assert not is_label(text)


def test_a_box_of_its_own_is_told_from_the_text() -> None:
    body = (
        f"<p>{FIRST}</p><div class='inner-9'><p class='last'>{SECOND}</p></div><blockquote class='b'>{THIRD}</blockquote>"
        f'<div class="hamkor"><p>Loyiha hamkori</p></div>'
    )
    assert extract(page(body)).places == ("", "div/p.last", "blockquote.b", "div.hamkor")
