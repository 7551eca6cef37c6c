"""One stem for all the forms of a word, on the folded form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from xabar.language.tables import language_table
from xabar.language.tables.table import MARK, Rewrite

_Match = re.Match[str]


@cache
def _endings(language: str) -> list[tuple[Callable[[str], _Match | None], Callable[[_Match], str]]]:
    return [
        (re.compile(ending.pattern).match, _compile_replacement(ending))
        for ending in language_table(language).endings
    ]


def _compile_replacement(ending: Rewrite) -> Callable[[_Match], str]:
    """What the match becomes. `Match.expand` reads its template anew each time, which takes longer than matching."""
    first, *rest = re.split(r"\$(\d)", ending.replacement)
    parts = [(int(group), literal) for group, literal in zip(rest[::2], rest[1::2], strict=True)]

    def replace(match: _Match) -> str:
        return first + "".join([(match[group] or "") + literal for group, literal in parts])

    return replace


@lru_cache(maxsize=1 << 16)
def stem_word(folded: str, language: str) -> str:
    """The stem of a folded word, for comparing: it need not be a word itself.

    Stemming a stem again may shorten it further: stem a word once.
    """
    override = language_table(language).overrides.get(folded)
    if override is not None:
        return override
    stem = folded
    for find, replace in _endings(language):
        # Every row is anchored at both ends, so that one match does what Elasticsearch's replace does.
        if match := find(stem):
            stem = replace(match)
            if stem.startswith(MARK):
                break
    return stem.removeprefix(MARK)
