"""Whether a query's stop words must be found: a stemmed field has none, a folded one has them as they were typed."""

from __future__ import annotations

from collections.abc import Sequence

from xabar.search.analysis import analyze_terms
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.query import Phrase, Query, Word


def has_content(clauses: Sequence[Query]) -> bool:
    """Whether clauses that must all match are more than stop words, in every language of an index.

    Then a stop word among them is as if it had not been typed, but for the score: «Астана қай қала» finds what
    «Астана қала» finds. Otherwise, as for «қай» alone, the stop words themselves are looked for.
    """
    texts = [clause.text for clause in clauses if isinstance(clause, Word | Phrase)]
    return len(texts) < len(clauses) or all(
        any(analyze_terms(text, language) for text in texts) for language in INDEX_LANGUAGES
    )
