"""Where a text may hold a word of a query, told by how words begin, so that nothing else of it is analysed. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from xabar.language.loosening import stem_loosener
from xabar.language.name_keys import may_have_names
from xabar.language.prefixes import RARE, UNKNOWN, find_printed, find_printed_names, restore_letter
from xabar.search.analysis import folded_chunks

# The letter comes first and looks back over itself: a regex engine passes all other text at a glance.
_BEGINS = r"(?<![^\W_].)"
_RARE = re.compile(RARE)
_UNKNOWN = re.compile(rf"{UNKNOWN}\S*")


class Candidates:
    """Finds the parts of texts, between two spaces, in which a word may be meant by a query.

    `begin` is how folded words begin that are meant; `begin_loose`, when they are loosened; `names` are keys of names.
    """

    def __init__(
        self, begin: Collection[str], begin_loose: Collection[str], names: Collection[str], language: str
    ) -> None:
        self._folded, self._loosen = folded_chunks(language), stem_loosener(language)
        self._begin = _after_space(begin)
        self._begin_loose = _after_space(begin_loose)
        self._names = bool(names)
        loose_letters = (restore_letter(each[0], language) for each in begin_loose)
        letters = frozenset(each[0] for each in begin).union(*loose_letters)
        self._pattern = _candidate_pattern(letters, frozenset(key[0] for key in names), language)
        self._seen: set[str] = set()  # parts of texts, from a letter that may begin a word
        self._meant: set[str] = set()  # those of them that may be meant

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield those parts of a text, each with its beginning."""
        found = [*self._pattern.finditer(text)]
        parts = [each[0] for each in found]
        self._look_at(parts)
        meant = self._meant
        places = [each.span() for each, part in zip(found, parts, strict=True) if part in meant]
        if _RARE.search(text):
            ends = {end: start for start, end in (each.span() for each in _UNKNOWN.finditer(text))}
            places = [
                (start, end) for end, start in sorted((ends | {end: start for start, end in places}).items())
            ]
        for start, end in places:
            while start and not text[start - 1].isspace():
                start -= 1
            yield start, text[start:end]

    def _look_at(self, parts: Iterable[str]) -> None:
        """Find out which parts of a text have a word that begins like one of the query, or may have a name.

        All that were not seen before are searched as one text of a line each: one by one they would take three times as
        long.
        """
        new = [*set(parts).difference(self._seen)]
        if not new:
            return
        self._seen.update(new)
        lines = "\n".join(map(self._folded.__getitem__, new))
        self._meant.update(new[number] for number in _lines_with(self._begin, lines))
        if self._begin_loose:
            loosened = self._loosen(lines)
            self._meant.update(new[number] for number in _lines_with(self._begin_loose, loosened))
        if self._names:
            self._meant.update(filter(may_have_names, new))


def _lines_with(prefixes: Iterable[str], lines: str) -> Iterator[int]:
    """Yield the number of each line that has one of these prefixes, as often as it has any."""
    for prefix in prefixes:
        at = lines.find(prefix)
        while at >= 0:
            yield lines.count("\n", 0, at)
            at = lines.find(prefix, at + 1)


def _after_space(prefixes: Iterable[str]) -> list[str]:
    """Return the prefixes after a space, without those that begin with another one."""
    shortest: list[str] = []
    for begin in sorted(prefixes):
        if not (shortest and begin.startswith(shortest[-1])):
            shortest.append(begin)
    return [f" {begin}" for begin in shortest]


@lru_cache(maxsize=1 << 10)
def _candidate_pattern(folded: frozenset[str], names: frozenset[str], language: str) -> re.Pattern[str]:
    """Return a pattern for the rest of a part between spaces, from a letter that may begin one of these words and names."""
    letters = re.escape(find_printed(folded, language)) if folded else ""
    if not names:
        return re.compile(rf"[{letters}]{_BEGINS}\S*" if letters else "(?!)", re.DOTALL)
    capitals = re.escape(find_printed_names(names, language))
    return re.compile(rf"[{letters}{capitals}](?:{_BEGINS}|(?<=[{capitals}]))\S*", re.DOTALL)
