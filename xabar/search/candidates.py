"""Where a text may hold a word of a query, told by first letters, so that nothing else of it is analysed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xabar.language.beginnings import UNKNOWN, find_printed, find_printed_names

# The letter comes first and looks back over itself: a regex engine passes all other text at a glance.
_BEGINS = r"(?<![^\W_].)"
_UNKNOWN = re.compile(rf"{UNKNOWN}\S*")


@lru_cache(maxsize=1 << 10)
def candidate_pattern(folded: frozenset[str], names: frozenset[str], language: str) -> re.Pattern[str]:
    """Return a pattern for the rest of a part between spaces, from a letter that may begin one of these words and names."""
    letters = re.escape(find_printed(folded, language)) if folded else ""
    if not names:
        return re.compile(rf"[{letters}]{_BEGINS}\S*" if letters else "(?!)", re.DOTALL)
    capitals = re.escape(find_printed_names(names, language))
    return re.compile(rf"[{letters}{capitals}](?:{_BEGINS}|(?<=[{capitals}]))\S*", re.DOTALL)


def find_parts(text: str, candidates: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield the parts between spaces in which a candidate or an unknown letter stands, each with its beginning."""
    places = [found.span() for found in candidates.finditer(text)]
    if not text.isascii() and _UNKNOWN.search(text):
        starts = {
            end: start
            for pattern in (_UNKNOWN, candidates)
            for start, end in map(re.Match.span, pattern.finditer(text))
        }
        places = [(start, end) for end, start in sorted(starts.items())]
    for start, end in places:
        while start and not text[start - 1].isspace():
            start -= 1
        yield start, text[start:end]
