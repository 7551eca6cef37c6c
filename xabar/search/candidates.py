"""Where a text may hold a word of a query, told by how words begin, so that nothing else of it is analysed. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from xabar.language.loosening import stem_loosener
from xabar.language.name_keys import may_have_names
from xabar.language.prefixes import RARE, UNKNOWN, find_printed, find_printed_names, restore_letter
from xabar.search.analysis import folded_chunks

# The letter comes first and looks back over itself: a regex engine passes all other text at a glance.
_BEGINS = r"(?<![^\W_].)"
_RARE = re.compile(RARE)
_UNKNOWN = re.compile(rf"{UNKNOWN}\S*")


class Answers(dict[str, bool]):
    """What was found out about parts of texts: one query's ten articles have many words in common."""

    def __init__(self, find_out: Callable[[str], bool]) -> None:
        super().__init__()
        self._find_out = find_out

    def __missing__(self, part: str) -> bool:
        answer = self[part] = self._find_out(part)
        return answer


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
        self._may_hold = Answers(self._begins)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield those parts of a text, each with its beginning."""
        may_hold = self._may_hold
        places = [each.span() for each in self._pattern.finditer(text) if may_hold[each[0]]]
        if _RARE.search(text):
            ends = {end: start for start, end in (each.span() for each in _UNKNOWN.finditer(text))}
            places = [
                (start, end) for end, start in sorted((ends | {end: start for start, end in places}).items())
            ]
        for start, end in places:
            while start and not text[start - 1].isspace():
                start -= 1
            yield start, text[start:end]

    def _begins(self, part: str) -> bool:
        """Return whether a part of a text has a word that begins like one of the query, or may have a name."""
        words = self._folded[part]
        return (
            any(map(words.__contains__, self._begin))
            or (bool(self._begin_loose) and any(map(self._loosen(words).__contains__, self._begin_loose)))
            or (self._names and may_have_names(part))
        )


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
