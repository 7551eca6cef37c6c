"""The regular expressions and the prefixes of nodes."""

from __future__ import annotations

import re

import pytest

from xabar.language.pattern_builders import (
    after,
    any_of,
    before,
    either,
    group,
    maybe,
    none_of,
    not_after,
    not_before,
    one_of,
    one_root,
    optional,
    repeated,
)
from xabar.language.patterns import END, START, Chars, Pattern, Range, Text

NODES = [
    (START + Text("da") + END, "^da$", "da"),
    (either("da", "de") + optional("n"), "(?:da|de)(?:n)?", "da de dan den"),
    (group("er", "koñ") + "i" + group(one_of("kl")), "(er|koñ)i([kl])", "erik eril koñi"),
    (one_of(Range("a", "z"), "ğ") + "a", "[a-zğ]a", ".a"),
    (none_of("ae") + "t", "[^ae]t", ".t"),
    (maybe(one_of("ab")) + "c", "[ab]?c", "ac bc c"),
    (repeated(one_of("a"), 2, 3) + "b", "[a]{2,3}b", "aab aaab"),
    (repeated(one_of("a"), 2, 2) + "b", "[a]{2}b", "aab"),
    (repeated(one_of("a"), 3), "[a]{3,}", "aaa aaaa"),
    (repeated(one_of("a"), 1, lazy=True), "[a]+?", "a aa aaa aaaa"),
    (repeated(either("la"), 0), "(?:la)*", " la lala"),
    (after("a", "e") + "n" + not_after("ab"), "(?<=a|e)n(?<!ab)", "n"),
    (before(one_of("ng")) + "n" + not_before("a"), "(?=[ng])n(?!a)", "n"),
    (any_of("i in iñ i"), "(?:in|iñ|i)", "in iñ i"),
    (one_root("kun kul ku bar"), "(?:bar|ku(?:[ln])?)", "bar ku kul kun"),
    (one_root("kun ku", shortest=True), "ku(?:n)??", "ku kun"),
    (Text("a.b"), r"a\.b", "a.b"),
    (Chars(("^-]",)), r"[\^\-\]]", "^ - ]"),
]


@pytest.mark.parametrize(("pattern", "regex", "prefixes"), NODES, ids=[regex for _, regex, _ in NODES])
def test_what_a_node_writes(pattern: Pattern, regex: str, prefixes: str) -> None:
    assert pattern.regex() == regex
    assert pattern.prefixes(4) == set(prefixes.split(" "))
    assert {prefix[:1] for prefix in pattern.prefixes(4)} == pattern.prefixes(1)
    re.compile(pattern.regex())


def test_a_root_that_is_the_beginning_of_another_is_found_with_it() -> None:
    longest, shortest = one_root("kun kunduz"), one_root("kun kunduz", shortest=True)
    assert re.findall(longest.regex(), "kunduz") == ["kunduz"]
    assert re.findall(shortest.regex(), "kunduz") == ["kun"]


def test_only_a_letter_or_a_group_is_repeated() -> None:
    with pytest.raises(ValueError, match=r"'lar' is more than one letter; put it into either"):
        maybe("lar")
    with pytest.raises(ValueError, match="either"):
        repeated("a" + one_of("b"), 2)
