"""The prefixes that printed and folded words may have, from a folded prefix or a stem: told without folding or stemming.

    find_prefixes("şahar", "uz")      ("şaha",)
    find_printed(frozenset("ş"), "uz")  "ŠšŞşȘșSsШЩшщ" and what is deleted

The tables say it all: the mapping and the rules that may rewrite a first letter. What is told is never too little, and may
be too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from xabar.language.loosening import loosen
from xabar.language.patterns import ANY, Alt, Chars, Look, Pattern, Range, Seq, Text
from xabar.language.tables import language_table
from xabar.language.tables.names import NAME_TABLES
from xabar.language.tables.table import LOOK_ALIKE_RULES, Rule

# Digits and Latin letters, what modifies them (ʻ), Cyrillic and Arabic.
_KNOWN = (Range("0", "ɏ"), Range("ʰ", "\u02ff"), Range("Ѐ", "ԯ"), Range("\u0600", "ۿ"))
_BETWEEN = (
    Range("\0", "/"),
    Range("\u2000", "\u206f"),
)  # ASCII's spaces and first signs, Unicode's punctuation
_LETTERS = tuple(
    filter(str.isalnum, (chr(code) for first, last in _KNOWN for code in range(ord(first), ord(last) + 1)))
)
_ALL = ""  # in place of a first letter: it is deleted, so that any other may follow

UNKNOWN: Final = f"[^\\W_{Chars(_KNOWN).inside()}]"
"""A pattern of all other letters, of which nothing is told: each may begin any word and any name."""

RARE: Final = Chars((*_KNOWN, *_BETWEEN), negated=True).regex()
"""A pattern of unknown letters and of rare signs, which a regex engine finds in half the time: most texts have neither."""


@lru_cache(maxsize=1 << 10)
def find_printed(letters: frozenset[str], language: str) -> str:
    """Return the known letters with which a word may be printed whose folded form begins with one of these letters."""
    printed = _printed(language)
    return "".join(printed.get(letter, "") for letter in sorted({*letters, _ALL}))


@lru_cache(maxsize=1 << 10)
def find_printed_names(letters: frozenset[str], language: str) -> str:
    """Return the known letters of which one is in every name whose key begins with one of these letters.

    They are capitals, and letters of scripts without capitals. Of a key's first letters only the t of ts is rewritten.
    """
    printed = _printed_names(language)
    wanted = {*letters, _ALL} | ({"t"} if "s" in letters else set())
    return "".join(printed.get(letter, "") for letter in sorted(wanted))


@lru_cache(maxsize=1 << 10)
def find_prefixes(stem: str, language: str) -> tuple[str, ...]:
    """Return the prefixes of folded words that have this stem; words that a table names are among them whole.

    A suffix rule keeps the prefix of a word and puts one letter after it at most, so that all but the last letter of a
    stem stand in the word.
    """
    return (stem[:-1] or stem, *_overridden(language).get(stem, ()))


@lru_cache(maxsize=1 << 10)
def find_loose_prefixes(term: str, language: str) -> tuple[str, ...]:
    """Return the prefixes of folded words, when they are loosened, whose stem is this term when it is loosened."""
    stems = (stem for stem in _overridden(language) if loosen(stem, language) == term)
    words = (word for stem in stems for word in _overridden(language)[stem])
    return (term[:-1] or term, *(loosen(word, language) for word in words))


def restore_letter(typed: str, language: str) -> set[str]:
    """Return the letters of folded words that are this one when they are loosened."""
    letters = language_table(language).loose_letters
    return {typed, *(letter for letter, plain in letters.items() if plain == typed)}


@cache
def _printed(language: str) -> Mapping[str, str]:
    """Return the known letters by the first letters that folding makes of them."""
    table = language_table(language)
    look_alikes = [*map(_rewriting, LOOK_ALIKE_RULES)]
    rewritings = [*map(_rewriting, table.spelling_rules)]
    rewritten = cache(lambda first: _rewritten(first, rewritings))
    mapped = _mapped(table.mapping)
    printed: defaultdict[str, str] = defaultdict(str)
    for letter in _LETTERS:
        firsts = {first for meant in _rewritten(letter, look_alikes) for first in mapped(meant)}
        for first in firsts.union(*map(rewritten, firsts)):
            printed[first] += letter
    return printed


@cache
def _printed_names(language: str) -> Mapping[str, str]:
    """Return the known capitals, and letters that have none, by the first letters that keys have for them."""
    mapped = _mapped(NAME_TABLES[language].mapping)
    printed: defaultdict[str, str] = defaultdict(str)
    for letter in _LETTERS:
        if letter.isalpha() and not letter.islower():
            for first in mapped(letter):
                printed[first] += letter
    return printed


def _mapped(mapping: Mapping[str, str]) -> Callable[[str], set[str]]:
    """Return what gives the first letters that a mapping may make of a word's first letter."""
    firsts: defaultdict[str, set[str]] = defaultdict(set)
    for key, becomes in mapping.items():
        firsts[key[0]].add(becomes[:1].lower())
    return lambda letter: firsts[letter] if letter in mapping else {letter.lower(), *firsts[letter]}


def _rewriting(rule: Rule) -> tuple[frozenset[str], str]:
    """Return the first letters with which a match may begin, and the letter with which that begins what it becomes."""
    first = [pattern.prefixes(1) for pattern in rule.patterns if not _looks_back(pattern)]
    return frozenset[str]().union(*first), rule.replacement[:1]


def _looks_back(pattern: Pattern, read: int = 0) -> bool:
    """Return whether a match, of which so many letters are read, needs a letter before it, and so cannot begin a word."""
    for part in pattern.parts if isinstance(pattern, Seq) else (pattern,):
        match part:
            case Look("?<=", behind) if all(
                len(each) > read for way in behind for each in way.prefixes(read + 1)
            ):
                return True
            case Alt(ways):
                return all(_looks_back(way, read) for way in ways)
            case Text() | Chars():
                read += len(part.text) if isinstance(part, Text) else 1
            case Look():
                pass
            case _:
                return False
    return False


def _rewritten(letter: str, rewritings: Iterable[tuple[frozenset[str], str]]) -> set[str]:
    """Return what the rules, in their order, may make of a first letter, and the letter itself."""
    found = {letter}
    for begin, becomes in rewritings:
        if ANY in begin or not begin.isdisjoint(found):
            found.add(becomes)
    return found


@cache
def _overridden(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words whose stem a table names, by the stem."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for word, stem in language_table(language).overrides.items():
        found[stem] += (word,)
    return dict(found)
