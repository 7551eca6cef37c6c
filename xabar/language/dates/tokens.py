"""A text becomes a shape: one letter a token, so that a form of date is a regular expression over shapes.

«25-aprel, 2025 yil 14:30» has the shape `n-m, y w t`. The letters:

    n  number of one or two digits      y  number of four digits, 1900 to 2099    N  any other number
    t  time with a colon                m  month by its full name                 b  month, short
    w  year word                        u  unit of time                           U  unit that means one of it
    a  ago                              d  day counted from today                 j  just now
    l  last                             v  several                                q  number word
    k  weekday                          f  filler                                 o  word of a counter
    p  label of the publication         e  label of a later change                z  zone
    g  am, pm                           c  month only beside a year               x  any other word
    ;  any other sign

Spaces and the signs `. , / - | : ( ) +` stand for themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xabar.language.dates import words

APOSTROPHES = "'`´ʻʼʽʹˈ‘’‛′ʾʿ＇"
_QUOTES = '«»“”„"'
_DROPPED = dict.fromkeys(
    map(ord, APOSTROPHES + _QUOTES + "\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_DIGITS = {ord(zero) + digit: str(digit) for zero in "٠۰" for digit in range(10)}
_ARABIC_SIGNS = {ord("،"): ",", ord("؛"): ";", ord("۔"): "."}
_CLEAN = _DROPPED | _DASHES | _DIGITS | _ARABIC_SIGNS

# Letters that stand in for one another inside a word of the other alphabet: «сәуiр» with a Latin i.
_LATIN, _CYRILLIC = "aeocpxyikmthbə", "аеосрхуікмтнвә"
_TO_CYRILLIC = str.maketrans(_LATIN + "ё", _CYRILLIC + "е")
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_LATIN_SOUNDS = str.maketrans({"ı": "i", "ş": "sh", "ç": "ch", "ŋ": "n"})
_ARABIC_LETTERS = str.maketrans(
    {"ي": "ى", "ی": "ى", "ک": "ك", "ه": "ە", "ھ": "ە", "ٴ": "", "ء": "", "\u0654": ""}
)

_TOKEN = re.compile(
    r"""
    (?P<time>(?<![\d:.,])\d{1,2}:\d\d(?::\d\d(?!\d)(?:[.,]\d+)?)?
        (?:\ ?\(?(?P<offset>(?:UTC|GMT)\ ?[+-]\d{1,2}(?::?\d\d)?|\+\d\d:?\d\d|(?<=\ )-(?:0\d|1[0-4])[0-5]\d)(?!\d))?)
  | (?P<number>\d+)
  | (?P<word>[^\W\d_]+)
  | (?P<space>\s+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_OWN_SIGNS = frozenset(".,/-|:()+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as its shape, with the value of each token at the index of its letter."""

    shape: str
    values: list[Any]

    def value(self, match: re.Match[str], group: str) -> Any:
        """The value of the token that `group` of a match over the shape has found; `None` where it found none."""
        index = match.start(group)
        return None if index < 0 else self.values[index]


@lru_cache(maxsize=8192)
def fold_key(word: str) -> str:
    """The key under which a word stands in the tables: one for its letter cases, apostrophes and diacritics."""
    lower = word.translate(_DROPPED).lower()
    if lower.isascii():
        return lower
    if any("\u0600" <= letter <= "\u06ff" for letter in lower):
        return lower.translate(_ARABIC_LETTERS)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in lower)
    if 2 * cyrillic >= len(lower):
        return lower.translate(_TO_CYRILLIC)
    latin = lower.translate(_TO_LATIN) if cyrillic else lower
    plain = unicodedata.normalize("NFKD", latin.translate(_LATIN_SOUNDS))
    return "".join(letter for letter in plain if letter.isascii())


def read_tokens(text: str, language: str) -> Tokens:
    """The tokens of `text`, its words looked up in the tables of `language`."""
    lexicon = _lexicon(language)
    shape: list[str] = []
    values: list[Any] = []
    for letter, value in _classify(unicodedata.normalize("NFKC", text.translate(_CLEAN)), lexicon):
        shape.append(letter)
        values.append(value)
    return Tokens("".join(shape), values)


def _classify(text: str, lexicon: Lexicon) -> Iterator[tuple[str, Any]]:
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        kind, part = match.lastgroup, match.group()
        if kind == "word":
            key = fold_key(part)
            following = _TOKEN.match(text, position + 1) if key in lexicon.openers else None
            if following and (phrase := lexicon.words.get(f"{key}_{fold_key(following.group())}")):
                position = following.end()
                yield phrase
            else:
                yield lexicon.words.get(key, ("x", key))
        elif kind == "number":
            yield _number_letter(part), part
        elif kind == "space":
            yield " ", None
        elif kind == "sign":
            yield part if part in _OWN_SIGNS else ";", None
        else:
            yield "t", part


def _number_letter(digits: str) -> str:
    if len(digits) <= 2:
        return "n"
    return "y" if len(digits) == 4 and digits[:2] in ("19", "20") else "N"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every word of a language's tables by its key; phrases of two words have keys with `_` between."""

    words: dict[str, tuple[str, Any]]
    openers: frozenset[str]  # first words of phrases


@lru_cache(maxsize=16)
def _lexicon(language: str) -> Lexicon:
    found: dict[str, tuple[str, Any]] = {}
    for table in words.TABLES.get(language, words.OTHER_TABLES):
        for key, letter, value in _rows(table):
            found.setdefault("_".join(map(fold_key, key.split("_"))), (letter, value))
    for zone, hours in words.ZONES.items():
        found.setdefault(zone, ("z", int(hours)))
    return Lexicon(found, frozenset(key.split("_")[0] for key in found if "_" in key))


def _rows(table: str) -> Iterator[tuple[str, str, Any]]:
    """(word, letter, value) for every word of one table; where two rows share a word the first one counts."""
    yield from _month_rows(table)
    for offset, days in words.DAYS.get(table, {}).items():
        yield from _each(days, "d", offset)
    for number, names in words.NUMBERS.get(table, {}).items():
        yield from _each(names, "q", number)
    yield from _each("полчаса" if table == "ru-Cyrl" else "", "U", ("minutes", 30))
    single = frozenset(words.SINGLE_UNITS.get(table, "").split())
    for unit, names in words.UNITS.get(table, {}).items():
        for name in names.split():
            yield name, "U" if name in single else "u", (unit, 1)
    yield from _each(words.YEAR_WORDS[table], "w", ("years", 1))
    for rows, letter in (
        (words.AGO, "a"),
        (words.NOW, "j"),
        (words.LAST, "l"),
        (words.SEVERAL, "v"),
        (words.COUNTERS, "o"),
        (words.FILLERS, "f"),
        (words.PUBLISHED, "p"),
        (words.CHANGED, "e"),
    ):
        yield from _each(rows.get(table, ""), letter, None)
    for number, names in enumerate(words.WEEKDAYS.get(table, ())):
        yield from _each(names, "k", number)
    if table == "en-Latn":
        for name, hours in words.MERIDIEMS.items():
            yield name, "g", hours


def _month_rows(table: str) -> Iterator[tuple[str, str, int]]:
    for number, row in enumerate(words.MONTHS[table], start=1):
        full, _, short = row.partition("|")
        for name in full.split():
            yield name, "m", number
            for ending in words.ENDINGS[table].split():
                yield name + ending, "m", number
        yield from _each(short, "b", number)
    for number, names in words.DOUBTFUL_MONTHS.get(table, {}).items():
        yield from _each(names, "c", number)


def _each(names: str, letter: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    for name in names.split():
        yield name, letter, value
