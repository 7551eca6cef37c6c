"""One stem for all the forms of a word, on the folded form."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from xabar.language.folding import compile_rewrite
from xabar.language.tables import language_table
from xabar.language.tables.table import MARK


@cache
def _endings(language: str) -> list[tuple[re.Pattern[str], str]]:
    return [compile_rewrite(ending) for ending in language_table(language).endings]


@lru_cache(maxsize=1 << 16)
def stem_word(folded: str, language: str) -> str:
    """The stem of a folded word, for comparing: it need not be a word itself.

    Stemming a stem again may shorten it further: stem a word once.
    """
    override = language_table(language).overrides.get(folded)
    if override is not None:
        return override
    stem = folded
    for pattern, replacement in _endings(language):
        # Every row is anchored at both ends, so that one match does what Elasticsearch's replace does.
        if match := pattern.match(stem):
            stem = match.expand(replacement)
            if stem.startswith(MARK):
                break
    return stem.removeprefix(MARK)
