"""Language, script, and the text in the language's one alphabet."""

from __future__ import annotations

from pipelines.language import LanguagePipeline
from tests.pipelines.articles import TEXT_LATIN, make_article

ALPHABETS = {"uz": "Latn", "kk": "Cyrl"}


def test_text_decides_and_not_the_site() -> None:
    article = LanguagePipeline(ALPHABETS).process_item(make_article(declared_language="ru"))
    assert (article.language, article.script) == ("uz", "Cyrl")


def test_text_in_another_alphabet_is_written_in_the_one() -> None:
    article = LanguagePipeline(ALPHABETS).process_item(make_article())
    assert article.title_normalized == "Samarqandda yangi kutubxona ochildi"
    assert article.body_normalized is not None
    assert article.body_normalized.split("\n") == list(TEXT_LATIN)


def test_text_in_the_one_alphabet_is_stored_once() -> None:
    article = LanguagePipeline(ALPHABETS).process_item(
        make_article(title="Samarqandda yangi kutubxona ochildi", body="\n".join(TEXT_LATIN))
    )
    assert article.script == "Latn"
    assert article.title_normalized is None
    assert article.body_normalized is None


def test_language_without_a_set_alphabet_is_left_as_printed() -> None:
    body = "В Самарканде открылась новая библиотека для детей. В ней около десяти тысяч книг."
    article = LanguagePipeline(ALPHABETS).process_item(make_article(title="Новая библиотека", body=body))
    assert (article.language, article.script) == ("ru", "Cyrl")
    assert article.body_normalized is None
