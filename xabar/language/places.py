"""Places and offices that are not spelled but named differently in each language: Ресей and Россия, БҰҰ and ООН.

`places.tsv` is a curated table of them; its headings say where the facts are from. A form is recognized in all of its
cases and alphabets, by the stems of its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from xabar.language.folding import WORD, word_folder
from xabar.language.prefixes import find_prefixes
from xabar.language.stemming import word_stemmer
from xabar.language.tables import language_table

TABLE = "places.tsv"
# The columns of the table; English is analysed like every other language.
LANGUAGES = ("uz", "kk", "ru", "other")
_WORD = re.compile(WORD)

LONGEST_FORM = 10  # words
ABBREVIATION = 2  # letters of a form that counts in capitals only: ЕС, but not ес

Words = tuple[str, ...]


class PlaceName(NamedTuple):
    """Words of a query that name a place, by their numbers from `first` to before `after`, and its other names."""

    first: int
    after: int
    others: tuple[str, ...]


@cache
def read_places() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the rows of the table: for each of LANGUAGES the forms, the usual one first."""
    text = Path(__file__).with_name(TABLE).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(tuple(tuple(cell.split(" | ")) for cell in line.split("\t")) for line in lines)


def find_places(words: Sequence[str]) -> list[PlaceName]:
    """Return which of the words, typed in any language, name a place, from left to right and the longest name first."""
    found: list[PlaceName] = []
    at = 0
    while at < len(words):
        name = _longest_name(words, at)
        if name is not None:
            found.append(name)
        at = at + 1 if name is None else name.after
    return found


def _longest_name(words: Sequence[str], first: int) -> PlaceName | None:
    for after in range(min(len(words), first + LONGEST_FORM), first, -1):
        if not (_WORD.search(words[first]) and _WORD.search(words[after - 1])):
            continue
        typed = " ".join(words[first:after])
        rows = {number for language in LANGUAGES for number in _rows_named(typed, language)}
        if rows:
            return PlaceName(first, after, _other_names(typed, rows))
    return None


def _rows_named(typed: str, language: str) -> frozenset[int]:
    """Return the numbers of the rows that have this form in this language."""
    found = _WORD.findall(typed)
    if not found:
        return frozenset()
    rows = _rows_alike(language, _initial(found[0], language), tuple(_fold(found, language)))
    return rows if len(typed) > ABBREVIATION or typed.isupper() else frozenset()


def _other_names(typed: str, rows: Iterable[int]) -> tuple[str, ...]:
    """Return all forms of the rows but the typed one."""
    others = dict.fromkeys(
        form for number in sorted(rows) for forms in read_places()[number] for form in forms
    )
    return tuple(form for form in others if form.casefold() != typed.casefold())


@lru_cache(maxsize=1 << 10)
def _rows_alike(language: str, initial: str, typed: Words) -> frozenset[int]:
    """Return the rows with a form that begins with these folded letters and has the stems of these folded words.

    Only what may have the same stems is stemmed: all forms take half a second, and most words name no place.
    """
    alike = [
        (words, number)
        for words, number in _folded_forms(language, initial)
        if len(words) == len(typed)
        and all(_may_be_one(*pair, language) for pair in zip(typed, words, strict=True))
    ]
    if not alike:
        return frozenset()
    stems = _stems(typed, language)
    begin = [find_prefixes(stem, language) for stem in stems]
    return frozenset(
        number
        for words, number in alike
        if all(map(str.startswith, words, begin)) and _stems(words, language) == stems
    )


def _may_be_one(typed: str, word: str, language: str) -> bool:
    """Return whether two folded words may have one stem: half of the one, and all but its last letter begins both."""
    irregular = language_table(language).overrides
    return word.startswith(typed[: (len(typed) + 1) // 2 - 1]) or typed in irregular or word in irregular


@cache
def _folded_forms(language: str, initial: str) -> list[tuple[Words, int]]:
    forms = _forms_by_initial(language, initial[:1]).get(initial, ())
    return [(tuple(_fold(_WORD.findall(form), language)), number) for form, number in forms]


@cache
def _forms_by_initial(language: str, first: str) -> dict[str, list[tuple[str, int]]]:
    """Return the forms that begin with a folded letter, by their initials; some others, since only these are folded."""
    column, letters = LANGUAGES.index(language), _letters_that_become(first, language)
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, row in enumerate(read_places()):
        for form in row[column]:
            if form[0] in letters or form[0].lower() in letters:
                found[_initial(form, language)].append((form, number))
    return dict(found)


def _letters_that_become(first: str, language: str) -> frozenset[str]:
    """Return the letters with which a word may begin that folds to one with this first letter."""
    table = language_table(language)
    letters = {first}
    for rule in reversed(table.spelling_rules):
        if rule.replacement[:1] in ("", "$", *letters):
            letters.update(*(pattern.prefixes(1) for pattern in rule.patterns))
    return frozenset(letters).union(
        key[0] for key, folded in table.mapping.items() if not folded or folded[0] in letters
    )


def _initial(form: str, language: str) -> str:
    """Return the first two letters of a folded form; five say what they are (Oʻsh, Shchu)."""
    return word_folder(language)(form[:5])[:2]


def _stems(folded: Words, language: str) -> Words:
    return tuple(_stem(word, language) for word in folded)


def _fold(words: Iterable[str], language: str) -> list[str]:
    """Return the folded words without suffixes that stand apart from theirs: АҚШ-тың."""
    first, *others = map(word_folder(language), words)
    enclitics = language_table(language).enclitics
    return [first, *(each for each in others if each not in enclitics)]


def _stem(folded: str, language: str) -> str:
    """Return the stem, or the word itself where a rule of another language has taken half of it: Tali-ban, tal-im."""
    stem = word_stemmer(language)(folded)
    return stem if 2 * len(stem) >= len(folded) else folded
