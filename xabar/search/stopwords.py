"""Decides when the stop words of a query must be found: stemmed fields have none, folded ones have them as typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xabar.language.folding import fold_word
from xabar.language.loosening import restore
from xabar.language.tables import language_table
from xabar.search.analysis import analyze_terms
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.query_tree import Loose, Near, Phrase, Query, Word, is_filter


def has_content(clauses: Sequence[Query]) -> bool:
    """Return whether clauses that must all match are more than stop words, in every language of an index.

    If so, a stop word among them counts for the score only: «Астана қай қала» finds what «Астана қала» finds.
    Otherwise, as for «қай» by itself, the stop words themselves are looked for.
    """
    return _has_content(tuple(clauses))


@lru_cache(maxsize=1 << 8)  # each step of a search asks it of the same clauses, for each language
def _has_content(clauses: tuple[Query, ...]) -> bool:
    searched = [clause for clause in clauses if not is_filter(clause)]
    texts = [clause.text for clause in searched if isinstance(clause, Word | Loose | Phrase | Near)]
    return len(texts) < len(searched) or all(
        any(analyze_terms(text, language) for text in texts) for language in INDEX_LANGUAGES
    )


def may_be_stop_word(word: str) -> bool:
    """Return whether a word is a stop word of any language, typed as it is or on a plain keyboard: качон is қачон."""
    return any(
        fold_word(reading, language) in stop_words
        for language in INDEX_LANGUAGES
        if (stop_words := language_table(language).stop_words)
        for reading in restore(word, language)
    )
