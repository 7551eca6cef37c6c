"""From the beginning of a word, as it was typed, to the beginnings that the folded words may have.

Folding looks ahead: oʻ is o only at a word's end, ц is ts only before a vowel, s and h are one letter. So an unfinished
word has no fold of its own. It is folded with what may follow, and what followed is taken away again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from xabar.language.characters import COMBINING
from xabar.language.folding import LONGEST_WORD, word_folder
from xabar.language.tables import TABLES
from xabar.search.analysis import analyze_text


class Beginnings(NamedTuple):
    """What a folded word may be when its print begins as typed."""

    begins: tuple[str, ...]  # none of them the beginning of another
    words: tuple[str, ...]  # whole words that begin otherwise: obroʻ is obro, obroʻli obröli

    def fit(self, folded: str) -> bool:
        """Whether a folded word may be printed with this beginning."""
        return folded.startswith(self.begins) or folded in self.words


# What may follow and is taken away again: a consonant, a vowel.
_PROBES = ("ba", "ab")

# What the rewrites of a language look for as a whole, which changes letters before the place where typing stopped.
_SEQUENCES = {"uz": "evro tse tsi tsikl tsiz tsin yu ye yo lyatsi lyator tyabr knyaz"}
_LAST_SEQUENCES = {"uz": "ini ining iga ida idan idagi"}  # at a word's end only

# э, since е after a vowel is ye.
_TO_CYRILLIC = str.maketrans("abdegiklnorstvyz", "абдэгиклнорствйз")


def split_prefix(text: str, language: str) -> tuple[tuple[str, ...], Beginnings | None]:
    """The whole words of a prefix query as they were typed, and its beginning: COVID-1* is COVID, then 1.

    No beginning where the language's rules leave no token of the text.
    """
    tokens = analyze_text(text, language, stem=False)
    if not tokens:
        return (), None
    *words, last = (text[token.start : token.end] for token in tokens)
    return tuple(words), fold_beginnings(last, language)


@lru_cache(maxsize=1 << 10)
def fold_beginnings(text: str, language: str) -> Beginnings:
    """How the folded words may begin whose print begins with `text`, a part of one word. It must fold to something.

    Left out is what would find far more than was meant: a letter cut apart (и, of a й printed as two characters),
    Uzbek t before an s that takes its place (donet*, of Donetsk, would be all words with dones), Kazakh шт before
    another ш (all words with ш).
    """
    fold = word_folder(language)
    folded = fold(text)
    if len(folded) > LONGEST_WORD // 2:  # what follows would be cut off
        return Beginnings((folded,), ())
    begins = _shortest(found for found in _unfinished(text, folded, language) if found)
    words = {folded, *(fold(text + rest) for rest in _last_rests(language, cyrillic=_is_cyrillic(text)))}
    return Beginnings(begins, tuple(sorted(word for word in words if not word.startswith(begins))))


def _unfinished(text: str, folded: str, language: str) -> Iterator[str]:
    """What is left of the text with each probe, and the text with each rest: most begin with what a probe left."""
    fold = word_folder(language)
    cyrillic = _is_cyrillic(text)
    probes = _in_script(_PROBES, cyrillic=cyrillic)
    for probe in probes:
        yield fold(text + probe).removesuffix(fold(probe))
    tail = probes[0]
    for rest in (*_letter_rests(text, language), *_rests(language, cyrillic=cyrillic)):
        begin = fold(text + rest + tail).removesuffix(fold(tail))
        if not folded.startswith(begin):
            yield begin


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in text)


def _in_script(parts: Iterable[str], *, cyrillic: bool) -> tuple[str, ...]:
    """In the script of the text that they are put behind: folding takes look-alikes of the other script for its own."""
    return tuple(part.translate(_TO_CYRILLIC) if cyrillic else part for part in parts)


@cache
def _rests(language: str, *, cyrillic: bool) -> tuple[str, ...]:
    return _in_script(_cut(_SEQUENCES.get(language, "")), cyrillic=cyrillic)


@cache
def _last_rests(language: str, *, cyrillic: bool) -> tuple[str, ...]:
    return _in_script(_cut(_LAST_SEQUENCES.get(language, "")), cyrillic=cyrillic)


def _cut(sequences: str) -> tuple[str, ...]:
    """What is missing of a sequence, wherever typing stops inside of it."""
    return tuple(dict.fromkeys(each[at:] for each in sequences.split() for at in range(1, len(each))))


def _letter_rests(text: str, language: str) -> Iterator[str]:
    """What makes one letter of the last characters and more: s, then h."""
    rests = _rests_of_letters(language)
    for at in range(max(len(text) - 5, 0), len(text)):
        yield from rests.get(text[at:], ())


@cache
def _rests_of_letters(language: str) -> Mapping[str, tuple[str, ...]]:
    """First characters of a letter -> the rest of it, one spelling for each letter that it may become."""
    rests: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for letter, folded in TABLES[language].mapping.items():
        for at in range(1, len(letter)):
            if letter[at] not in COMBINING:
                rests[letter[:at]].setdefault(folded, letter[at:])
    return {first: tuple(each.values()) for first, each in rests.items()}


def _shortest(begins: Iterable[str]) -> tuple[str, ...]:
    """Without those that begin with another."""
    kept: list[str] = []
    for begin in sorted(set(begins)):
        if not kept or not begin.startswith(kept[-1]):
            kept.append(begin)
    return tuple(kept)
