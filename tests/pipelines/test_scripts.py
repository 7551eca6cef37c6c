"""Repair, and what is kept of print."""

from __future__ import annotations

from pipelines.scripts import ScriptsPipeline
from tests.pipelines.articles import TEXT, make_article


def test_apostrophes_become_the_official_ones_and_leave_no_copy() -> None:
    article = ScriptsPipeline().process_item(
        make_article(title="O'zbekistonda yangi bog' ochildi", body="Bog`da mo‘jiza san’ati")
    )
    assert article.title == "Oʻzbekistonda yangi bogʻ ochildi"
    assert article.body == "Bogʻda moʻjiza sanʼati"
    assert article.title_printed is None
    assert article.body_printed is None


def test_look_alike_letters_are_repaired_and_print_is_kept() -> None:
    printed = "Aуылда жаңа мектеп ашылды"  # the first letter is Latin
    article = ScriptsPipeline().process_item(make_article(declared_language="kk", title=printed))
    assert article.title == "Ауылда жаңа мектеп ашылды"
    assert article.title_printed == printed


def test_paragraphs_stay_paragraphs() -> None:
    article = ScriptsPipeline().process_item(make_article())
    assert article.body.split("\n") == list(TEXT)


def test_tags_and_authors_are_repaired_once_and_empty_ones_go() -> None:
    article = ScriptsPipeline().process_item(
        make_article(tags=("Bog'", "Bog‘", " "), authors=("Gʻulom O'ktam",))
    )
    assert article.tags == ("Bogʻ",)
    assert article.authors == ("Gʻulom Oʻktam",)
