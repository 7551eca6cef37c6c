"""All spellings of a word have one key, and different words have different keys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.language.example_words import read_examples
from xabar.language.characters import APOSTROPHES
from xabar.language.folding import LONGEST_WORD, fold_text, fold_word
from xabar.language.tables import TABLES


@pytest.mark.parametrize("language", TABLES)
def test_spellings_have_one_key(language: str) -> None:
    examples = [each.words for each in read_examples("keys") if each.language == language]
    folded = {words: {fold_word(spelling, language) for spelling in words[1:]} for words in examples}
    assert {words: keys for words, keys in folded.items() if keys != {words[0]}} == {}


def test_every_example_is_of_a_language_that_has_tables() -> None:
    assert {each.language for each in read_examples("keys")} <= set(TABLES)


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_apostrophe_makes_the_letter(apostrophe: str) -> None:
    assert fold_word(f"o{apostrophe}g{apostrophe}il", "uz") == "öğil"
    assert fold_word(f"qur{apostrophe}on", "uz") == "quron"
    assert fold_word(f"G{apostrophe}YLYM", "kk") == "ğilim"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Исҳоқ", "ишоқ"),
        ("ўн", "он"),
        ("тоғ", "тог"),
        ("ер", "эр"),
        ("хол", "ҳол"),
        ("ketsin", "kesin"),
        ("shartsiz", "sharsiz"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_word(one, "uz") != fold_word(other, "uz")


def test_fold_text_gives_words_with_spaces_between() -> None:
    assert fold_text("Oʻzbekiston Республикаси — 2021-yilda.", "uz") == "özbekiston respublikasi 2021 yilda"
    assert fold_text("«»!?", "uz") == ""


def test_an_unknown_language_is_folded_like_other() -> None:
    assert fold_text("Café ÑANDÚ", "es") == fold_text("Café ÑANDÚ", "other") == "cafe nandu"


@given(word=st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
@example(word="a" * (LONGEST_WORD + 1))
def test_folding_survives_everything(word: str) -> None:
    for language in TABLES:
        assert len(fold_word(word, language)) <= LONGEST_WORD, language
        assert fold_text(word, language).isprintable() or not word.isprintable(), language


@given(
    word=st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяўқғҳәіңүұөһ'ʻ", max_size=12)
    | st.text(alphabet="abcdeghiosuyğöşçñáǵńýúïʻ'")
)
def test_composition_does_not_matter(word: str) -> None:
    decomposed = unicodedata.normalize("NFD", word)
    for language in ("uz", "kk"):
        assert fold_word(decomposed, language) == fold_word(word, language), language


@pytest.mark.parametrize("language", TABLES)
def test_the_mapping_leaves_its_own_answers_alone(language: str) -> None:
    """Python maps sequences first and letters after, Lucene all at once: the answers must be the same."""
    mapping = TABLES[language].mapping
    outputs = {letter for key, folded in mapping.items() if len(key) > 1 for letter in folded}
    assert {letter: mapping.get(letter, letter) for letter in outputs} == {
        letter: letter for letter in outputs
    }
