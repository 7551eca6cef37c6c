"""A layout that was worked out is used on a page with what the page has of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout, sentence_share

LEARNED = LearnedLayout(
    Layout(title="h1", body="div.matn", date="p.sana", authors="b.muallif"), 10, single=("body", "date")
)
PAGE = "<h1>Sarlavha</h1><p class='sana'>24.11.2026</p><div class='matn'><p>Matn.</p></div>"


def fit(html: str, declared: Layout | None = None) -> Layout | None:
    return LEARNED.fit(LexborHTMLParser(html), declared)


def test_places_that_the_page_lacks_are_left_out() -> None:
    assert fit(PAGE) == Layout(title="h1", body="div.matn", date="p.sana", guessed=True)
    assert fit(PAGE.replace("h1", "h2")) == Layout(title=None, body="div.matn", date="p.sana", guessed=True)


@pytest.mark.parametrize("html", ["<p>Matn.</p>", PAGE + "<div class='matn'><p>Boshqa.</p></div>"])
def test_without_its_place_for_the_text_or_with_two_it_does_not_fit(html: str) -> None:
    assert fit(html) is None


@pytest.mark.parametrize(
    ("more", "date"),
    [
        ("<time class='vaqt'>25.11.2026</time>", "time.vaqt"),  # what is declared goes first
        ("", "p.sana"),  # unless the page does not have it
    ],
)
def test_a_declared_place_counts_where_the_page_has_it(more: str, date: str) -> None:
    found = fit(PAGE + more, Layout(title="h1", body=None, date="time.vaqt"))
    assert found is not None
    assert found.date == date


@pytest.mark.parametrize(("page", "date"), [(PAGE, "p.sana"), (PAGE.replace("sana", "kun"), "time.vaqt")])
def test_a_place_that_was_only_guessed_gives_way(page: str, date: str) -> None:
    guessed = Layout(title="h1", body=None, date="time.vaqt", guessed=True)
    found = fit(page + "<time class='vaqt'>25.11.2026</time>", guessed)
    assert found is not None
    assert found.date == date


def test_a_date_that_stands_twice_may_be_another_one() -> None:
    found = fit(PAGE + "<p class='sana'>23.11.2026</p>")
    assert found is not None
    assert found.date is None


def test_it_is_read_back_as_it_was_written() -> None:
    assert LearnedLayout.from_dict(LEARNED.to_dict()) == LEARNED


def test_a_list_of_titles_has_no_sentences() -> None:
    assert sentence_share(["Koʻprik ochildi", "Maktab qurildi"]) == 0
    assert sentence_share(["Koʻprik ochildi.", "«Maktab qurildi.»"]) == 1


# --- short news --------------------------------------------------------------------------------------------------

SHORT_NEWS = (
    "<h1>Koʻprik ochildi</h1><p class='sana'>24.11.2026</p>"
    "<div class='matn'><p>Oqtepada yangi koʻprik ochildi.</p><p>Uning uzunligi ellik metr.</p></div>"
)
BOILERPLATE = (
    "<p>Saytdan foydalanishda davom etib, siz cookie-fayllarga rozilik bildirasiz, deb hisoblaymiz.</p>" * 3
)
LINES = ("Oqtepada yangi koʻprik ochildi.", "Uning uzunligi ellik metr.")
STRICT = replace(LEARNED, least_agreement=0.6, least_sentences=0.5)


@pytest.mark.parametrize(
    ("html", "believed"),
    [
        (SHORT_NEWS + BOILERPLATE, True),
        (SHORT_NEWS.replace("<p class='sana'>24.11.2026</p>", "") + BOILERPLATE, False),  # «about us»
        (SHORT_NEWS.replace("h1", "h2") + BOILERPLATE, False),
        (SHORT_NEWS + "<p class='sana'>23.11.2026</p><p class='sana'>22.11.2026</p>", False),  # a list
        (SHORT_NEWS + "".join(f"<p>{n}-qism. {BOILERPLATE[3:90]}</p>" for n in range(12)), False),  # its text
    ],
)
def test_short_news_is_believed_where_title_and_date_stand_in_their_places(html: str, believed: bool) -> None:
    assert STRICT.believes_short(LINES, "pp", LexborHTMLParser(html)) is believed
    assert not STRICT.believes_short(LINES, "aa", LexborHTMLParser(html))
    assert not STRICT.believes_short(LINES * 8, "pp" * 8, LexborHTMLParser(html))


def test_without_a_learned_place_the_date_stands_beside_the_title() -> None:
    undated = replace(STRICT, layout=replace(STRICT.layout, date=None), single=("body",))
    assert undated.shows_article(LexborHTMLParser(SHORT_NEWS))
    assert not undated.shows_article(LexborHTMLParser(SHORT_NEWS.replace("24.11.2026", "Jamiyat")))
    assert not replace(undated, single=()).shows_article(LexborHTMLParser(SHORT_NEWS))
    doubled = SHORT_NEWS.replace(
        "</p><div", "</p><p class='sana'>812</p><div"
    )  # the readers are counted beside it
    assert replace(STRICT, single=("body",)).shows_article(LexborHTMLParser(doubled))
    unnamed = replace(undated, layout=replace(undated.layout, title=None))
    assert unnamed.shows_article(LexborHTMLParser(SHORT_NEWS))
    assert not unnamed.shows_article(
        LexborHTMLParser("<div class='matn'><p>Matn.</p></div><i>24.11.2026</i>")
    )
