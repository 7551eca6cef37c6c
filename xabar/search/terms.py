"""Index terms of whole texts, fast: what the analysis gives for a run of letters is remembered.

No term spans white space, so a text's terms are its runs' terms in order (a test holds analysis and memory together).
News repeat their words: nearly every run of a text has been seen before.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from xabar.search.analysis import analyze_terms

# Runs remembered for each language, about 25 MB. The first to come are the frequent ones, so nothing is thrown out.
MEMORY = 1 << 17


class Terms(NamedTuple):
    """The terms of a text or of a part of it, a space between; the same words in both."""

    stemmed: str
    folded: str


class TermMemory(dict[str, Terms]):
    """The terms of every run of characters without white space, for one index language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, run: str) -> Terms:
        stemmed = " ".join(analyze_terms(run, self.language))
        terms = Terms(stemmed, " ".join(analyze_terms(run, self.language, stem=False)))
        if len(self) < MEMORY and len(run) < 64:
            self[run] = terms
        return terms


@cache
def term_memory(language: str) -> TermMemory:
    """The one memory of a language."""
    return TermMemory(language)


def join_terms(text: str, language: str) -> Terms:
    """The terms of a text for the index of a language, in both forms; a run without terms leaves two spaces."""
    runs = map(term_memory(language).__getitem__, text.split())
    stemmed, folded = zip(*runs, strict=True) if text and not text.isspace() else ((), ())
    return Terms(" ".join(stemmed), " ".join(folded))
