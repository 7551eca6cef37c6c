"""Find the one stem of all the forms of a folded word."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from xabar.language.patterns import write_alternatives
from xabar.language.rule_matcher import RuleMatcher
from xabar.language.shared_ends import share_ends
from xabar.language.tables import language_table
from xabar.language.tables.table import MARK, LanguageTable, Rule

_Match = re.Match[str]


def _spell(text: str) -> str:
    """Return a word or an expression as it is matched: with signs of Latin-1 in place of the two folded letters beyond it.

    `re` takes four times as long to compile a set that has a letter beyond Latin-1, and the rules of Kazakh have a thousand.
    """
    return text.replace("ş", "\x81").replace("ğ", "\x82")


def _compile(rule: Rule) -> tuple[Callable[[str], _Match | None], Callable[[_Match, str], str]]:
    """Return how to match the rule with a word as `_spell` gives it, and what a match in the word becomes."""
    expression = write_alternatives(map(share_ends, rule.patterns))
    return re.compile(_spell(expression)).match, _compile_replacement(rule.replacement)


def _compile_replacement(replacement: str) -> Callable[[_Match, str], str]:
    """Return what a match becomes. `Match.expand` reads its template each time, which takes longer than matching."""
    first, *rest = re.split(r"\$(\d)", replacement)
    if rest == ["1", ""]:  # most rules
        return lambda match, word: first + word[match.start(1) : match.end(1)]
    parts = [(int(group), literal) for group, literal in zip(rest[::2], rest[1::2], strict=True)]
    return lambda match, word: (
        first + "".join([word[slice(*match.span(group))] + literal for group, literal in parts])
    )


class _Stemmer:
    """The suffix rules of one language, in order."""

    def __init__(self, table: LanguageTable) -> None:
        self._overrides = table.overrides
        self._rules = table.suffix_rules
        self._matcher = RuleMatcher(table.suffix_rules)
        # Each rule is compiled when the first word may match it. By its number: the hash of a rule goes through its tree.
        self._compiled = cache(lambda number: _compile(self._rules[number]))

    def stem(self, folded: str) -> str:
        override = self._overrides.get(folded)
        if override is not None:
            return override
        stem, following = folded, 0
        while (found := self._rewrite(stem, following)) is not None:
            stem, following = found
            if stem.startswith(MARK):
                break
        return stem.removeprefix(MARK)

    def _rewrite(self, stem: str, first: int) -> tuple[str, int] | None:
        """Return what the first matching rule from number `first` on makes of the stem, and the number after it."""
        spelled = stem if stem.isascii() else _spell(stem)
        for number in self._matcher.candidates(stem):
            if number >= first:
                find, replace = self._compiled(number)
                # A rule is written for whole words, so that one match does what Elasticsearch's replace does.
                if match := find(spelled):
                    return replace(match, stem), number + 1
        return None


@cache
def word_stemmer(language: str) -> Callable[[str], str]:
    """Return `stem_word` for one language."""
    return _Stemmer(language_table(language)).stem


def stem_word(folded: str, language: str) -> str:
    """Return the stem of a folded word, for comparing: it need not be a word itself.

    Stemming a stem again may shorten it further: stem a word once.

    Source: the grammars that `tables/uz_suffixes.py`, `tables/kk_suffixes.py` and `tables/ru.py` name.
    """
    return word_stemmer(language)(folded)
