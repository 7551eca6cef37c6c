"""Loan words whose spelling the letter rules cannot restore: a table of stems that words begin with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping


class LoanTable:
    """Stems of one alphabet with their spelling in another, each able to carry prefixes and suffixes.

    A stem of six letters or more is believed with anything behind it, a shorter one only with suffixes, so that
    `rol` (роль) is not seen in `rolik` (ролик). `before_suffix` gives a stem the form that it takes before a tail:
    Uzbek медаль loses its ь in медаллар.
    """

    def __init__(
        self,
        pairs: Mapping[str, str],
        *,
        suffixes: str,
        prefixes: Iterable[str] = (),
        before_suffix: Callable[[str, str], str] = lambda stem, tail: stem,
    ) -> None:
        self._pairs = dict(pairs)
        self._longest = max(map(len, self._pairs), default=0)
        self._suffixes = re.compile(suffixes)
        self._prefixes = tuple(prefixes)
        self._before_suffix = before_suffix

    def find(self, word: str) -> tuple[int, str, str] | None:
        """Return where the longest known stem begins in a lower-case word, the stem, and its other spelling."""
        found = self._stem_at(word, 0)
        if found is not None:
            return found
        for prefix in self._prefixes:
            if word.startswith(prefix) and (found := self._stem_at(word, len(prefix))):
                return found
        return None

    def restore(self, word: str, by_rule: Callable[[str], str]) -> str:
        """Return the word by the letter rules, but with the spelling of the table for a stem that it knows."""
        plain = by_rule(word)
        found = self.find(word)
        if found is None:
            return plain
        start, stem, spelling = found
        head = by_rule(word[:start]) if start else ""
        whole = by_rule(word[: start + len(stem)])
        tail = plain[len(whole) :] if plain.startswith(whole) else by_rule(word[start + len(stem) :])
        return head + (self._before_suffix(spelling, tail) if tail else spelling) + tail

    def _stem_at(self, word: str, start: int) -> tuple[int, str, str] | None:
        for end in range(min(len(word), start + self._longest), start + 1, -1):
            spelling = self._pairs.get(word[start:end])
            if spelling is None:
                continue
            if end - start >= 6 or self._suffixes.fullmatch(word, end):
                return start, word[start:end], spelling
        return None


def pair_stems(stems: str, convert: Callable[[str], str], revert: Callable[[str], str]) -> dict[str, str]:
    """Return the stem for each converted spelling that the rules cannot revert.

    A stem that the rules do restore stays in the table when a shorter one could be mistaken for it.
    """
    pairs = {convert(stem): stem for stem in stems.split()}
    needed = {latin: stem for latin, stem in pairs.items() if revert(latin) != stem}
    longer = {
        latin: stem
        for latin, stem in pairs.items()
        if latin not in needed and any(latin.startswith(other) for other in needed)
    }
    return needed | longer
