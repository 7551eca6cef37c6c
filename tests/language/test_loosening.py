"""What people type on a keyboard without the letters of their language."""

from __future__ import annotations

from functools import cache
from operator import add

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xabar.language.folding import fold_word
from xabar.language.loosening import MOST_READINGS, is_plain, loosen, restore
from xabar.language.stemming import stem_word
from xabar.language.tables import TABLES


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("koprik", "koʻprik", "uz"),
        ("togri", "toʻgʻri", "uz"),
        ("hato", "xato", "uz"),
        ("xokim", "hokim", "uz"),
        ("wahar", "shahar", "uz"),
        ("хокимлик", "ҳокимлик", "uz"),
        ("узбек", "ўзбек", "uz"),
        ("каланын", "қаланың", "kk"),
        ("мугалим", "мұғалім", "kk"),
        ("zhana", "жаңа", "kk"),
        ("zhana", "jańa", "kk"),
        ("mangyt", "маңғыт", "kk"),
        ("Qyzyltay", "Qyzyltaý", "kk"),
        ("symkent", "Şymkent", "kk"),
        ("galym", "ғалым", "kk"),
    ],
)
def test_a_plain_word_is_read_as_what_it_may_be_meant_for(typed: str, meant: str, language: str) -> None:
    wanted = fold_word(meant, language)
    read = {loosen(fold_word(each, language), language) for each in restore(typed, language)}
    assert loosen(wanted, language) in read


@pytest.mark.parametrize(
    "word", ["koʻprik", "ko'prik", "Қала", "қала", "әке", "мұғалім", "ҳоким", "مەكتەپ", "çay"]
)
def test_who_types_one_rich_letter_types_them_all(word: str) -> None:
    assert not is_plain(word)
    assert all(restore(word, language) == (word,) for language in TABLES)


@given(word=st.text("abcdeghiklnoqrstuwxyzабвгнкухозш", min_size=1, max_size=30))
@example(word="go" * 15)
def test_the_word_as_typed_comes_first_and_readings_are_few(word: str) -> None:
    for language in TABLES:
        read = restore(word, language)
        assert read[0] == word, language
        assert len(set(read)) == len(read) <= MOST_READINGS, language


@cache
def plain_words(language: str) -> st.SearchStrategy[str]:
    """Return words of letters that every keyboard has, with the enclitics of a language."""
    table = TABLES[language]
    letters = sorted({letter for folded in table.mapping.values() for letter in folded})
    plain = [letter for letter in letters if letter not in table.loose_letters] or ["a"]
    ends = st.sampled_from(sorted(table.enclitics) or [""])
    return st.builds(add, st.text(plain, min_size=1, max_size=12), ends)


@pytest.mark.slow
@pytest.mark.parametrize("language", TABLES)
@settings(max_examples=100)
@given(data=st.data())
def test_no_stem_has_a_rich_letter_that_its_word_lacks(language: str, data: st.DataObject) -> None:
    """The analyzer of Elasticsearch leaves plain words out before it stems them."""
    word = data.draw(plain_words(language))
    if loosen(word, language) == word:
        stem = stem_word(word, language)
        assert loosen(stem, language) == stem


@pytest.mark.parametrize("language", TABLES)
def test_no_irregular_stem_has_a_rich_letter_that_its_word_lacks(language: str) -> None:
    for word, stem in TABLES[language].overrides.items():
        assert loosen(stem, language) == stem or loosen(word, language) != word
