"""Find the one stem of all the forms of a folded word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from xabar.language.patterns import Pattern
from xabar.language.shared_ends import share_ends
from xabar.language.suffix_cuts import Cut, Step, Whole, take_apart
from xabar.language.suffix_matcher import SuffixMatcher
from xabar.language.tables import language_table
from xabar.language.tables.table import MARK, LanguageTable

_Rewrite: TypeAlias = Callable[[str, str, int], str | None]
"""What becomes of a word, given in its own letters too, whose suffix begins in a place. None: it has no such suffix."""

_Candidate: TypeAlias = tuple[int, int, int]
"""The number of a step, the rank of the root among those that it may have, and the place where the suffix begins."""


def _spell(text: str) -> str:
    """Return a word or an expression as it is matched: with signs of Latin-1 in place of the two folded letters beyond it.

    `re` takes four times as long to compile a set that has a letter beyond Latin-1, and the rules of Kazakh have a thousand.
    """
    return text.replace("ş", "\x81").replace("ğ", "\x82")


def _compile(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(_spell(share_ends(pattern).regex()))


def _compile_cut(cut: Cut) -> _Rewrite:
    first, last, has_suffix = cut.first, cut.last, _compile(cut.suffix).match
    if cut.roots:
        return lambda word, spelled, at: f"{first}{word[:at]}{last}" if has_suffix(spelled, at) else None
    is_root = _compile(cut.root).fullmatch
    return lambda word, spelled, at: (
        f"{first}{word[:at]}{last}" if is_root(spelled, 0, at) and has_suffix(spelled, at) else None
    )


def _compile_whole(whole: Whole) -> _Rewrite:
    find = _compile(whole.pattern).match
    first, *rest = re.split(r"\$(\d)", whole.replacement)
    parts = [(int(group), literal) for group, literal in zip(rest[::2], rest[1::2], strict=True)]

    def rewrite(word: str, spelled: str, _: int) -> str | None:
        # A rule is written for whole words, so that one match does what Elasticsearch's replace does.
        if (match := find(spelled)) is None:
            return None
        return first + "".join([word[slice(*match.span(group))] + literal for group, literal in parts])

    return rewrite


def _listed_roots(step: Step) -> tuple[str, ...]:
    """Return the roots before the suffix of a step; where whole words are matched, nothing stands before it."""
    return ("",) if isinstance(step, Whole) else step.roots


class _Stage:
    """The steps from some rule on, and which of them may rewrite a word."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._compiled: list[_Rewrite | None] = [None] * len(steps)  # when the first word may need it
        self._roots: dict[str, list[tuple[int, int]]] = {}  # listed ones, with the number and the rank
        self._endless: list[_Candidate] = []
        suffixes: dict[int, Pattern] = {}
        for number, step in enumerate(steps):
            if isinstance(step, Whole) and step.is_endless:
                self._endless.append((number, 0, 0))
                continue
            suffixes[number] = step.pattern if isinstance(step, Whole) else step.suffix
            for rank, root in enumerate(_listed_roots(step)):
                self._roots.setdefault(root, []).append((number, rank))
        self._matcher = SuffixMatcher(suffixes, self._sort_out)

    def _sort_out(self, numbers: Sequence[int]) -> tuple[tuple[int, ...], frozenset[int]]:
        """Return those of the steps that list no roots, and those that do."""
        listed = frozenset(number for number in numbers if _listed_roots(self._steps[number]))
        return tuple(number for number in numbers if number not in listed), listed

    def _candidates(self, word: str) -> list[_Candidate]:
        """Return the steps that may rewrite a word, in the order in which they are tried."""
        found = self._endless.copy()
        for at, (unlisted, listed) in self._matcher.places(word):
            for number in unlisted:
                found.append((number, at, at))
            for number, rank in self._roots.get(word[:at], ()):
                if number in listed:
                    found.append((number, rank, at))
        found.sort()
        return found

    def rewrite(self, word: str) -> tuple[str, int] | None:
        """Return what the first step that matches makes of a word, and the number of the rule behind it."""
        spelled = word if word.isascii() else _spell(word)
        for number, _, at in self._candidates(word):
            rewrite = self._compiled[number] or self._compile(number)
            if (rewritten := rewrite(word, spelled, at)) is not None:
                return rewritten, self._steps[number].rule + 1
        return None

    def _compile(self, number: int) -> _Rewrite:
        step = self._steps[number]
        compiled = _compile_cut(step) if isinstance(step, Cut) else _compile_whole(step)
        self._compiled[number] = compiled
        return compiled


class _Stemmer:
    """The suffix rules of one language, in order."""

    def __init__(self, table: LanguageTable) -> None:
        self._overrides = table.overrides
        self._steps = take_apart(table.suffix_rules)
        # Most words are done after one rule or two. Few suffixes are left for what comes then, and few letters are read.
        self._stage_from = cache(self._make_stage)

    def _make_stage(self, first: int) -> _Stage:
        return _Stage([step for step in self._steps if step.rule >= first])

    def stem(self, folded: str) -> str:
        override = self._overrides.get(folded)
        if override is not None:
            return override
        stem, following = folded, 0
        while (found := self._stage_from(following).rewrite(stem)) is not None:
            stem, following = found
            if stem.startswith(MARK):
                break
        return stem.removeprefix(MARK)


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
