"""Every entry of the tables has an example that needs it: without the entry the answer would be another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain

import pytest

from tests.language.alternatives import Alternative, Watched
from tests.language.example_words import SOURCES, Example, read_examples
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
from xabar.language.folding import LONGEST_WORD, compile_rule, fold_word
from xabar.language.pattern_builders import one_root
from xabar.language.patterns import Group, Pattern, Seq
from xabar.language.tables import TABLES, kk, kk_suffixes, other, ru, uz, uz_suffixes
from xabar.language.tables.table import (
    LOOK_ALIKE_RULES,
    MARK,
    Rule,
    build_mapping,
    words,
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
        (uz_suffixes.NOUNS, "", uzbek_noun),
        (uz_suffixes.NOUNS_IN_O, "", uzbek_noun),
        (uz_suffixes.TIMES, "", uzbek_time),
        (uz_suffixes.VERB_ROOTS, "", uzbek_verb),
        (uz_suffixes.SHORT_CONVERBS, "", uzbek_converb),
    ],
    "kk": [
        (kk_suffixes.NOUNS, "", kazakh_noun),
        (kk_suffixes.NOUNS_IN_I, "i", kazakh_noun),
        (kk_suffixes.NOUNS_IN_O, "", kazakh_noun),
        (kk_suffixes.NOUNS_IN_IST, "ist", kazakh_noun),
        (kk_suffixes.TIMES, "", kazakh_time),
        (kk_suffixes.VERB_ROOTS, "", kazakh_verb),
        (kk_suffixes.SHORT_CONVERBS, "", kazakh_converb),
        (kk_suffixes.OPEN_ROOTS, "", kazakh_verb),
        (kk_suffixes.ROOTS_IN_P, "p", kazakh_voiced_verb),
        (kk_suffixes.ROOTS_IN_Q, "q", kazakh_voiced_verb),
        (kk_suffixes.ROOTS_IN_K, "k", kazakh_voiced_verb),
        (kk_suffixes.ROOTS_IN_I, "i", kazakh_verb),
    ],
}
_TWO_SCRIPTS = re.compile("(?=.*[A-Za-zÀ-ɏ])(?=.*[Ѐ-ӿ])")


def of_language(examples: Iterable[Example], language: str) -> list[Example]:
    return [example for example in examples if example.language == language]


def fold_by_rules(
    word: str,
    mapping: Mapping[str, str],
    spelling_rules: Sequence[Rule],
    look_alike_rules: Sequence[Rule] = LOOK_ALIKE_RULES,
) -> str:
    """Fold a word the slow way, with whichever rules are given."""
    if _TWO_SCRIPTS.match(word):
        word = rewrite(word, look_alike_rules)
    longest = max(map(len, mapping))
    folded, at = "", 0
    while at < len(word):
        size = next((size for size in range(longest, 0, -1) if word[at : at + size] in mapping), 0)
        folded += mapping[word[at : at + size]] if size else word[at]
        at += size or 1
    return rewrite(folded.lower(), spelling_rules)[:LONGEST_WORD]


def rewrite(word: str, rules: Iterable[Rule]) -> str:
    for pattern, replacement in map(_compiled, rules):
        word = pattern.sub(replacement, word)
    return word


_compiled = cache(compile_rule)


def stem_by_rules(folded: str, rules: Iterable[Rule]) -> str:
    """Stem a word the slow way, with whichever rules are given."""
    for pattern, replacement in map(_compiled, rules):
        if pattern.search(
            folded
        ):  # `sub` hashes the whole pattern before it looks, which takes ten times as long
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
    letters, rules = LETTERS[language], TABLES[language].spelling_rules
    examples = [
        (word, example.words[0]) for example in of_language(KEYS, language) for word in example.words[1:]
    ]
    without_example = []
    for letter in letters:
        mapping = build_mapping({spelt: key for spelt, key in letters.items() if spelt != letter})
        if all(
            fold_by_rules(word, mapping, rules) == key for word, key in examples if _may_hold(word, letter)
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
    for rule in table.spelling_rules:
        others = [other for other in table.spelling_rules if other != rule]
        assert any(fold_by_rules(word, table.mapping, others) != key for word, key in examples), rule.regex()


@pytest.mark.parametrize("language", ["uz", "kk"])
def test_every_alternative_of_a_spelling_rule_has_an_example(language: str) -> None:
    table = TABLES[language]
    spellings = list(chain.from_iterable(example.words[1:] for example in of_language(KEYS, language)))
    known: set[Alternative] = set()
    seen: set[Alternative] = set()
    for number, rule in enumerate(table.spelling_rules):
        watched = Watched(rule)
        known.update(watched.alternatives.values())
        for word in spellings:
            seen |= watched.taking_part(fold_by_rules(word, table.mapping, table.spelling_rules[:number]))
    assert known - seen == set()


@pytest.mark.parametrize("rule", LOOK_ALIKE_RULES, ids=Rule.regex)
def test_every_look_alike_has_an_example_that_needs_it(rule: Rule) -> None:
    others = [other for other in LOOK_ALIKE_RULES if other != rule]
    assert any(
        fold_by_rules(word, TABLES[language].mapping, TABLES[language].spelling_rules, others) != spellings[0]
        for language, _, spellings in KEYS
        for word in spellings[1:]
    )


@pytest.mark.parametrize("language", TABLES)
def test_every_sign_that_is_not_seen_is_not_compared(language: str) -> None:
    signs = [*INVISIBLE, *COMBINING]
    assert [ascii(sign) for sign in signs if fold_word(f"kq{sign}q{sign}", language) != "kqq"] == []


def test_the_compiled_folding_gives_what_the_rules_say() -> None:
    for language, _, spellings in KEYS:
        table = TABLES[language]
        for word in spellings[1:]:
            assert fold_word(word, language) == fold_by_rules(word, table.mapping, table.spelling_rules), word


# --- stemming --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", ["uz", "kk", "ru"])
def test_every_alternative_of_a_suffix_rule_has_an_example(language: str) -> None:
    table = TABLES[language]
    examples = chain.from_iterable(example.words for example in of_language(STEMS, language))
    forms = {fold_word(form, language) for form in examples} - table.overrides.keys()
    known: set[Alternative] = set()
    seen: set[Alternative] = set()
    for rule in table.suffix_rules:
        watched = Watched(rule)
        known.update(watched.alternatives.values())
        ended = {form for form in forms if re.match(rule.regex(), form)}
        assert ended, rule.regex()
        seen.update(*map(watched.taking_part, ended))
        forms = forms - ended | {stem for form in ended if (stem := rewrite(form, [rule]))[0] != MARK}
    assert known - seen == set()


@pytest.mark.parametrize("language", ["uz", "kk"])
def test_every_irregular_form_needs_its_entry(language: str) -> None:
    table = TABLES[language]
    regular = [
        form for form, stem in table.overrides.items() if stem_by_rules(form, table.suffix_rules) == stem
    ]
    assert regular == []


@pytest.mark.parametrize("language", ["uz", "kk"])
def test_words_of_the_tables_are_folded(language: str) -> None:
    table = TABLES[language]
    listed = [*table.overrides, *table.overrides.values(), *table.enclitics, *table.stop_words]
    listed += chain.from_iterable(words(roots) for roots, *_ in LISTS[language])
    assert [word for word in listed if fold_word(word, language) != word] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "roots", "last", "forms_of"),
    [(language, *each) for language, lists in LISTS.items() for each in lists],
)
def test_every_root_needs_its_entry(
    language: str, roots: str, last: str, forms_of: Callable[[str], list[str]]
) -> None:
    trees = {one_root(roots), one_root(roots, shortest=True)}
    rules = TABLES[language].suffix_rules
    others = [rule for rule in rules if trees.isdisjoint(roots_of(rule))]
    assert len(others) < len(rules)
    not_needed = []
    for root in (root + last for root in words(roots)):
        stems = {form: stem_by_rules(form, rules) for form in forms_of(root)}
        assert root in stems.values(), stems
        is_longer = any(root != other + last and root.startswith(other + last) for other in words(roots))
        if not is_longer and stems == {form: stem_by_rules(form, others) for form in stems}:
            not_needed.append(root)
    assert not_needed == []


def roots_of(rule: Rule) -> set[Pattern]:
    """Return the alternatives of a rule's groups."""
    parts = [part for pattern in rule.patterns if isinstance(pattern, Seq) for part in pattern.parts]
    return {root for part in parts if isinstance(part, Group) for root in part.parts}


def test_no_list_says_a_word_twice() -> None:
    for roots, *_ in chain.from_iterable(LISTS.values()):
        assert sorted(set(roots.split())) == sorted(roots.split())


def test_a_stop_word_has_no_other_entry() -> None:
    """It never comes to the suffix rules, and an irregular form of it would be an entry that is never read."""
    for table in TABLES.values():
        assert table.stop_words.isdisjoint(table.overrides)
