"""Fold all the spellings of a word to one key: alphabets, apostrophes, decomposed letters, look-alikes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial

from xabar.language.pattern_builders import one_root
from xabar.language.tables import language_table
from xabar.language.tables.table import DELETED, LOOK_ALIKE_RULES, LanguageTable, Rule

# Lucene refuses a whole document for one term of more than 32,766 bytes, and its pattern tokenizer has no limit.
LONGEST_WORD = 64


def _write_ranges(letters: str) -> str:
    """Return the letters as a set in a regular expression has them, neighbours as a range, which compiles faster."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, set(letters))):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in runs)


_DELETED = _write_ranges(DELETED)
# A word is letters and digits; what folding deletes may stand inside it or end it.
WORD = rf"[^\W_]+(?:[{_DELETED}]+[^\W_]+)*[{_DELETED}]*"
_WORD = re.compile(WORD)


def compile_rule(rule: Rule) -> tuple[re.Pattern[str], str]:
    """Return pattern and replacement for Python's `re`, which writes \\1 where Java writes $1."""
    return re.compile(rule.regex()), re.sub(r"\$(\d)", r"\\\1", rule.replacement)


@cache
def _look_alikes() -> list[tuple[re.Pattern[str], str]]:
    return [compile_rule(rule) for rule in LOOK_ALIKE_RULES]  # which few words need


_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile("[Ѐ-ӿ]")


class _Folder:
    """One language's table, compiled."""

    def __init__(self, table: LanguageTable) -> None:
        mapping = table.mapping
        # As a tree of letters, the longest first: hundreds of spellings side by side take four times as long.
        sequence = re.compile(one_root(" ".join(key for key in mapping if len(key) > 1)).regex())
        self._join = partial(sequence.sub, lambda match: mapping[match[0]])
        self._letters = {ord(key): folded for key, folded in mapping.items() if len(key) == 1}
        self._rules = [compile_rule(rule) for rule in table.spelling_rules]
        # Where none of the rules matches the word as it is, none ever will: one look instead of many.
        self._may_match = re.compile(
            "|".join(f"(?:{rule.regex()})" for rule in table.spelling_rules) or r"(?!)"
        ).search

    def fold(self, word: str) -> str:
        """Return the key of a word, cut where an index would cut it."""
        return self.fold_whole(word)[:LONGEST_WORD]

    def fold_whole(self, word: str) -> str:
        """Return the key of a word or name of any length."""
        if not word.isascii() and _LATIN.search(word) and _CYRILLIC.search(word):
            for pattern, replacement in _look_alikes():
                word = pattern.sub(replacement, word)
        folded = self._join(word).translate(self._letters)
        if not folded.islower():
            # A letter at a time, as Lucene does: str.lower() looks at neighbours (Σ) and may lengthen.
            folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in folded)
        if self._may_match(folded):
            for pattern, replacement in self._rules:
                folded = pattern.sub(replacement, folded)
        return folded


@cache
def word_folder(language: str) -> Callable[[str], str]:
    """Return `fold_word` for one language, without its cache."""
    return _folder(language).fold


@cache
def _folder(language: str) -> _Folder:
    return _Folder(language_table(language))


def fold_name(name: str, language: str) -> str:
    """Return the key of a whole name, tag or section: equal for all its spellings in all alphabets of the language.

    Marks and single spaces between its words stay.

    Source: as `fold_word`.
    """
    return _folder(language).fold_whole(" ".join(name.split()))


@lru_cache(maxsize=1 << 16)
def fold_word(word: str, language: str) -> str:
    """Return the key of one word: equal for all its spellings in all alphabets of the language.

    Uzbek folds to the letters of the 1993 alphabet, Kazakh to a key of its own, Russian to Cyrillic without ё.
    A word that has only signs folds to "".

    Source: the laws and decrees of all the alphabets, named in `tables/uz.py` and `tables/kk.py`.
    """
    return word_folder(language)(word)


def fold_text(text: str, language: str) -> str:
    """Return the folded words of a text, a space between them.

    Source: as `fold_word`.
    """
    return " ".join(folded for word in _WORD.findall(text) if (folded := fold_word(word, language)))
