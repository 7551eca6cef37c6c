"""The form that every language's table has, and the rows that all of them share."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xabar.language.characters import APOSTROPHES, COMBINING, COMBINING_LATIN, INVISIBLE, LOOK_ALIKES

DELETED = APOSTROPHES + INVISIBLE + COMBINING


# Stands before a stem that is settled: later patterns begin with a letter and so leave it alone.
MARK = "_"


class Rewrite(NamedTuple):
    """One step on a lower-case word: what the pattern matches becomes the replacement, everywhere in the word.

    The pattern means the same to Python's `re` and to Java's: no named groups, no possessive or
    atomic parts, lookbehind of fixed length, no \\w \\b \\d. The replacement names groups as $1.
    """

    pattern: str
    replacement: str


# Letters that look like one of the other script: c p y B H. A Latin one between Cyrillic letters is meant to be Cyrillic
# unless a plainly Latin letter stands beside it, a Cyrillic one beside a plainly Latin letter is meant to be Latin.
# Other look-alikes (a e o x K M T) have one key in both scripts.
_CYRILLIC = "[Ѐ-ӿ]"
_PLAINLY_CYRILLIC = "[бвгдёжзийклмнптфцчшщъыьэюяўқғҳәіңүұөһБГДЁЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯЎҚҒҲӘҢҮҰӨ]"
_PLAINLY_LATIN = "[bdfghijklmnqrstuvwzBDFGIJLNQRSUVWZßÀ-ƎƐ-ƞƠ-ɏ]"  # but Ə and Ɵ, typed for Ә and Ө
_LOOKALIKES = [(letters, LOOK_ALIKES[letters[-1]].lower()) for letters in ("pP", "yY", "B", "H", "cC")]


def _lookalike(letters: str, beside: str, never: str, also: str = "") -> str:
    """One of the letters next to `beside`, with nothing of `never` on the other side.

    The letter comes first and looks back over itself: a regex engine passes all other text at a glance.
    """
    return f"[{letters}](?:(?<={beside}[{letters}])(?!{never}{also})|(?<!{never}[{letters}])(?={beside}))"


LOOKALIKES = tuple(
    Rewrite(_lookalike(latin, _CYRILLIC, _PLAINLY_LATIN, f"|[{COMBINING_LATIN}]"), cyrillic)
    for latin, cyrillic in _LOOKALIKES
) + tuple(
    Rewrite(
        _lookalike(cyrillic + cyrillic.upper(), _PLAINLY_LATIN, _PLAINLY_CYRILLIC),
        latin[0].lower(),
    )
    for latin, cyrillic in _LOOKALIKES
)


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """All that is known of one language's spelling and endings."""

    language: str
    mapping: Mapping[str, str]  # characters and sequences -> folded letters, the longest match first
    rewrites: tuple[Rewrite, ...] = ()  # spelling rules that look at the neighbours, in order
    overrides: Mapping[str, str] = field(
        default_factory=dict
    )  # folded word -> stem: words that no rule reaches
    endings: tuple[Rewrite, ...] = ()  # stemming rules, in order; they never see an overridden word
    enclitics: tuple[
        str, ...
    ] = ()  # folded suffixes that are dropped where they stand alone: АҚШ-тың, «Замин»ни
    stops: frozenset[str] = frozenset()  # folded words that ask and name nothing: no term of a stemmed field


def build_mapping(letters: Mapping[str, str]) -> dict[str, str]:
    """Complete a table of lower-case letters: capitals, decomposed forms, apostrophes, what all languages share.

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
    for sequence, folded in letters.items():
        for spelling in _spellings(sequence):
            explicit.setdefault(spelling, folded)
    complete.update(explicit)
    complete.update({"\u0130": complete.get("i", "i"), "I": complete.get("i", "i")})
    return dict(sorted(complete.items()))


def _spellings(sequence: str) -> Iterable[str]:
    """Every way to print a row's left side: each apostrophe, each case, composed and decomposed."""
    apostrophes = APOSTROPHES if "’" in sequence else "’"
    for apostrophe in apostrophes:
        printed = sequence.replace("’", apostrophe)
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
    """Accented Latin letter -> its base, lower case."""
    found = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            found[chr(code)] = base.lower()
    return found


def _shared() -> dict[str, str]:
    """Full-width letters and digits, and Arabic presentation forms, in their plain lower-case form."""
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
