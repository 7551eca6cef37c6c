"""One stem for all the forms of a word, on the folded form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from xabar.language.row_choice import RowChooser
from xabar.language.tables import language_table
from xabar.language.tables.table import MARK, LanguageTable, Rewrite

_Match = re.Match[str]


@cache
def _compile(row: Rewrite) -> tuple[Callable[[str], _Match | None], Callable[[_Match], str]]:
    """How to match the row, and what a match becomes; a row is compiled when the first word may match it."""
    return re.compile(row.pattern).match, _compile_replacement(row.replacement)


def _compile_replacement(replacement: str) -> Callable[[_Match], str]:
    """What a match becomes. `Match.expand` reads its template anew each time, which takes longer than matching."""
    first, *rest = re.split(r"\$(\d)", replacement)
    if rest == ["1", ""]:  # most rows
        return lambda match: first + match[1]
    parts = [(int(group), literal) for group, literal in zip(rest[::2], rest[1::2], strict=True)]
    return lambda match: first + "".join([(match[group] or "") + literal for group, literal in parts])


class _Stemmer:
    """One language's rows, in order."""

    def __init__(self, table: LanguageTable) -> None:
        self._overrides = table.overrides
        self._rows = table.endings
        self._chooser = RowChooser([row.pattern for row in table.endings])

    def stem(self, folded: str) -> str:
        override = self._overrides.get(folded)
        if override is not None:
            return override
        stem, turn = folded, 0
        while (found := self._rewrite(stem, turn)) is not None:
            stem, turn = found
            if stem.startswith(MARK):
                break
        return stem.removeprefix(MARK)

    def _rewrite(self, stem: str, turn: int) -> tuple[str, int] | None:
        """What the first row from `turn` on that matches makes of the stem, and whose turn it is then."""
        for number in self._chooser.choose(stem):
            if number >= turn:
                find, replace = _compile(self._rows[number])
                # Every row is anchored at both ends, so that one match does what Elasticsearch's replace does.
                if match := find(stem):
                    return replace(match), number + 1
        return None


@cache
def word_stemmer(language: str) -> Callable[[str], str]:
    """`stem_word` for one language."""
    return _Stemmer(language_table(language)).stem


def stem_word(folded: str, language: str) -> str:
    """The stem of a folded word, for comparing: it need not be a word itself.

    Stemming a stem again may shorten it further: stem a word once.

    Source: the grammars that `tables/uz_endings.py`, `tables/kk_endings.py` and `tables/ru.py` name.
    """
    return word_stemmer(language)(folded)
