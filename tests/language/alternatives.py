"""Which alternatives of a rule took part in a match: each gets a named group of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from xabar.language.patterns import Alt, Pattern, Repeat, Seq
from xabar.language.tables.table import Rule


class Alternative(NamedTuple):
    """One way to match a part: «da» of «(?:da|dan)»."""

    part: str
    text: str


class Watched:
    """A rule whose alternatives can be seen at work, except for those of its roots, which are groups."""

    def __init__(self, rule: Rule) -> None:
        self.alternatives: dict[str, Alternative] = {}
        self._compiled = re.compile(self._name_each(rule.regex(), rule.patterns, is_choice=False))

    def taking_part(self, word: str) -> set[Alternative]:
        """Return the alternatives that the matches in the word are made of."""
        return {
            self.alternatives[name]
            for match in self._compiled.finditer(word)
            for name, text in match.groupdict().items()
            if text is not None
        }

    def _write(self, pattern: Pattern) -> str:
        match pattern:
            case Seq(parts):
                return "".join(map(self._write, parts))
            case Alt(parts):
                return self._name_each(pattern.regex(), parts, is_choice=False)
            case Repeat(Alt(parts) as part, 0, 1):
                return self._name_each(part.regex(), parts, is_choice=True) + pattern.sign()
            case Repeat(part):
                return self._write(part) + pattern.sign()
        return pattern.regex()

    def _name_each(self, written: str, parts: Sequence[Pattern], *, is_choice: bool) -> str:
        """Return the alternatives, each with a name if there is a choice between it and another one or nothing."""
        alternatives = [(part.regex(), self._write(part)) for part in parts]
        if len(parts) == 1 and not is_choice:
            return f"(?:{alternatives[0][1]})"
        named = [self._named(Alternative(written, text), watched) for text, watched in alternatives]
        return f"(?:{'|'.join(named)})"

    def _named(self, alternative: Alternative, watched: str) -> str:
        name = f"n{len(self.alternatives)}"
        self.alternatives[name] = alternative
        return f"(?P<{name}>{watched})"
