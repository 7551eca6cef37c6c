"""The articles of the fake sites: enough of them, in every script, in the letters they claim."""

from __future__ import annotations

from itertools import pairwise

import pytest

from xabar.demo.stories import compose_story, load_stories
from xabar.demo.styles import FAKED_SITES, STYLES, Style
from xabar.language.scripts import script_of

STORIES = [pytest.param(style, id=style.stories) for style in STYLES]


def test_there_are_sites_and_articles_enough() -> None:
    assert len(FAKED_SITES) == 12
    assert sum(len(load_stories(style.stories)) for style in STYLES) >= 60
    assert {style.code for style in STYLES} == {"uz-Latn", "uz-Cyrl", "kk-Cyrl", "kk-Latn", "kk-Arab"}


def test_every_apostrophe_that_uzbek_sites_print_is_among_them() -> None:
    titles = "".join(story.title for style in STYLES for story in load_stories(style.stories))
    text = titles + "".join(
        paragraph
        for style in STYLES
        for story in load_stories(style.stories)
        for paragraph in story.paragraphs
    )
    assert set("ʻʼ‘’'`") <= set(text)


@pytest.mark.parametrize("style", STORIES)
def test_an_edition_is_printed_in_its_script(style: Style) -> None:
    for story in load_stories(style.stories):
        for text in (story.title, *story.paragraphs):
            assert script_of(text) == style.script, text


@pytest.mark.parametrize("style", STORIES)
def test_articles_have_text_and_an_order(style: Style) -> None:
    stories = load_stories(style.stories)
    assert len({story.slug for story in stories}) == len(stories)
    assert all(older.hours >= newer.hours for newer, older in pairwise(stories))
    for story in stories:
        assert 3 <= len(story.paragraphs) <= 7
        assert sum(map(len, story.paragraphs)) >= 250
        assert story.tags


def test_twin_editions_tell_the_same_stories() -> None:
    latin = {story.slug for story in load_stories("kun_uz.uz-Latn")}
    assert latin == {story.slug for story in load_stories("kun_uz.uz-Cyrl")}
    arabic = {story.slug for story in load_stories("egemen_kz.kk-Arab")}
    assert arabic <= {story.slug for story in load_stories("egemen_kz.kk-Cyrl")}


def test_composed_articles_are_repeatable_and_distinct() -> None:
    assert compose_story("kun_uz.uz-Latn", 7, seed=1) == compose_story("kun_uz.uz-Latn", 7, seed=1)
    many = [compose_story("kun_uz.uz-Latn", number, seed=1) for number in range(300)]
    paragraphs = [paragraph for story in many for paragraph in story.paragraphs]
    assert len(set(paragraphs)) == len(paragraphs)
    assert len({story.slug for story in many}) == len(many)
    assert compose_story("kun_uz.uz-Latn", 7, seed=2) != many[7]
