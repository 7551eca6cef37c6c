"""Every row of the tables has an example, and every example needs its row: without it the answer is another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain

import pytest

from tests.language.alternatives import Alternative, Watched
from tests.language.example_rows import SOURCES, Example, read_examples
from tests.language.inflection import (
    kazakh_converb,
    kazakh_noun,
    kazakh_time,
    kazakh_verb,
    kazakh_voiced_verb,
    uzbek_converb,
    uzbek_noun,
    uzbek_time,
    uzbek_verb,
)
from xabar.language.characters import COMBINING, INVISIBLE
from xabar.language.folding import LONGEST_WORD, compile_rewrite, fold_word
from xabar.language.tables import TABLES, kk, kk_endings, other, ru, uz, uz_endings
from xabar.language.tables.patterns import one_root, words
from xabar.language.tables.table import (
    LOOKALIKES,
    MARK,
    Rewrite,
    build_mapping,
)

KEYS, STEMS = read_examples("keys"), read_examples("stems")
LETTERS: dict[str, Mapping[str, str]] = {
    "uz": uz.LETTERS,
    "kk": kk.LETTERS,
    "ru": ru.LETTERS,
    "other": other.LETTERS,
}
# The lists of roots: what completes a root, and its forms.
LISTS: dict[str, list[tuple[str, str, Callable[[str], list[str]]]]] = {
    "uz": [
        (uz_endings.NOUNS, "", uzbek_noun),
        (uz_endings.NOUNS_IN_O, "", uzbek_noun),
        (uz_endings.TIMES, "", uzbek_time),
        (uz_endings.VERB_ROOTS, "", uzbek_verb),
        (uz_endings.SHORT_CONVERBS, "", uzbek_converb),
    ],
    "kk": [
        (kk_endings.NOUNS, "", kazakh_noun),
        (kk_endings.NOUNS_IN_I, "i", kazakh_noun),
        (kk_endings.NOUNS_IN_O, "", kazakh_noun),
        (kk_endings.NOUNS_IN_IST, "ist", kazakh_noun),
        (kk_endings.TIMES, "", kazakh_time),
        (kk_endings.VERB_ROOTS, "", kazakh_verb),
        (kk_endings.SHORT_CONVERBS, "", kazakh_converb),
        (kk_endings.OPEN_ROOTS, "", kazakh_verb),
        (kk_endings.ROOTS_IN_P, "p", kazakh_voiced_verb),
        (kk_endings.ROOTS_IN_Q, "q", kazakh_voiced_verb),
        (kk_endings.ROOTS_IN_K, "k", kazakh_voiced_verb),
        (kk_endings.ROOTS_IN_I, "i", kazakh_verb),
    ],
}
_TWO_SCRIPTS = re.compile("(?=.*[A-Za-zÀ-ɏ])(?=.*[Ѐ-ӿ])")


def of_language(examples: Iterable[Example], language: str) -> list[Example]:
    return [example for example in examples if example.language == language]


def fold_by_rows(
    word: str,
    mapping: Mapping[str, str],
    rewrites: Sequence[Rewrite],
    lookalikes: Sequence[Rewrite] = LOOKALIKES,
) -> str:
    """The slow way to fold, with whichever rows are given."""
    if _TWO_SCRIPTS.match(word):
        word = rewrite(word, lookalikes)
    longest = max(map(len, mapping))
    folded, at = "", 0
    while at < len(word):
        size = next((size for size in range(longest, 0, -1) if word[at : at + size] in mapping), 0)
        folded += mapping[word[at : at + size]] if size else word[at]
        at += size or 1
    return rewrite(folded.lower(), rewrites)[:LONGEST_WORD]


def rewrite(word: str, rows: Iterable[Rewrite]) -> str:
    for pattern, replacement in map(compile_rewrite, rows):
        word = pattern.sub(replacement, word)
    return word


_compiled = cache(compile_rewrite)


def stem_by_rows(folded: str, rows: Iterable[Rewrite]) -> str:
    """The slow way to stem, with whichever rows are given."""
    for pattern, replacement in map(_compiled, rows):
        folded = pattern.sub(replacement, folded)
        if folded.startswith(MARK):
            break
    return folded.removeprefix(MARK)


@pytest.mark.parametrize("table", ["keys", "stems", "apart"])
def test_examples_say_where_they_came_from(table: str) -> None:
    examples = read_examples(table)
    assert {example.source for example in examples} <= set(SOURCES)
    assert all(len(example.words) > 1 for example in examples)
    assert len(set(examples)) == len(examples)


# --- folding ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LETTERS)
def test_every_letter_has_an_example_that_needs_it(language: str) -> None:
    letters, rewrites = LETTERS[language], TABLES[language].rewrites
    examples = [
        (word, example.words[0]) for example in of_language(KEYS, language) for word in example.words[1:]
    ]
    without_example = []
    for letter in letters:
        mapping = build_mapping({row: key for row, key in letters.items() if row != letter})
        if all(
            fold_by_rows(word, mapping, rewrites) == key for word, key in examples if _may_hold(word, letter)
        ):
            without_example.append(letter)
    assert without_example == []


def _may_hold(word: str, letter: str) -> bool:
    return letter[0] in unicodedata.normalize("NFC", word.lower())


@pytest.mark.parametrize("language", ["uz", "kk"])
def test_every_spelling_rule_has_an_example_that_needs_it(language: str) -> None:
    table = TABLES[language]
    examples = [
        (word, example.words[0]) for example in of_language(KEYS, language) for word in example.words[1:]
    ]
    for row in table.rewrites:
        others = [other for other in table.rewrites if other != row]
        assert any(fold_by_rows(word, table.mapping, others) != key for word, key in examples), row


@pytest.mark.parametrize("language", ["uz", "kk"])
def test_every_alternative_of_a_spelling_rule_has_an_example(language: str) -> None:
    table = TABLES[language]
    spellings = list(chain.from_iterable(example.words[1:] for example in of_language(KEYS, language)))
    known: set[Alternative] = set()
    seen: set[Alternative] = set()
    for number, row in enumerate(table.rewrites):
        watched = Watched(row.pattern)
        known.update(watched.alternatives.values())
        for word in spellings:
            seen |= watched.taking_part(fold_by_rows(word, table.mapping, table.rewrites[:number]))
    assert known - seen == set()


@pytest.mark.parametrize("row", LOOKALIKES)
def test_every_look_alike_has_an_example_that_needs_it(row: Rewrite) -> None:
    others = [other for other in LOOKALIKES if other != row]
    assert any(
        fold_by_rows(word, TABLES[language].mapping, TABLES[language].rewrites, others) != spellings[0]
        for language, _, spellings in KEYS
        for word in spellings[1:]
    )


@pytest.mark.parametrize("sign", [*INVISIBLE, *COMBINING])
def test_every_sign_that_is_not_seen_is_not_compared(sign: str) -> None:
    assert {fold_word(f"kq{sign}q{sign}", language) for language in TABLES} == {"kqq"}


def test_the_compiled_folding_gives_what_the_rows_say() -> None:
    for language, _, spellings in KEYS:
        table = TABLES[language]
        for word in spellings[1:]:
            assert fold_word(word, language) == fold_by_rows(word, table.mapping, table.rewrites), word


# --- stemming --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["uz", "kk", "ru"])
def test_every_alternative_of_an_ending_has_an_example(language: str) -> None:
    table = TABLES[language]
    examples = chain.from_iterable(example.words for example in of_language(STEMS, language))
    forms = {fold_word(form, language) for form in examples} - table.overrides.keys()
    known: set[Alternative] = set()
    seen: set[Alternative] = set()
    for row in table.endings:
        watched = Watched(row.pattern)
        known.update(watched.alternatives.values())
        ended = {form for form in forms if re.match(row.pattern, form)}
        assert ended, row
        seen.update(*map(watched.taking_part, ended))
        forms = forms - ended | {stem for form in ended if (stem := rewrite(form, [row]))[0] != MARK}
    assert known - seen == set()


@pytest.mark.parametrize("language", ["uz", "kk"])
def test_every_irregular_form_needs_its_row(language: str) -> None:
    table = TABLES[language]
    regular = [form for form, stem in table.overrides.items() if stem_by_rows(form, table.endings) == stem]
    assert regular == []


@pytest.mark.parametrize("language", ["uz", "kk"])
def test_words_of_the_tables_are_folded(language: str) -> None:
    table = TABLES[language]
    listed = [*table.overrides, *table.overrides.values(), *table.enclitics, *table.stops]
    listed += chain.from_iterable(words(roots) for roots, *_ in LISTS[language])
    assert [word for word in listed if fold_word(word, language) != word] == []


@pytest.mark.parametrize(
    ("language", "roots", "last", "forms_of"),
    [(language, *row) for language, rows in LISTS.items() for row in rows],
)
def test_every_root_needs_its_row(
    language: str, roots: str, last: str, forms_of: Callable[[str], list[str]]
) -> None:
    trees = {one_root(roots), one_root(roots, shortest=True)}
    rows = TABLES[language].endings
    others = [row for row in rows if not any(f"({tree})" in row.pattern for tree in trees)]
    assert len(others) < len(rows)
    not_needed = []
    for root in (root + last for root in words(roots)):
        stems = {form: stem_by_rows(form, rows) for form in forms_of(root)}
        assert root in stems.values(), stems
        guards = any(root != other + last and root.startswith(other + last) for other in words(roots))
        if not guards and stems == {form: stem_by_rows(form, others) for form in stems}:
            not_needed.append(root)
    assert not_needed == []


def test_no_list_says_a_word_twice() -> None:
    for roots, *_ in chain.from_iterable(LISTS.values()):
        assert sorted(set(roots.split())) == sorted(roots.split())


def test_a_stop_word_has_no_other_row() -> None:
    """It never comes to the endings, and an irregular form of it would be a row that is never read."""
    for table in TABLES.values():
        assert table.stops.isdisjoint(table.overrides)
