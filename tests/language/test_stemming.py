"""The forms of a word have one stem; words that only look inflected keep theirs."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.language.example_words import Example, read_examples
from xabar.language.folding import fold_word
from xabar.language.patterns import END, START, Seq
from xabar.language.stemming import stem_word
from xabar.language.tables import TABLES
from xabar.language.tables.table import LOOK_ALIKE_RULES, MARK


def stems(example: Example) -> set[str]:
    return {stem_word(fold_word(word, example.language), example.language) for word in example.words}


@pytest.mark.parametrize("language", TABLES)
def test_forms_of_a_word_have_one_stem(language: str) -> None:
    examples = [(each, stems(each)) for each in read_examples("stems") if each.language == language]
    assert [(example.words, found) for example, found in examples if len(found) != 1] == []


@pytest.mark.parametrize("language", TABLES)
def test_words_that_only_look_inflected_stay_apart(language: str) -> None:
    examples = [(each, stems(each)) for each in read_examples("apart") if each.language == language]
    assert [(example.words, found) for example, found in examples if len(found) != len(example.words)] == []


def test_every_example_is_of_a_language_that_has_tables() -> None:
    assert {each.language for table in ("stems", "apart") for each in read_examples(table)} <= set(TABLES)


@given(word=st.text(alphabet="abdegiklmnoprstuyzöğşçñ0123_", max_size=30))
@example(word="orinda")  # Kazakh: its stem is marked
def test_a_stem_is_never_empty_and_never_marked(word: str) -> None:
    for language in TABLES:
        folded = fold_word(word, language).replace(MARK, "")
        stem = stem_word(folded, language)
        assert bool(stem) == bool(folded), language
        assert not stem.startswith(MARK), language


@pytest.mark.parametrize("language", TABLES)
def test_every_suffix_rule_is_for_whole_words_and_skips_marked_stems(language: str) -> None:
    """One match in Python then does what a replacement everywhere does in Elasticsearch."""
    for rule in TABLES[language].suffix_rules:
        for pattern in rule.patterns:
            assert isinstance(pattern, Seq)
            assert pattern.parts[0] is START
            assert pattern.parts[-1] is END
        assert not re.match(rule.regex(), f"{MARK}kitoblarimizdan"), rule.regex()


@pytest.mark.parametrize("language", TABLES)
def test_patterns_keep_to_what_java_and_python_read_alike(language: str) -> None:
    table = TABLES[language]
    for rule in (*table.spelling_rules, *table.suffix_rules, *LOOK_ALIKE_RULES):
        assert not re.search(r"\\|\(\?P|\(\?>|[*+?]\+", rule.regex()), rule.regex()
        assert not re.search(r"\\", rule.replacement), rule.replacement
