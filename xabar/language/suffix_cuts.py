"""Take the suffix rules of a table apart: what each asks of a root, and the suffix behind the root.

    suffix_rule(group(one_root("kitob daftar")), optional("lar") + optional("ni"), becomes="_$1")

is a cut with two roots and one suffix. Listed roots are looked up, so that a long list is neither compiled nor read letter
by letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from xabar.language.patterns import Alt, Chars, Group, Look, Pattern, Repeat, Seq, Text
from xabar.language.tables.table import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A rule for a root and a suffix, which become the root with `first` before it and `last` behind it.

    Of several roots that fit, the first one of `roots` counts; where none are listed, the shortest that `root` matches.
    """

    rule: int
    roots: tuple[str, ...]
    root: Pattern
    suffix: Pattern
    first: str
    last: str


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A rule that is not to be taken apart, and is matched with whole words."""

    rule: int
    pattern: Pattern
    replacement: str
    is_endless: bool  # its suffix may have any letters, so that the end of a word tells nothing


Step: TypeAlias = Cut | Whole


def take_apart(rules: Sequence[Rule]) -> list[Step]:
    """Return the steps in the order in which they are tried, each with the number of its rule."""
    return [step for number, rule in enumerate(rules) for step in _steps(number, rule)]


def _steps(number: int, rule: Rule) -> Sequence[Step]:
    match rule.patterns:
        case [Seq((_, Group(roots), *suffix, end)) as pattern] if rule.replacement.count("$") == 1:
            if any(map(_is_endless, suffix)):
                return [Whole(number, pattern, rule.replacement, is_endless=True)]
            cuts = [
                Cut(number, list_words(root), root, Seq((*look, *suffix, end)), *rule.replacement.split("$1"))
                for root, look in map(_split_look, roots)
            ]
            if all(cut.roots or _is_shortest(cut.root) for cut in cuts):
                return cuts
    return [Whole(number, Alt(rule.patterns), rule.replacement, is_endless=False)]


def _split_look(root: Pattern) -> tuple[Pattern, tuple[Pattern, ...]]:
    """Return a root without what it asks of the letters behind it, and this by itself."""
    match root:
        case Seq((part, Look() as look)):
            return part, (look,)
    return root, ()


def _is_shortest(root: Pattern) -> bool:
    """Return whether a root takes no more letters than it has to."""
    return isinstance(root, Repeat) and (root.lazy or root.least == root.most)


def _is_endless(part: Pattern) -> bool:
    match part:
        case Repeat():
            return part.most is None or _is_endless(part.part)
        case Seq(parts) | Alt(parts):
            return any(map(_is_endless, parts))
    return False


def list_words(pattern: Pattern) -> tuple[str, ...]:
    """Return the words that a pattern matches, in the order in which it tries them; none if it does not name them all."""
    match pattern:
        case Text(text):
            return (text,)
        case Chars(pieces, False) if all(isinstance(piece, str) for piece in pieces):
            return tuple(sorted(pattern.letters()))
        case Alt(parts):
            lists = [list_words(part) for part in parts]
            return tuple(word for words in lists for word in words) if all(lists) else ()
        case Seq(parts):
            return tuple(map("".join, product(*map(list_words, parts))))
        case Repeat(part, 0, 1, lazy):
            words = list_words(part)
            return words and (("", *words) if lazy else (*words, ""))
    return ()
