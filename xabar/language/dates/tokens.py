"""Turn a text into a shape, one letter for each part, so that a form of date is a regular expression over shapes.

`xabar.language.dates.shapes` has the letters. A site prints its dates in one shape or two, and all sites together in
some hundreds. So what depends only on the shape is worked out once for each shape (`by_shape`), and what a part means
once for each part (`_Meanings`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from xabar.language.dates.lexicon import DROPPED, Lexicon, fold_key, lexicon_of
from xabar.language.dates.shapes import Kind

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_DIGITS = {ord(zero) + digit: str(digit) for zero in "٠۰" for digit in range(10)}
_ARABIC_SIGNS = {ord("،"): ",", ord("؛"): ";", ord("۔"): "."}
_CLEAN = DROPPED | _DASHES | _DIGITS | _ARABIC_SIGNS
_UNCLEAN = re.compile("[" + re.escape("".join(map(chr, _CLEAN))) + "]")

_PART = re.compile(
    r"""
    \s+
  | [APap]\.[Mm]\b\.? | [^\W\d_]+
  | \d(?<![\d:.]\d)(?:\d?:|\d\ :\ )\d\d(?::\d\d(?!\d)(?:[.,]\d+)?)?  # a time, then its offset
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
# Plain strings: they are faster to join than members of an enumeration.
_NUMBER, _FULL_YEAR, _LONG_NUMBER = Kind.NUMBER.value, Kind.FULL_YEAR.value, Kind.LONG_NUMBER.value
_CLOCK, _SIGN = Kind.CLOCK.value, Kind.SIGN.value
_OPENER = "?"  # in a shape not yet finished

Value = TypeVar("Value")


class Tokens:
    """A text as a shape, and the part that each letter of the shape stands for."""

    __slots__ = ("_meanings", "_parts", "shape")

    def __init__(self, shape: str, parts: list[str], meanings: _Meanings) -> None:
        self.shape = shape
        self._parts = parts
        self._meanings = meanings

    def __getitem__(self, index: int) -> Any:
        """Return the value of the part at an index of the shape: a month's number, a unit, the digits of a number."""
        return self._meanings[self._parts[index]][1]

    def value(self, place: Place, group: str) -> Any:
        """Return the value of the part at a group of `place`; `None` where the group is not there."""
        index = place.at.get(group)
        return None if index is None else self[index]


@dataclass(slots=True)
class Place:
    """Where a form stands in a shape: its span, and the index of the letter of each group that is there."""

    start: int
    end: int
    at: dict[str, int]

    @property
    def span(self) -> tuple[int, int]:
        """Return where the form starts and ends."""
        return self.start, self.end

    @classmethod
    def of(cls, match: re.Match[str]) -> Place:
        """Return the place of a match over a shape; a group of several letters is known by its first."""
        groups = {name: match.start(name) for name in match.re.groupindex}
        return cls(match.start(), match.end(), {name: at for name, at in groups.items() if at >= 0})


by_shape = lru_cache(maxsize=_SHAPES_REMEMBERED)
"""Cache what a pure function says about a shape."""


def place_at(pattern: re.Pattern[str], shape: str, start: int, end: int | None = None) -> Place | None:
    """Return the place of a pattern at an index of a shape, of which nothing from `end` on is seen."""
    match = pattern.match(shape, start, len(shape) if end is None else end)
    return Place.of(match) if match else None


def read_tokens(text: str, language: str) -> Tokens:
    """Return the tokens of `text`, with its words looked up in the tables of `language`."""
    if _UNCLEAN.search(text):
        text = text.translate(_CLEAN)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    letters, meanings = _vocabulary(language)
    parts = _PART.findall(text)
    shape = "".join(map(letters.__getitem__, parts))
    if _OPENER in shape:
        parts = _join_phrases(parts, shape, meanings.lexicon)
        shape = "".join([meanings[part][0] for part in parts])
    return Tokens(shape, parts, meanings)


class _Meanings(dict[str, tuple[str, Any]]):
    """The letter and the value of every part seen so far in texts of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, part: str) -> tuple[str, Any]:
        return _remember(self, part, _classify(part, self.lexicon))


class _Letters(dict[str, str]):
    """The letter of every part; `_OPENER` for one that may be the first word of a phrase."""

    def __init__(self, meanings: _Meanings) -> None:
        super().__init__()
        self.meanings = meanings

    def __missing__(self, part: str) -> str:
        if part.isdecimal():  # a counter is another on every page
            return _remember(self, part, _number_letter(part))
        letter, _ = self.meanings[part]
        is_opener = part[0].isalpha() and fold_key(part) in self.meanings.lexicon.openers
        return _remember(self, part, _OPENER if is_opener else letter)


@lru_cache(maxsize=16)
def _vocabulary(language: str) -> tuple[_Letters, _Meanings]:
    meanings = _Meanings(lexicon_of(language))
    return _Letters(meanings), meanings


def _remember(memory: dict[str, Value], part: str, value: Value) -> Value:
    if len(memory) >= _REMEMBERED:
        memory.clear()
    if len(part) <= _LONGEST_PART:
        memory[part] = value
    return value


def _classify(part: str, lexicon: Lexicon) -> tuple[str, Any]:
    if part.isspace():
        return " ", None
    if part.isdecimal():
        return _number_letter(part), part
    if part[0].isdecimal():
        return _CLOCK, part
    if not part[0].isalnum():
        return part if part in _OWN_SIGNS else _SIGN, None
    return lexicon.look_up("_".join(map(fold_key, part.split("_"))))


def _join_phrases(parts: list[str], shape: str, lexicon: Lexicon) -> list[str]:
    """Return the parts, with two words that make a phrase, one sign between them, joined by `_`."""
    joined: list[str] = []
    at = 0
    while at < len(parts):
        phrase = _phrase_at(parts, at, lexicon) if shape[at] == _OPENER else None
        joined.append(phrase or parts[at])
        at += 3 if phrase else 1
    return joined


def _phrase_at(parts: list[str], at: int, lexicon: Lexicon) -> str | None:
    if at + 2 >= len(parts) or len(parts[at + 1]) != 1:
        return None
    is_phrase = f"{fold_key(parts[at])}_{fold_key(parts[at + 2])}" in lexicon.words
    return f"{parts[at]}_{parts[at + 2]}" if is_phrase else None


def _number_letter(digits: str) -> str:
    if len(digits) <= 2:
        return _NUMBER
    return _FULL_YEAR if len(digits) == 4 and digits[:2] in ("19", "20") else _LONG_NUMBER
