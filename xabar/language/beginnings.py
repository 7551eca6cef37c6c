"""How a printed word may begin, by the beginning of its folded form or of its stem: told without folding or stemming it.

    find_beginnings("şahar", "uz")      {"şa"}
    find_printed(frozenset("ş"), "uz")  a pattern of ş, š, s (of sh), ш, щ, all their capitals, and letters that no table knows

The tables say it all: the mapping and the rules that may rewrite a first letter. What is told is never too little, and may
be too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import product

from xabar.language.loosening import loosen
from xabar.language.patterns import ANY, Chars, Range
from xabar.language.tables import language_table
from xabar.language.tables.table import LOOK_ALIKE_RULES, Rule

# Digits, Latin, Cyrillic and Arabic. Other letters may begin any word, but General Punctuation has none.
_KNOWN = (Range("0", "ɏ"), Range("Ѐ", "ԯ"), Range("\u0600", "ۿ"))
_UNKNOWN = (
    Range("ɐ", "Ͽ"),
    Range("\u0530", "\u05ff"),
    Range("\u0700", "\u1fff"),
    Range("\u2070", "\U0010ffff"),
)
_KNOWN_LETTERS = tuple(
    filter(str.isalnum, (chr(code) for first, last in _KNOWN for code in range(ord(first), ord(last) + 1)))
)
_ALL = ""  # in place of a first letter: it was deleted, so that any other may follow

CAPITALS = Chars(
    ("".join(each for each in _KNOWN_LETTERS if each.isalpha() and not each.islower()), *_UNKNOWN)
)
"""The letters of which one is in every word that may be a name: capitals, and those of scripts without them."""


@lru_cache(maxsize=1 << 10)
def find_printed(letters: frozenset[str], language: str) -> Chars:
    """Return the letters with which a word may be printed whose folded form begins with one of these letters."""
    printed = _printed(language)
    return Chars(("".join(printed.get(letter, "") for letter in sorted({*letters, _ALL})), *_UNKNOWN))


@lru_cache(maxsize=1 << 10)
def find_beginnings(stem: str, language: str) -> frozenset[str]:
    """Return how folded words begin that have this stem: with one letter or two.

    A suffix rule keeps the first letter of a word, and the second one too if three letters or more are left.
    """
    return frozenset((_beginning(stem), *_overridden(language).get(stem, ())))


@lru_cache(maxsize=1 << 10)
def find_loose_beginnings(term: str, language: str) -> frozenset[str]:
    """Return how folded words begin whose stem is this term when it is loosened."""
    meant: defaultdict[str, str] = defaultdict(str)
    for letter, typed in language_table(language).loose_letters.items():
        meant[typed] += letter
    stems = (stem for stem in _overridden(language) if loosen(stem, language) == term)
    return frozenset(map("".join, product(*(letter + meant[letter] for letter in _beginning(term))))).union(
        *(find_beginnings(stem, language) for stem in stems)
    )


def _beginning(stem: str) -> str:
    return stem[:2] if len(stem) > 2 else stem[:1]


@cache
def _printed(language: str) -> Mapping[str, str]:
    """Return the known letters by the first letters that folding makes of them."""
    table = language_table(language)
    firsts: defaultdict[str, set[str]] = defaultdict(set)
    for key, folded in table.mapping.items():
        firsts[key[0]].add(folded[:1].lower())
    singles = {key for key in table.mapping if len(key) == 1}
    look_alikes = [*map(_rewriting, LOOK_ALIKE_RULES)]
    rewritings = [*map(_rewriting, table.spelling_rules)]
    printed: defaultdict[str, list[str]] = defaultdict(list)
    for letter in _KNOWN_LETTERS:
        found = {
            first
            for meant in _rewritten({letter}, look_alikes)
            for first in (firsts[meant] if meant in singles else {meant.lower(), *firsts[meant]})
        }
        for first in _rewritten(found, rewritings):
            printed[first].append(letter)
    return {first: "".join(found) for first, found in printed.items()}


def _rewriting(rule: Rule) -> tuple[frozenset[str], str]:
    """Return the letters with which a match may begin, and the letter with which that begins what it becomes."""
    return frozenset[str]().union(*(pattern.prefixes(1) for pattern in rule.patterns)), rule.replacement[:1]


def _rewritten(letters: Iterable[str], rewritings: Iterable[tuple[frozenset[str], str]]) -> set[str]:
    """Return what the rules, in their order, may make of the first letters, and the letters themselves."""
    found = set(letters)
    for begin, becomes in rewritings:
        if ANY in begin or not begin.isdisjoint(found):
            found.add(becomes)
    return found


@cache
def _overridden(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the first two letters of the words whose stem a table names, by the stem."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for word, stem in language_table(language).overrides.items():
        found[stem] += (word[:2],)
    return found
