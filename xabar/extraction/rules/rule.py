"""Define a boilerplate rule: a pattern, with examples of what it takes and of what it must leave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias


@dataclass(frozen=True)
class Rule:
    """One form of boilerplate: the rule's name, a regular expression for plain text, and examples.

    The Uzbek letters of 2026 and the Kazakh ones of 2021 print o', g', sh and ch as one letter each, which the plain
    text has as o, g, s and c: so a pattern writes o'?, g'?, sh? and ch?.

    `goes` are lines, or ends of texts, that the rule takes. `stays` is real text that looks similar and must stay.
    `needs` are words of which the plain text must contain at least one. Searching for them first makes a rule cheap.
    """

    name: str
    pattern: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    needs: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern)

    def matches(self, plain: str) -> bool:
        """Return whether the rule takes the whole of a plain text."""
        return self.may_match(plain) and self.regex.fullmatch(plain) is not None

    def may_match(self, plain: str) -> bool:
        """Return whether the text contains a word that the rule needs."""
        for word in self.needs:  # a loop: `any` costs as much as the search
            if word in plain:
                return True
        return not self.needs


_Needed: TypeAlias = "list[tuple[str, int]]"  # words, each with the place of the rule that needs it
_ASCII_LETTER: Final = re.compile("[a-z]")


class RuleTable:
    """Rules in their order, with all words that they need side by side, so that a text is looked through for those alone
    that are spelled in letters which it has: most texts are in one script, and most words are in another."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        needed = [(word, place) for place, rule in enumerate(rules) for word in rule.needs or ("",)]
        self._in_any = needed
        self._in_ascii = [pair for pair in needed if pair[0].isascii()]
        self._without_latin = [pair for pair in needed if not _ASCII_LETTER.search(pair[0])]

    def that_may_match(self, plain: str) -> list[Rule]:
        """Return the rules of whose words the plain text contains one, and those that need none."""
        needed: _Needed
        if plain.isascii():
            needed = self._in_ascii
        else:
            needed = self._in_any if _ASCII_LETTER.search(plain) else self._without_latin
        return [self._rules[place] for place in dict.fromkeys([at for word, at in needed if word in plain])]


def one_of(*words: str) -> str:
    """Return a pattern for any of the words, which may be patterns themselves."""
    return f"(?:{'|'.join(words)})"
