"""The sentences of a paragraph, as far as its punctuation shows them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# The mark, and what lies between two sentences. A pattern that begins with what is rare is found many times faster.
_SENTENCE_END: Final = re.compile(r"[.!?…؟](?:([»”\")]?)\s+|(?=[«“@]))")


@lru_cache(maxsize=1024)  # each of the last paragraphs is split before and after its batch is stored
def split_sentences(line: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph, as far as its punctuation shows them."""
    start, found = 0, []
    for end in _SENTENCE_END.finditer(line):
        found.append(line[start : end.start() + 1].strip())
        start = end.end()
    found.append(line[start:].strip())
    return tuple(filter(None, found))


def without_last(line: str, sentences: int) -> str:
    """Return a paragraph without its last sentences, or all of it if it has no more than these."""
    ends = list(_SENTENCE_END.finditer(line))
    return line if len(ends) < sentences else _closed(line, ends[-sentences])


def _closed(line: str, end: re.Match[str]) -> str:
    """Return the line up to the end of a sentence, with the closing mark that follows the full stop."""
    return line[: end.start() + 1] + (end[1] or "")
