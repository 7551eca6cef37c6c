"""What followed from a text that a pipeline of others has changed goes; what is still true stays."""

from __future__ import annotations

from tests.processing.articles import TEXT, make_article
from xabar.article import Article, CutText
from xabar.processing.changed_text import drop_former, is_changed, note_text

CUTS = (CutText(3, "Ulashing", "share-label", "p"),)


def processed() -> Article:
    article = make_article(
        structure="ppp",
        cuts=CUTS,
        language="uz",
        title_normalized="Samarqandda yangi kutubxona ochildi",
        body_normalized="\n".join(TEXT),
        body_printed="\n".join(TEXT),
        signature=b"1",
    )
    note_text(article)
    return article


def test_only_another_text_is_a_changed_one() -> None:
    assert not is_changed(make_article())
    article = processed()
    assert not is_changed(article)
    article.section = "Жамият"
    assert not is_changed(article)
    article.title += "!"
    assert is_changed(article)


def test_a_changed_title_leaves_the_body_alone() -> None:
    article = processed()
    article.title += "!"
    drop_former(article)
    assert (article.title_normalized, article.signature) == (None, None)
    assert (article.body_normalized, article.structure, article.cuts) == ("\n".join(TEXT), "ppp", CUTS)


def test_cuts_and_kinds_stay_while_the_paragraphs_are_as_many() -> None:
    article = processed()
    article.body = article.body.replace("Самарқанд", "Бухоро")
    drop_former(article)
    assert (article.body_normalized, article.body_printed) == (None, None)
    assert (article.structure, article.cuts) == ("ppp", CUTS)
    article.body += "\nЯна бир гап."
    drop_former(article)
    assert (article.structure, article.cuts) == ("", ())
