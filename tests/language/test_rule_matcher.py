"""The candidates for a word are the rules that match it, and few more; never one less."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.language import rule_matcher
from xabar.language.pattern_builders import (
    after,
    either,
    group,
    maybe,
    none_of,
    not_before,
    one_of,
    optional,
    repeated,
)
from xabar.language.patterns import END, START, Pattern, Range, Text
from xabar.language.rule_matcher import RuleMatcher
from xabar.language.tables import TABLES
from xabar.language.tables.table import rule, suffix_rule

LETTER = one_of(Range("a", "z"))
KITOBLAR = suffix_rule(group("kitob"), "lar", becomes="$1")

# The parts of a rule for whole words, words it may match, words it cannot.
RULES: list[tuple[tuple[Pattern | str, ...], str, str]] = [
    ((group("kitob"), "lar"), "kitoblar", "kitob"),
    (
        (group(repeated(LETTER, 3, lazy=True)), optional("da" + optional("n"), "ga")),
        "uyda kundan kun",
        "uy qişlo",
    ),
    ((group(repeated(LETTER, 1) + none_of("n_")), "g"), "yurag", "teng g yura_g"),
    (
        (
            repeated(group("a"), 2, 2),
            repeated(Text("b"), 0, 2),
            repeated(Text("c"), 0),
            repeated(Text("d"), 1),
        ),
        "aad aabbccdd",
        "ad aabbbd aabb",
    ),
    # what it asks of neighbours is left out
    ((group(repeated(one_of("0123456789"), 1)), after("1"), not_before("x"), "ga"), "21ga 22ga", "ga 21"),
]


@pytest.mark.parametrize(("parts", "possible", "impossible"), RULES)
def test_candidates(parts: tuple[Pattern | str, ...], possible: str, impossible: str) -> None:
    matcher = RuleMatcher([suffix_rule("never", becomes=""), suffix_rule(*parts, becomes="")])
    for word in possible.split():
        assert matcher.candidates(word) == (1,), word
    for word in impossible.split():
        assert matcher.candidates(word) == (), word


def test_each_pattern_of_a_rule_may_match() -> None:
    fleeting = START + group("bur") + one_of("aiu") + group(one_of("rnl")) + END
    short = START + group("şah") + maybe("a") + either("r") + END
    matcher = RuleMatcher([rule(fleeting, short, becomes="$1$2")])
    assert [matcher.candidates(word) for word in ("burun", "şahr")] == [(0,), (0,)]
    assert [matcher.candidates(word) for word in ("bur", "şah", "burunşahr")] == [(), (), ()]


MATCHERS = {language: RuleMatcher(TABLES[language].suffix_rules) for language in TABLES}


@pytest.mark.parametrize("language", ["uz", "kk", "ru"])
@settings(deadline=None)  # the first words build the automaton
@given(data=st.data())
def test_no_matching_rule_is_left_out(language: str, data: st.DataObject) -> None:
    letters = "абвгдеилмнорстуюыья0" if language == "ru" else "abdeghiklmnoprstuyöğşñç0"
    word = data.draw(st.text(letters, min_size=1, max_size=14))
    rules = TABLES[language].suffix_rules
    matching = {number for number, each in enumerate(rules) if re.match(each.regex(), word)}
    assert matching <= set(MATCHERS[language].candidates(word))


def test_forgotten_states_are_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_matcher, "STATES", 3)
    matcher = RuleMatcher([KITOBLAR, suffix_rule(repeated(LETTER, 1), "i", becomes="")])
    assert [matcher.candidates(word) for word in ("kitoblar", "yangi", "kitoblar")] == [(0,), (1,), (0,)]
