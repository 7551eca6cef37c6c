"""Keys of names, equal for the spellings of a name in Uzbek, Kazakh, Russian and English and for most of its cases.

    name_key("Toʻqayevga", "uz") == name_key("Тоқаевтың", "kk") == "takav"

Whether a word is a name is told by its capital alone. Arabic script has none, so that each of its words counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from xabar.language.folding import LONGEST_WORD, compile_rule
from xabar.language.pattern_builders import one_root
from xabar.language.tables.names import (
    CONSONANTS,
    LAST_RULES,
    NAME_TABLES,
    SOUND_RULES,
    VARIANTS,
    VOWELS,
    NameTable,
)

# Letters before U+0530 are Latin, Greek and Cyrillic; Arabic ones are behind it. The range of those behind it would be
# compiled letter by letter.
_UNCASED = re.compile("[^\x00-\u052f]")
SHORTEST_KEY = 3  # letters; what is shorter is as much any word as it is a name
_LETTERS = VOWELS + CONSONANTS
CAPITALIZED = rf"(?<![{_LETTERS}{_LETTERS.upper()}0-9])[{_LETTERS.upper()}][{_LETTERS}{_LETTERS.upper()}]*"

_SOUND_RULES = [*map(compile_rule, SOUND_RULES)]
_LAST_RULES = [*map(compile_rule, LAST_RULES)]


class _NameAnalyzer:
    """One language's table, compiled."""

    def __init__(self, table: NameTable) -> None:
        self._mapping = table.mapping
        self._sequence = re.compile(one_root(" ".join(key for key in table.mapping if len(key) > 1)).regex())
        self._letters = {ord(key): letters for key, letters in table.mapping.items() if len(key) == 1}
        self._find = re.compile(CAPITALIZED).findall
        self._suffix_rules = [*map(compile_rule, table.suffix_rules)]
        self._derivations = [*map(compile_rule, table.derivations)]

    def spell(self, text: str) -> str:
        """Return the text in the letters of the keys, capitals where they were printed."""
        return self._sequence.sub(lambda match: self._mapping[match[0]], text).translate(self._letters)

    def letters(self, name: str) -> str:
        """Return the letters of a single name, whatever stands between them."""
        return "".join(filter(_LETTERS.__contains__, self.spell(name).lower()))

    def sound(self, name: str) -> str:
        """Return a spelled name as it sounds, with its endings."""
        return _rewrite(name.lower()[:LONGEST_WORD], _SOUND_RULES)

    def key(self, sound: str) -> str:
        """Return the key of a sound: without the ending that texts of the language give it."""
        return self.bare(_rewrite(sound, self._suffix_rules))

    def bare(self, stem: str) -> str:
        """Return the key of a stem that has no ending any more."""
        return _rewrite(stem, _LAST_RULES)

    def stems(self, sound: str) -> list[str]:
        """Return the sound, what is left without an ending, and so on; then those without what derives adjectives."""
        found = [sound]
        while (shorter := _rewrite(found[-1], self._suffix_rules)) != found[-1]:
            found.append(shorter)
        return [*found, *(_rewrite(sound, [rule]) for rule in self._derivations)]

    def find(self, text: str) -> list[str]:
        """Return the keys of the capitalized words."""
        if not may_have_names(text):
            return []
        return [self.key(self.sound(name)) for name in self._find(self.spell(text))]


def may_have_names(text: str) -> bool:
    """Return whether a text may have capitalized words: most words are no names, and told at a glance."""
    return not text.islower() or (not text.isascii() and _UNCASED.search(text) is not None)


def _rewrite(word: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, replacement in rules:
        word = pattern.sub(replacement, word)
    return word


@cache
def _analyzer(language: str) -> _NameAnalyzer:
    return _NameAnalyzer(NAME_TABLES[language])


def name_key(name: str, language: str) -> str:
    """Return the key of a name as texts of this language spell and inflect it: "takav" for Тоқаевтың.

    The language is one of NAME_TABLES, `other` for English and the rest; raise KeyError for another. What has no
    letter that a key knows has the key "".
    """
    analyzer = _analyzer(language)
    return analyzer.key(analyzer.sound(analyzer.letters(name)))


@cache
def name_finder(language: str) -> Callable[[str], list[str]]:
    """Return `find_name_keys` for one language."""
    return _analyzer(language).find


def find_name_keys(text: str, language: str) -> list[str]:
    """Return the keys of the capitalized words of a text in this language, in order. Raise KeyError as `name_key`."""
    return name_finder(language)(text)


@lru_cache(maxsize=1 << 10)
def guess_name_keys(name: str, language: str) -> frozenset[str]:
    """Return the keys that a name may have in texts of this language, whatever language it is typed in and in what case.

    Its own spelling is read as each of the languages reads it, and endings are taken off one by one, since a name may
    itself end like an inflected one (Kanada, Uganda). A key of less than SHORTEST_KEY letters is left out.
    """
    index = _analyzer(language)
    found: set[str] = set()
    for spelling in (name, *_variants(name)):
        for typed in map(_analyzer, NAME_TABLES):
            for stem in typed.stems(typed.sound(typed.letters(spelling))):
                found.update(map(index.bare, index.stems(stem)))
    return frozenset(key for key in found if len(key) >= SHORTEST_KEY)


def _variants(name: str) -> Iterator[str]:
    """Yield the name as other languages may spell its first sound or all the sounds that they lack."""
    low = name.lower()
    for sound, other in VARIANTS.items():
        yield from {low.replace(sound, other, 1), low.replace(sound, other)} - {low}
