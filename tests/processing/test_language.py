"""Language, script, and the text in the language's one alphabet."""

from __future__ import annotations

import pytest

from tests.processing.articles import TEXT_LATIN, make_article
from xabar.article import Article, CutText
from xabar.extraction.repetition import Edit
from xabar.language.conversion import convert_text
from xabar.processing.cuts import cut_edits, put_back
from xabar.processing.language import identify_language
from xabar.processing.steps import Context

ALPHABETS = Context(alphabets={"uz": "Latn", "kk": "Cyrl"})


def identify(article: Article, context: Context = ALPHABETS) -> Article:
    return identify_language(article, context)


def test_text_decides_and_not_the_site() -> None:
    article = identify(make_article(declared_language="ru"))
    assert (article.language, article.script) == ("uz", "Cyrl")


def test_text_in_another_alphabet_is_normalized() -> None:
    article = identify(make_article())
    assert article.title_normalized == "Samarqandda yangi kutubxona ochildi"
    assert article.body_normalized is not None
    assert article.body_normalized.split("\n") == list(TEXT_LATIN)


def test_text_in_the_normal_alphabet_is_stored_once() -> None:
    article = identify(make_article(title="Samarqandda yangi kutubxona ochildi", body="\n".join(TEXT_LATIN)))
    assert article.script == "Latn"
    assert article.title_normalized is None
    assert article.body_normalized is None


KAZAKH = "Алматы қаласында жаңа мектеп ашылды. Мектепте бес жүз оқушы білім алады."


@pytest.mark.parametrize(("to", "standard"), [("Latn", "2018"), ("Latn", "2021"), ("Arab", None)])
def test_kazakh_in_any_alphabet_is_written_in_cyrillic(to: str, standard: str | None) -> None:
    printed = convert_text(KAZAKH, language="kk", to=to, standard=standard)
    article = identify(make_article(title=printed, body=printed))
    assert (article.language, article.script) == ("kk", to)
    assert article.title == printed
    normal = KAZAKH if to == "Latn" else KAZAKH.lower()  # Arabic script has no capitals to give back
    assert (article.title_normalized, article.body_normalized) == (normal, normal)


def test_the_settings_choose_the_normal_alphabet() -> None:
    article = identify(make_article(title=KAZAKH, body=KAZAKH), Context(alphabets={"kk": "Latn"}))
    assert article.title_normalized == convert_text(KAZAKH, language="kk", to="Latn")


def test_language_without_a_set_alphabet_is_left_as_printed() -> None:
    body = "В Самарканде открылась новая библиотека для детей. В ней около десяти тысяч книг."
    article = identify(make_article(title="Новая библиотека", body=body))
    assert (article.language, article.script) == ("ru", "Cyrl")
    assert article.body_normalized is None


def test_a_line_reads_alike_whether_it_is_cut_before_or_after() -> None:
    """One line shows few letters: here i stands for і, as the rest of the text tells."""
    lines = [
        "Qalada bügin jaña mektep aşyldy, onda bes jüz oquşy bılım alady dep habarlady ākımdık.",
        "Kelesı jospar",
    ]
    whole = make_article(declared_language="kk", title="Jaña mektep aşyldy", body="\n".join(lines))
    after = identify(whole)
    cut_edits(after, [Edit(1, 0, "learned")])
    before = identify(
        make_article(
            declared_language="kk",
            title="Jaña mektep aşyldy",
            body=lines[0],
            cuts=(CutText(1, lines[1], "learned"),),
        )
    )
    assert before.cuts[0].normalized == after.cuts[0].normalized is not None
    put_back(before)
    put_back(after)
    assert before.body_normalized == after.body_normalized
