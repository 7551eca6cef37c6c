"""A pattern whose ends are shared matches the same words, with the same groups."""

from __future__ import annotations

import random
import re

import pytest

from xabar.language.pattern_builders import any_of, either, group, maybe, one_of, optional
from xabar.language.patterns import Alt, Chars, Edge, Group, Look, Pattern, Range, Repeat, Seq, Text
from xabar.language.shared_ends import LONG, share_ends
from xabar.language.tables import TABLES

ENDINGS = any_of(
    " ".join(f"{first}{second}{third}" for first in "abcdef" for second in "nmk" for third in "de")
)


def make_word(pattern: Pattern, dice: random.Random) -> str:
    """Return a word that the pattern may match, at random; its lookarounds count as fulfilled."""
    match pattern:
        case Text(text):
            return text
        case Chars():
            letters = "abcdefghijklmnopqrstuvwxyzğñşçö" if pattern.negated else "".join(pattern.letters())
            return dice.choice(sorted(letters))
        case Seq(parts):
            return "".join(make_word(part, dice) for part in parts)
        case Alt(parts) | Group(parts):
            return make_word(dice.choice(parts), dice)
        case Repeat():
            most = pattern.least + 2 if pattern.most is None else pattern.most
            return "".join(make_word(pattern.part, dice) for _ in range(dice.randint(pattern.least, most)))
        case Look() | Edge():
            return ""
    raise AssertionError(pattern)


def vary(word: str, dice: random.Random) -> str:
    """Return the word, or most often one in which a letter is another or missing."""
    at = dice.randrange(len(word))
    return dice.choice((word, word[:at] + word[at + 1 :], word[:at] + dice.choice(word) + word[at + 1 :]))


@pytest.mark.parametrize("language", ["kk", "uz"])
def test_the_longest_rules_match_the_same(language: str) -> None:
    dice = random.Random(9)
    rules = sorted(TABLES[language].suffix_rules, key=lambda rule: len(rule.regex()))[-2:]
    for [pattern] in (rule.patterns for rule in rules):
        plain, shared = re.compile(pattern.regex()), re.compile(share_ends(pattern).regex())
        found = 0
        for word in (vary(make_word(pattern, dice), dice) for _ in range(500)):
            match, same = plain.match(word), shared.match(word)
            assert (match and match.groups()) == (same and same.groups()), word
            found += match is not None
        assert found > 50


def test_what_ends_the_same_is_written_once() -> None:
    alternatives = either("x" + ENDINGS, either("y", "z") + maybe("w") + ENDINGS, "v")
    assert len(ENDINGS.regex()) > LONG
    assert share_ends(alternatives).regex() == f"(?:(?:x|(?:y|z)w?){ENDINGS.regex()}|v)"


def test_alternatives_at_the_end_of_alternatives_are_looked_into() -> None:
    alternatives = either("x" + ENDINGS, "y" + either("z", "w" + ENDINGS))
    assert share_ends(alternatives).regex() == f"(?:(?:x|yw){ENDINGS.regex()}|y(?:z))"


def test_an_end_that_may_also_be_missing_is_written_once() -> None:
    perhaps = optional("x" + maybe(ENDINGS), ENDINGS)
    assert share_ends(perhaps).regex() == f"(?:(?:x))?{ENDINGS.regex()}?"


def test_an_end_that_also_stands_alone_is_written_once() -> None:
    assert share_ends(either("x" + ENDINGS, ENDINGS)).regex() == f"(?:(?:(?:x))?{ENDINGS.regex()})"


@pytest.mark.parametrize(
    "pattern",
    [
        either("ab", "cb"),  # short
        either(group("x") + ENDINGS, "y" + ENDINGS),
        optional(ENDINGS),
        optional("x" + ENDINGS, ENDINGS, "y"),
        optional(maybe(ENDINGS), ENDINGS),
        one_of(Range("a", "z"), "ğ"),
    ],
)
def test_other_patterns_match_the_same(pattern: Pattern) -> None:
    dice = random.Random(4)
    plain, shared = re.compile(pattern.regex()), re.compile(share_ends(pattern).regex())
    for word in (make_word(pattern, dice) for _ in range(50)):
        for text in (word, f"x{word}", word[1:]):
            match, same = plain.fullmatch(text), shared.fullmatch(text)
            assert (match and match.groups()) == (same and same.groups())
