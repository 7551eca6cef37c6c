"""What a naive crawler stored around an article goes, as marks in the record; what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.glued_pages import GLUED, IN_ONE_LINE, TRUE, UZ, GluedPage
from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.menus import menu_front, menu_length
from xabar.extraction.plain import plain
from xabar.extraction.rules.menu import MENU


@pytest.mark.parametrize("page", GLUED.values(), ids=GLUED.keys())
def test_everything_around_the_article_goes(page: GluedPage) -> None:
    cleaned = cut_boilerplate(page.lines(), title="Another title")
    assert cleaned.paragraphs == page.own
    assert sorted(cut.text for cut in cleaned.cuts) == sorted((*page.above, *page.below))


@pytest.mark.parametrize(("front", "text", "tail"), IN_ONE_LINE.values(), ids=IN_ONE_LINE.keys())
def test_it_goes_from_one_paragraph_with_the_text_too(front: str, text: str, tail: str) -> None:
    cleaned = cut_boilerplate([front + text + tail])
    assert cleaned.paragraphs == (text,)
    assert [cut.text for cut in cleaned.cuts] == [front.strip(), tail.strip()]


@pytest.mark.parametrize("lines", TRUE.values(), ids=TRUE.keys())
def test_of_a_text_that_only_looks_like_it_nothing_goes(lines: tuple[str, ...]) -> None:
    assert cut_boilerplate(lines, title="Another title").cuts == ()


def test_the_title_behind_a_menu_in_one_paragraph_goes_with_it() -> None:
    title = "Guldarada koʻprik ochildi"
    line = f"Bosh sahifa / Siyosat / Jamiyat {title} {UZ[0]}"
    assert cut_boilerplate([line], title=title).paragraphs == (UZ[0],)


def test_titles_in_the_middle_end_at_the_next_sentence() -> None:
    lines = (UZ[0], "Mavzuga oid:", "Togʻ qishlogʻiga gaz keldi", UZ[1])
    assert cut_boilerplate(lines).paragraphs == UZ
    assert cut_boilerplate(lines, structure="pphp").paragraphs == (UZ[0], lines[2], UZ[1])  # a subhead


def test_a_poem_that_the_reader_is_asked_to_read_stays() -> None:
    poem = ("Bahor keldi togʻlarga", "Lola ochdi dalada")
    assert cut_boilerplate((UZ[0], "Oʻqing:", *poem, UZ[1])).paragraphs == (UZ[0], *poem, UZ[1])


def test_a_list_between_two_menus_stays() -> None:
    names = ("Nodira Qosimova", "Jasur Tohirov", "Ozoda Rahimova")
    lines = ("Bosh sahifa", "Siyosat", *names, "Bosh sahifa | Aloqa", UZ[0])
    assert set(names) <= set(cut_boilerplate(lines).paragraphs)


_WORDS = [line for rule in MENU for line in (*rule.goes, *rule.stays)] + [*UZ, "Lola", "Lola va Nodir"]


@given(st.lists(st.sampled_from(_WORDS), max_size=9))
def test_a_menu_never_takes_a_sentence(lines: list[str]) -> None:
    assert not any(line.endswith(".") for line in lines[: menu_length(list(map(plain, lines)))])


@given(st.text(max_size=80))
def test_where_a_menu_ends_is_a_place_of_the_line(line: str) -> None:
    assert 0 <= menu_front(line) <= len(line)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["bosh sahifa ", "/ ", "oʻz | ", "20.11.2026 ", "menyu", "ulashish: x ", "👁 1 "]
)
def test_hostile_menu_takes_no_time(piece: str) -> None:
    cut_boilerplate([piece * 12] * 400 + [piece * 50_000])
