"""Look up the words of printed dates in all tables of a language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from xabar.language.characters import APOSTROPHES, HIDDEN, JOINERS, LOWER_LOOK_ALIKES
from xabar.language.dates import amounts, months, words
from xabar.language.dates.shapes import Kind
from xabar.language.months import MONTHS

QUOTES = '«»“”„"'
TATWEEL = "\u0640"  # stretches an Arabic word
DROPPED = dict.fromkeys(map(ord, APOSTROPHES + QUOTES + HIDDEN + JOINERS + TATWEEL))
"""Signs that stand inside words and do not change them."""
_DROPPED_SIGN = re.compile(f"[{re.escape(''.join(map(chr, DROPPED)))}]")

_WORD, _MONTH_NAME = Kind.WORD.value, Kind.MONTH_NAME.value

# Letters that stand in for one another inside a word of the other alphabet: «сәуiр» with a Latin i.
_ARABIC, _CYRILLIC_LETTER = re.compile("[\u0600-\u06ff]"), re.compile("[\u0400-\u04ff]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
_TO_CYRILLIC = str.maketrans({**LOWER_LOOK_ALIKES, "ё": "е"})
_TO_LATIN = str.maketrans({cyrillic: latin for latin, cyrillic in LOWER_LOOK_ALIKES.items()})
_RUSSIAN_KEYBOARD = str.maketrans("әғқңөұүһі", "агкноуухи")  # «каңтар», «қыркуйек»
_LATIN_SOUNDS = str.maketrans({"ı": "i", "ş": "sh", "ç": "ch", "ŋ": "n"})
_ARABIC_LETTERS = str.maketrans(
    {"ي": "ى", "ی": "ى", "ک": "ك", "ه": "ە", "ھ": "ە", "ٴ": "", "ء": "", "\u0654": ""}
)


def fold_key(word: str) -> str:
    """Return the key of a word in the tables, the same for all its letter cases, apostrophes and diacritics."""
    lower = (word.translate(DROPPED) if _DROPPED_SIGN.search(word) else word).lower()
    if lower.isascii():
        return lower
    if _ARABIC.search(lower):
        return lower.translate(_ARABIC_LETTERS)
    if _CYRILLIC_WORD.fullmatch(lower):  # most words, which need no counting
        return lower.translate(_TO_CYRILLIC)
    cyrillic = len(_CYRILLIC_LETTER.findall(lower))
    if 2 * cyrillic >= len(lower):
        return lower.translate(_TO_CYRILLIC)
    latin = lower.translate(_TO_LATIN) if cyrillic else lower
    plain = unicodedata.normalize("NFKD", latin.translate(_LATIN_SOUNDS))
    return plain.encode("ascii", "ignore").decode()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every word of a language's tables by its key; phrases of two words have keys with `_` between."""

    words: dict[str, tuple[str, Any]]
    openers: frozenset[str]  # first words of phrases

    def look_up(self, key: str) -> tuple[str, Any]:
        """Return the kind and the value of a word by its key; months are found in Russian letters too: «кантар»."""
        found = self.words.get(key)
        if found is None:
            letter, value = self.words.get(key.translate(_RUSSIAN_KEYBOARD), (_WORD, None))
            return (letter, value) if letter == _MONTH_NAME else (_WORD, key)
        return found


@lru_cache(maxsize=16)
def lexicon_of(language: str) -> Lexicon:
    """Return the words of a language; one without tables of its own gets those of Russian and English."""
    found: dict[str, tuple[str, Any]] = {}
    for table in words.TABLES.get(language, words.OTHER_TABLES):
        for key, meaning in _meanings(table):
            found.setdefault(key, meaning)
    for key, meaning in _zones():
        found.setdefault(key, meaning)
    return Lexicon(found, frozenset(key.split("_")[0] for key in found if "_" in key))


_Meaning: TypeAlias = tuple[str, tuple[str, Any]]


@cache  # languages share tables
def _meanings(table: str) -> list[_Meaning]:
    """Return the key of every word of a table, with its kind and value."""
    return [(_phrase_key(phrase), (kind.value, value)) for phrase, kind, value in _entries(table)]


@cache
def _zones() -> list[_Meaning]:
    return [
        (_phrase_key(name), (Kind.ZONE.value, ZoneInfo(zone)))
        for zone, names in words.ZONES.items()
        for name in names.split()
    ]


def _phrase_key(phrase: str) -> str:
    return "_".join(map(fold_key, phrase.split("_"))) if "_" in phrase else fold_key(phrase)


_WORDS_WITHOUT_VALUE = (
    (words.AGO, Kind.AGO),
    (words.NOW, Kind.JUST_NOW),
    (words.LAST, Kind.LAST),
    (words.SEVERAL, Kind.SEVERAL),
    (words.COUNTERS, Kind.COUNTER),
    (words.BESIDE, Kind.COUNTER),
    (words.FILLERS, Kind.FILLER),
    (words.JOINERS, Kind.JOINER),
    (words.SINCE, Kind.SINCE),
    (words.ACTS, Kind.ACT),
    (words.NUMBER_SIGNS, Kind.NUMBER_SIGN),
    (words.PUBLISHED, Kind.PUBLISHED),
    (words.CHANGED, Kind.CHANGED),
    (words.ELSEWHERE, Kind.ELSEWHERE),
)


def _entries(table: str) -> Iterator[tuple[str, Kind, Any]]:
    """Yield every word of a table with its kind and value; of two entries for a word the first one counts."""
    yield from _month_entries(table)
    for offset, days in words.DAYS.get(table, {}).items():
        yield from _each(days, Kind.COUNTED_DAY, offset)
    for number, names in amounts.NUMBERS.get(table, {}).items():
        yield from _each(names, Kind.NUMBER_WORD, number)
    for name, span in amounts.SPANS.get(table, {}).items():
        yield name, Kind.SINGLE_UNIT, span
    single = frozenset(amounts.SINGLE_UNITS.get(table, "").split())
    for unit, names in amounts.UNITS.get(table, {}).items():
        for name in names.split():
            yield name, Kind.SINGLE_UNIT if name in single else Kind.UNIT, (unit, 1)
    yield from _each(months.YEAR_WORDS[table], Kind.YEAR_WORD, ("years", 1))
    for table_of, kind in _WORDS_WITHOUT_VALUE:
        yield from _each(table_of.get(table, ""), kind, None)
    for number, names in enumerate(months.WEEKDAYS.get(table, ())):
        yield from _each(names, Kind.WEEKDAY, number)
    if table == "en-Latn":
        for name, hours in words.MERIDIEMS.items():
            yield name, Kind.MERIDIEM, hours


def _month_entries(table: str) -> Iterator[tuple[str, Kind, int]]:
    for number, names in enumerate(MONTHS[table], start=1):
        for name in names.full:
            yield name, Kind.MONTH_NAME, number
            for suffix in months.CASE_SUFFIXES[table].split():
                yield name + suffix, Kind.MONTH_NAME, number
            for suffix in months.ABLATIVES.get(table, "").split():
                yield name + suffix, Kind.MONTH_FROM, number
        for name in names.short:
            yield name, Kind.SHORT_MONTH, number
    for number, doubtful in months.DOUBTFUL_MONTHS.get(table, {}).items():
        yield from _each(doubtful, Kind.DOUBTFUL_MONTH, number)


def _each(names: str, kind: Kind, value: Any) -> Iterator[tuple[str, Kind, Any]]:
    for name in names.split():
        yield name, kind, value
