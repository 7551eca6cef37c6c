"""The places where a suffix may begin are those where it does, and few more; never one less."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.language import suffix_matcher
from xabar.language.pattern_builders import (
    after,
    either,
    maybe,
    none_of,
    not_before,
    one_of,
    optional,
    repeated,
)
from xabar.language.patterns import Pattern, Range, Text, sequence
from xabar.language.suffix_cuts import Cut, take_apart
from xabar.language.suffix_matcher import SuffixMatcher
from xabar.language.tables import TABLES

LETTER = one_of(Range("a", "z"))

# The parts of a suffix, words with a bar at each place where it may begin.
SUFFIXES: list[tuple[tuple[Pattern | str, ...], str]] = [
    (("lar",), "kitob|lar kitob lar|lar"),
    ((optional("da" + optional("n"), "ga"),), "uy|da| kun|dan| kun| dan|ga|"),
    ((repeated(LETTER, 1) + none_of("n_"), "g"), "|y|u|rag _|tog teng"),
    (
        (
            repeated(either("a"), 2, 2),
            repeated(Text("b"), 0, 2),
            repeated(Text("c"), 0),
            repeated(Text("d"), 1),
        ),
        "|aad |aabbccdd a|aad ad aabbbd aabb",
    ),
    # what it asks of neighbours is left out
    ((after("1"), not_before("x"), "ga"), "21|ga 22|ga ga21"),
]


@pytest.mark.parametrize(("parts", "marked"), SUFFIXES)
def test_places(parts: tuple[Pattern | str, ...], marked: str) -> None:
    matcher = SuffixMatcher({3: Text("never"), 7: sequence(*parts)}, list)
    for word in marked.split():
        plain = word.replace("|", "")
        expected = [at - bars for bars, at in enumerate(at for at, sign in enumerate(word) if sign == "|")]
        assert matcher.places(plain) == [(at, [7]) for at in reversed(expected)], word


def test_several_suffixes_of_one_place() -> None:
    matcher = SuffixMatcher({1: sequence(maybe("l"), "ar"), 2: Text("lar"), 3: optional("ar")}, tuple)
    assert matcher.places("lar") == [(3, (3,)), (1, (1, 3)), (0, (1, 2))]


CUTS = {
    language: [step for step in take_apart(table.suffix_rules) if isinstance(step, Cut)]
    for language, table in TABLES.items()
}
MATCHERS = {
    language: SuffixMatcher({number: cut.suffix for number, cut in enumerate(cuts)}, list)
    for language, cuts in CUTS.items()
}


@pytest.mark.parametrize("language", ["uz", "kk", "ru"])
@settings(deadline=None)  # the first words build the automaton
@given(data=st.data())
def test_no_place_of_a_suffix_is_left_out(language: str, data: st.DataObject) -> None:
    letters = "абвгдеилмнорстуюыья0" if language == "ru" else "abdeghiklmnoprstuyöğşñç0"
    word = data.draw(st.text(letters, min_size=1, max_size=14))
    found = {(at, number) for at, numbers in MATCHERS[language].places(word) for number in numbers}
    for number, cut in enumerate(CUTS[language]):
        suffix = re.compile(cut.suffix.regex())
        assert {(at, number) for at in range(len(word) + 1) if suffix.match(word, at)} <= found


def test_forgotten_states_are_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suffix_matcher, "STATES", 3)
    matcher = SuffixMatcher({0: Text("lar"), 1: Text("i")}, list)
    found = [matcher.places(word) for word in ("kitoblar", "yangi", "kitoblar")]
    assert found == [[(5, [0])], [(4, [1])], [(5, [0])]]
