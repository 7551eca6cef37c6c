"""Repair, and what is kept of print."""

from __future__ import annotations

from tests.processing.articles import TEXT, make_article
from xabar.article import Article
from xabar.processing.scripts import repair_scripts
from xabar.processing.steps import Context


def repair(article: Article) -> Article:
    return repair_scripts(article, Context())


def test_apostrophes_become_the_official_ones_and_leave_no_copy() -> None:
    article = repair(make_article(title="O'zbekistonda yangi bog' ochildi", body="Bog`da mo‘jiza san’ati"))
    assert article.title == "Oʻzbekistonda yangi bogʻ ochildi"
    assert article.body == "Bogʻda moʻjiza sanʼati"
    assert article.title_printed is None
    assert article.body_printed is None


def test_look_alike_letters_are_repaired_and_print_is_kept() -> None:
    printed = "Aуылда жаңа мектеп ашылды"  # the first letter is Latin
    article = repair(make_article(declared_language="kk", title=printed))
    assert article.title == "Ауылда жаңа мектеп ашылды"
    assert article.title_printed == printed


def test_paragraphs_stay_paragraphs() -> None:
    article = repair(make_article())
    assert article.body.split("\n") == list(TEXT)


def test_tags_and_authors_are_repaired_once_and_empty_ones_go() -> None:
    article = repair(make_article(tags=("Bog'", "Bog‘", " "), authors=("Gʻulom O'ktam",)))
    assert article.tags == ("Bogʻ",)
    assert article.authors == ("Gʻulom Oʻktam",)
