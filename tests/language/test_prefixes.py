"""How printed words begin, told without folding or stemming them: never too little."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.search.articles import CORPUS
from xabar.language.folding import WORD, fold_word
from xabar.language.loosening import loosen
from xabar.language.name_keys import find_name_keys
from xabar.language.prefixes import (
    RARE,
    UNKNOWN,
    find_loose_prefixes,
    find_prefixes,
    find_printed,
    find_printed_names,
    restore_letter,
)
from xabar.language.stemming import stem_word
from xabar.language.tables import TABLES

LANGUAGES = sorted(TABLES)
PRINTED = re.findall(WORD, " ".join(f"{each.title} {each.body}" for each in CORPUS))
LETTERS = st.sampled_from(
    sorted({letter for table in TABLES.values() for key in table.mapping for letter in key})
)
WORDS = (
    st.from_regex(WORD, fullmatch=True)
    | st.text(LETTERS | st.characters(), max_size=6)
    | st.sampled_from(PRINTED)
)


def may_begin(word: str, letters: str) -> bool:
    return word[0] in letters or re.match(UNKNOWN, word[0]) is not None


@given(word=WORDS)
@example("ъʻatirgul")
@example("Ертак")
@example("цикл")
@example("pаҳмат")  # the p is Latin
@example("İstanbul")
@example("\u212a")  # the sign of the unit Kelvin
def test_the_printed_letters_of_a_folded_letter_begin_its_words(word: str) -> None:
    for language, each in product(LANGUAGES, re.findall(WORD, word)):
        if folded := fold_word(each, language):
            assert may_begin(each, find_printed(frozenset(folded[0]), language)), language


def test_a_rule_that_needs_a_letter_before_it_rewrites_no_first_letter() -> None:
    """Uzbek drops the y of статья, and of no word that begins with it: else each such word might begin with a d."""
    assert fold_word("statya", "uz") == fold_word("статья", "uz")
    assert set("dDдД") <= set(find_printed(frozenset("d"), "uz"))
    assert set("yYeEйЙеЕяЯ").isdisjoint(find_printed(frozenset("d"), "uz"))


@given(word=WORDS)
@example("munda")
@example("şaharga")
@example("yuragim")
def test_a_word_begins_like_its_stem(word: str) -> None:
    for language, each in product(LANGUAGES, re.findall(WORD, word)):
        folded = fold_word(each, language)
        stem = stem_word(folded, language)
        loose = find_loose_prefixes(loosen(stem, language), language)
        assert folded.startswith(find_prefixes(stem, language)), language
        assert loosen(folded, language).startswith(loose), language
        assert not folded or any(folded[0] in restore_letter(start[0], language) for start in loose), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_with_a_stem_of_its_own_is_a_beginning(language: str) -> None:
    for word, stem in TABLES[language].overrides.items():
        assert word in find_prefixes(stem, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suffix_rule_keeps_the_beginning_and_adds_one_letter_at_most(language: str) -> None:
    """Where -ist is added, the word has -is."""
    for rule in TABLES[language].suffix_rules:
        assert re.fullmatch(r"_?\$1(?:\$2|ist|[a-zçğşñö])?", rule.replacement)


@given(text=WORDS)
@example("Цой")
@example("ʻАли")
@example("тоқаев-Тоқаев")
@example("مەكتەپ")
def test_the_printed_letters_of_a_key_stand_in_its_names(text: str) -> None:
    for language in LANGUAGES:
        for key in find_name_keys(text, language):
            letters = find_printed_names(frozenset(key[:1]), language)
            assert any(may_begin(letter, letters) for letter in text), language


def test_every_unknown_letter_is_rare() -> None:
    letters = "".join(chr(code) for code in range(0x3_0000) if not 0xD800 <= code < 0xE000)
    assert set(re.findall(UNKNOWN, letters)) <= set(re.findall(RARE, letters))
