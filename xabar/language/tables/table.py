"""The form of a language's table, and what the tables of all languages share."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xabar.language.characters import APOSTROPHES, COMBINING, INVISIBLE, LOOK_ALIKES
from xabar.language.pattern_builders import after, before, either, not_after, not_before, one_of
from xabar.language.patterns import END, START, Pattern, Range, sequence, write_alternatives

DELETED = APOSTROPHES + INVISIBLE + COMBINING


# Stands before a stem that is settled: later patterns begin with a letter, and so they do not match it.
MARK = "_"


class Rule(NamedTuple):
    """One step on a lower-case word: what one of the patterns matches is replaced, everywhere in the word."""

    patterns: tuple[Pattern, ...]
    replacement: str  # names groups as $1, as Java does

    def regex(self) -> str:
        """Return the regular expression of all the patterns."""
        return write_alternatives(self.patterns)


def rule(*patterns: Pattern, becomes: str) -> Rule:
    """Return the rule that rewrites what any of the patterns matches."""
    return Rule(patterns, becomes)


def suffix_rule(*parts: Pattern | str, becomes: str) -> Rule:
    """Return the rule that rewrites a word made of these parts, from its first letter to its last."""
    return Rule((sequence(START, *parts, END),), becomes)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, so that a list of them can be read as one."""
    return tuple(text.split())


# Letters that look like one of the other script: c p y B H. A Latin one between Cyrillic letters is meant to be Cyrillic
# unless a plainly Latin letter stands beside it, a Cyrillic one beside a plainly Latin letter is meant to be Latin.
# Other look-alikes (a e o x K M T) have one key in both scripts.
_CYRILLIC = one_of(Range("Ѐ", "ӿ"))
_PLAINLY_CYRILLIC = one_of("бвгдёжзийклмнптфцчшщъыьэюяўқғҳәіңүұөһБГДЁЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯЎҚҒҲӘҢҮҰӨ")
_PLAINLY_LATIN = one_of(  # but Ə and Ɵ, typed for Ә and Ө
    "bdfghijklmnqrstuvwzBDFGIJLNQRSUVWZß", Range("À", "Ǝ"), Range("Ɛ", "ƞ"), Range("Ơ", "ɏ")
)
_LOOK_ALIKES = [(letters, LOOK_ALIKES[letters[-1]].lower()) for letters in ("pP", "yY", "B", "H", "cC")]


def _look_alike(letters: str, beside: Pattern, never: Pattern, *also: Pattern) -> Pattern:
    """Return a node for one of the letters next to `beside`, with nothing of `never` on the other side.

    The letter comes first and looks back over itself: a regex engine passes all other text at a glance.
    """
    letter = one_of(letters)
    return letter + either(
        after(beside + letter) + not_before(never, *also), not_after(never + letter) + before(beside)
    )


LOOK_ALIKE_RULES = tuple(
    rule(_look_alike(latin, _CYRILLIC, _PLAINLY_LATIN, one_of(Range("\u0300", "\u036f"))), becomes=cyrillic)
    for latin, cyrillic in _LOOK_ALIKES
) + tuple(
    rule(
        _look_alike(cyrillic + cyrillic.upper(), _PLAINLY_LATIN, _PLAINLY_CYRILLIC),
        becomes=latin[0].lower(),
    )
    for latin, cyrillic in _LOOK_ALIKES
)


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """All that is known of one language's spelling and suffixes."""

    language: str
    mapping: Mapping[str, str]  # characters and sequences -> folded letters, the longest match first
    spelling_rules: tuple[Rule, ...] = ()  # look at the neighbours of a letter; applied in order
    overrides: Mapping[str, str] = field(default_factory=dict)  # folded word -> stem, where no rule finds it
    suffix_rules: tuple[Rule, ...] = ()  # make stems; applied in order, but never to an overridden word
    # Folded suffixes that are dropped where they stand by themselves: АҚШ-тың, «Замин»ни.
    enclitics: tuple[str, ...] = ()
    # Folded words that ask and name nothing: they are no terms of a stemmed field.
    stop_words: frozenset[str] = frozenset()
    # Folded letters that a plain keyboard lacks -> what people type for them; a stem loosened so is a term of `loose`.
    loose_letters: Mapping[str, str] = field(default_factory=dict)
    # What is typed on a plain keyboard, in small letters -> what else it may be meant for. The longest match first.
    meant_letters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def build_mapping(letters: Mapping[str, str]) -> dict[str, str]:
    """Complete a table of lower-case letters with capitals, decomposed forms, apostrophes and what all languages share.

    `letters` may use ’ for any apostrophe. Accented Latin letters that it does not name lose their accents.
    """
    complete = {
        sign: "".join(letters.get(c, "" if c in DELETED else c) for c in plain)
        for sign, plain in _SHARED.items()
    }
    complete.update((deleted, "") for deleted in DELETED)
    complete.update((accented, letters.get(base, base)) for accented, base in _ACCENTED.items())
    complete.update(zip(_ASCII_CAPITALS, _ASCII_CAPITALS.lower(), strict=True))
    explicit: dict[str, str] = {}
    for spelt, folded in letters.items():
        for spelling in _spellings(spelt):
            explicit.setdefault(spelling, folded)
    complete.update(explicit)
    complete.update({"\u0130": complete.get("i", "i"), "I": complete.get("i", "i")})
    return dict(sorted(complete.items()))


def _spellings(spelt: str) -> Iterable[str]:
    """Yield every way to print a key of the table: each apostrophe, each case, composed and decomposed."""
    apostrophes = APOSTROPHES if "’" in spelt else "’"
    for apostrophe in apostrophes:
        printed = spelt.replace("’", apostrophe)
        for cased in _cases(printed):
            yield cased
            decomposed = unicodedata.normalize("NFD", cased)
            if decomposed != cased:
                yield decomposed


def _cases(text: str) -> Iterable[str]:
    if len(text) > 3:
        return dict.fromkeys((text, text.capitalize(), text.upper()))
    pairs = [(letter, letter.upper()) if len(letter.upper()) == 1 else (letter,) for letter in text]
    return dict.fromkeys(map("".join, itertools.product(*pairs)))


def _accented() -> dict[str, str]:
    """Return the base of each accented Latin letter, in lower case."""
    found = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            found[chr(code)] = base.lower()
    return found


def _shared() -> dict[str, str]:
    """Return the plain lower-case form of full-width letters and digits and of Arabic presentation forms."""
    shared = {}
    for code in [
        *range(0xFB50, 0xFBB2),
        *range(0xFBD3, 0xFD3E),
        *range(0xFE80, 0xFEFD),
        *range(0xFF10, 0xFF5B),
    ]:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if chr(code).isalnum() and " " not in plain:
            shared[chr(code)] = plain
    return shared


_ASCII_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = _accented()
_SHARED = _shared()
