"""A text becomes a shape: one letter a token, so that a form of date is a regular expression over shapes.

«25-aprel, 2025 yil 14:30» has the shape `n-m, y w t`. The letters:

    n  number of one or two digits      y  number of four digits, 1900 to 2099    N  any other number
    t  time with a colon                m  month by its full name                 b  month, short
    w  year word                        u  unit of time                           U  unit that means one of it
    a  ago                              d  day counted from today                 j  just now
    l  last                             v  several                                q  number word
    k  weekday                          f  filler                                 o  word of a counter
    p  label of the publication         e  label of a later change                z  zone
    g  am, pm                           c  month only beside a year               h  word of another matter
    x  any other word                   ;  any other sign

Spaces and the signs `. , / - | : ( ) +` stand for themselves.

A site prints its dates in one shape or two, and all sites together in some hundreds, so what depends on the shape
alone is worked out once a shape (`places` and its callers), and what a part means once a part (`_Vocabulary`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from xabar.language.dates.lexicon import DROPPED, Lexicon, fold_key, lexicon_of

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_DIGITS = {ord(zero) + digit: str(digit) for zero in "٠۰" for digit in range(10)}
_ARABIC_SIGNS = {ord("،"): ",", ord("؛"): ";", ord("۔"): "."}
_CLEAN = DROPPED | _DASHES | _DIGITS | _ARABIC_SIGNS
_UNCLEAN = re.compile("[" + re.escape("".join(map(chr, _CLEAN))) + "]")

_PART = re.compile(
    r"""
    \s+
  | [APap]\.[Mm]\b\.? | [^\W\d_]+
  | (?<![\d:.])(?:\d{1,2}:|\d\d\ :\ )\d\d(?::\d\d(?!\d)(?:[.,]\d+)?)?  # a time, then its offset
        (?:\ ?\(?(?:(?:UTC|GMT|utc|gmt)\ ?[+-]\d{1,2}(?::?\d\d)?|\+\d\d:?\d\d|(?<=\ )-(?:0\d|1[0-4])[0-5]\d)(?!\d))?
  | \d+
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_OWN_SIGNS = frozenset(".,/-|:()+")
_LONGEST_PART = 40  # characters: what is longer is not remembered
_REMEMBERED = 20_000  # parts a language; then it starts anew
_SHAPES_REMEMBERED = 4096


Token = tuple[str, Any]
"""Its letter and its value."""

_letter_of = itemgetter(0)


class Tokens:
    """A text as its shape, with the token behind each letter at the letter's index."""

    __slots__ = ("_tokens", "shape")

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.shape = "".join(map(_letter_of, tokens))

    def __getitem__(self, index: int) -> Any:
        """The value of the token at an index of the shape."""
        return self._tokens[index][1]

    def value(self, place: Place, group: str) -> Any:
        """The value of the token at a group of `place`; `None` where the group is not there."""
        index = place.at.get(group)
        return None if index is None else self._tokens[index][1]


@dataclass(slots=True)
class Place:
    """Where a form stands in a shape: its span, and the index of the letter of each group that is there."""

    start: int
    end: int
    at: dict[str, int]

    @property
    def span(self) -> tuple[int, int]:
        """The start and the end."""
        return self.start, self.end

    @classmethod
    def of(cls, match: re.Match[str]) -> Place:
        """The place of a match over a shape; a group of more than one letter is known by its first."""
        groups = {name: match.start(name) for name in match.re.groupindex}
        return cls(match.start(), match.end(), {name: at for name, at in groups.items() if at >= 0})


by_shape = lru_cache(maxsize=_SHAPES_REMEMBERED)
"""Remembers what a pure function says of a shape."""


@by_shape
def places(pattern: re.Pattern[str], shape: str, start: int = 0, end: int | None = None) -> tuple[Place, ...]:
    """Every place of a pattern in a shape, or in a span of it, from left to right."""
    return tuple(map(Place.of, pattern.finditer(shape, start, len(shape) if end is None else end)))


def read_tokens(text: str, language: str) -> Tokens:
    """The tokens of `text`, its words looked up in the tables of `language`."""
    if _UNCLEAN.search(text):
        text = text.translate(_CLEAN)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    vocabulary = _vocabulary(language)
    parts = _PART.findall(text)
    tokens = [vocabulary[part] for part in parts]
    if not vocabulary.openers.isdisjoint(parts):
        tokens = _join_phrases(parts, tokens, vocabulary)
    return Tokens(tokens)


class _Vocabulary(dict[str, Token]):
    """The letter and the value of every part seen so far in texts of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.openers: set[str] = set()  # parts that may begin a phrase

    def __missing__(self, part: str) -> Token:
        if len(self) >= _REMEMBERED:
            self.clear()
            self.openers.clear()
        token = _classify(part, self.lexicon)
        if len(part) <= _LONGEST_PART:
            self[part] = token
        if token[0] not in " t" and fold_key(part) in self.lexicon.openers:
            self.openers.add(part)
        return token


@lru_cache(maxsize=16)
def _vocabulary(language: str) -> _Vocabulary:
    return _Vocabulary(lexicon_of(language))


def _classify(part: str, lexicon: Lexicon) -> Token:
    if part.isspace():
        return " ", None
    if part.isdecimal():
        return _number_letter(part), part
    if part[0].isdecimal():
        return "t", part
    if not part[0].isalnum():
        return part if part in _OWN_SIGNS else ";", None
    return lexicon.look_up(fold_key(part))


def _join_phrases(parts: list[str], tokens: list[Token], vocabulary: _Vocabulary) -> list[Token]:
    """The tokens with the two words of a phrase, one sign between them, as one."""
    joined: list[Token] = []
    at = 0
    while at < len(parts):
        phrase = None
        if parts[at] in vocabulary.openers and at + 2 < len(parts) and len(parts[at + 1]) == 1:
            phrase = vocabulary.lexicon.words.get(f"{fold_key(parts[at])}_{fold_key(parts[at + 2])}")
        joined.append(phrase or tokens[at])
        at += 3 if phrase else 1
    return joined


def _number_letter(digits: str) -> str:
    if len(digits) <= 2:
        return "n"
    return "y" if len(digits) == 4 and digits[:2] in ("19", "20") else "N"
