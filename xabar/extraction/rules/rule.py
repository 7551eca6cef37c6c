"""A row of the boilerplate tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

# The 2026 letters of Uzbek and the 2021 letters of Kazakh print o', g', sh and ch as one letter each.
_TOLERANT: Final = (("o'", "o'?"), ("g'", "g'?"), ("sh", "sh?"), ("ch", "ch?"))


@dataclass(frozen=True)
class Row:
    """One kind of boilerplate: the name of the rule, a regular expression for plain text, and examples.

    `goes` are lines, or endings of a text, that the row takes; `stays` real text that looks like it and is left.
    `needs` are words of which the plain text must hold one: looking for them first makes a row cheap.
    """

    rule: str
    pattern: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    needs: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        pattern = self.pattern
        for letters, tolerant in _TOLERANT:
            pattern = pattern.replace(letters, tolerant)
        return re.compile(pattern)

    def takes(self, plain: str) -> bool:
        """Whether the row takes the whole of a plain text."""
        return self.applies(plain) and self.regex.fullmatch(plain) is not None

    def applies(self, plain: str) -> bool:
        """Whether the row may match at all."""
        for word in self.needs:  # a loop: `any` costs as much as the search
            if word in plain:
                return True
        return not self.needs


def one_of(*words: str) -> str:
    """A pattern for any of the words, which may be patterns themselves."""
    return f"(?:{'|'.join(words)})"
