"""A rule that is taken apart does what its regular expression does."""

from __future__ import annotations

import re

import pytest

from xabar.language.pattern_builders import (
    after,
    before,
    either,
    group,
    maybe,
    none_of,
    one_of,
    one_root,
    optional,
    repeated,
)
from xabar.language.patterns import END, START, Pattern, Range, Text, sequence
from xabar.language.stemming import word_stemmer
from xabar.language.suffix_cuts import Cut, Whole, list_words, take_apart
from xabar.language.tables import language_table
from xabar.language.tables.table import LanguageTable, Rule, rule, suffix_rule

LETTER = one_of(Range("a", "z"))
ROOTS = "ol olma olmazor kitob"
PLURAL = optional("lar") + optional("ni")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (Text("bola"), "bola"),
        (one_of("cab"), "a b c"),
        (either("uy", one_of("ba") + "l"), "uy al bl"),
        (sequence(either("a", "b"), optional("c"), "d"), "acd ad bcd bd"),
        (one_root("ol olma"), "olma ol"),
        (one_root("ol olma", shortest=True), "ol olma"),
        (repeated(LETTER, 1), ""),
        (one_of(Range("a", "c")), ""),
        (none_of("a"), ""),
        (sequence("a", maybe(none_of("a"))), ""),
        (either("a", repeated(Text("b"), 0, 2)), ""),
    ],
)
def test_list_words(pattern: Pattern, words: str) -> None:
    assert list_words(pattern) == tuple(words.split())


RULES: list[tuple[Rule, str]] = [
    (suffix_rule(group(one_root(ROOTS)), PLURAL, becomes="_$1"), "cut"),
    (suffix_rule(group(one_root(ROOTS, shortest=True)), optional("ma"), PLURAL, becomes="_$1"), "cut"),
    (suffix_rule(group("em", "e" + before("d")), optional("as", "di", "an"), becomes="_$1k"), "cut cut"),
    (suffix_rule(group(repeated(LETTER, 2, lazy=True)), after(one_of("ab")) + PLURAL, becomes="$1"), "cut"),
    (
        suffix_rule(
            group(repeated(LETTER, 4, lazy=True), repeated(LETTER, 2, 2) + before(one_of("lo"))),
            maybe("o"),
            PLURAL,
            becomes="_$1",
        ),
        "cut cut",
    ),
    (suffix_rule(group(repeated(LETTER, 2)), "r", becomes="$1b"), "whole"),  # the longest root
    (suffix_rule(group(repeated(LETTER, 4, 4)), repeated(LETTER, 1), becomes="$1"), "endless"),
    (suffix_rule(group("olm", "kit"), one_of("ao"), group(one_of("zb")), becomes="$1$2"), "whole"),
    (
        rule(
            START + group(repeated(LETTER, 3)) + "b" + END,
            START + group(repeated(LETTER, 2) + "l") + "a" + END,
            becomes="$1$2",
        ),
        "whole",
    ),
]


def kind(step: Cut | Whole) -> str:
    if isinstance(step, Cut):
        return "cut"
    return "endless" if step.is_endless else "whole"


@pytest.mark.parametrize(("suffixes", "kinds"), RULES)
def test_a_rule_taken_apart(suffixes: Rule, kinds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [kind(step) for step in take_apart([suffixes])] == kinds.split()
    monkeypatch.setattr(
        "xabar.language.stemming.language_table",
        lambda language: LanguageTable(language, {}, suffix_rules=(suffixes,)),
    )
    stem = word_stemmer.__wrapped__("any")
    replacement = re.sub(r"\$(\d)", r"\\\1", suffixes.replacement)
    beginnings = [*ROOTS.split(), "em", "e", "ma", "bolalar", "", "olm", "kitr", "21"]
    endings = ["", "lar", "ni", "larni", "ma", "malar", "a", "as", "di", "o", "b", "ola", "z"]
    for word in (begin + end for begin in beginnings for end in endings):
        expected = re.sub(suffixes.regex(), replacement, word).removeprefix("_")
        assert stem(word) == expected, word


@pytest.mark.parametrize("language", ["uz", "kk", "ru"])
def test_most_rules_of_a_table_are_cuts(language: str) -> None:
    steps = take_apart(language_table(language).suffix_rules)
    assert sum(isinstance(step, Whole) for step in steps) <= len(steps) / 2
    assert [step.rule for step in steps] == sorted(step.rule for step in steps)
