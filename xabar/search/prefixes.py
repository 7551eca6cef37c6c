"""From the prefix of a word, as it was typed, to the prefixes that the folded words may have.

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
from xabar.search.analysis import analyze_typed


class FoldedPrefix(NamedTuple):
    """What a folded word may be when its print begins as typed."""

    prefixes: tuple[str, ...]  # none of them begins with another
    words: tuple[str, ...]  # whole words that begin otherwise: obroʻ is obro, obroʻli obröli


# What may follow and is taken away again: a consonant, a vowel.
_PROBES = ("ba", "ab")

# What the spelling rules of a language look for as a whole, so that letters before the end of the prefix change.
_SEQUENCES = {"uz": "evro tse tsi tsikl tsiz tsin yu ye yo lyatsi lyator tyabr knyaz"}
_LAST_SEQUENCES = {"uz": "ini ining iga ida idan idagi"}  # at a word's end only

# э, since е after a vowel is ye.
_TO_CYRILLIC = str.maketrans("abdegiklnorstvyz", "абдэгиклнорствйз")


def split_prefix(text: str, language: str) -> tuple[tuple[str, ...], FoldedPrefix | None]:
    """Return the whole words of a prefix query as they were typed, and its prefix: COVID-1* is COVID, then 1.

    The prefix is None where the language's rules leave no token of the text.
    """
    tokens = analyze_typed(text, language, stem=False)
    if not tokens:
        return (), None
    *words, last = (text[token.start : token.end] for token in tokens)
    return tuple(words), fold_prefix(last, language)


@lru_cache(maxsize=1 << 10)
def fold_prefix(text: str, language: str) -> FoldedPrefix:
    """Return how the folded words may begin whose print begins with `text`, a part of one word that does not fold to "".

    What would find far more than was meant is left out: a letter cut apart (и, of a й printed as two characters),
    Uzbek t before an s that takes its place (donet*, of Donetsk, would be all words with dones), Kazakh шт before
    another ш (all words with ш).
    """
    fold = word_folder(language)
    folded = fold(text)
    if len(folded) > LONGEST_WORD // 2:  # what follows would be cut off
        return FoldedPrefix((folded,), ())
    prefixes = _shortest(found for found in _fold_unfinished(text, folded, language) if found)
    words = {folded, *(fold(text + rest) for rest in _last_rests(language, cyrillic=_is_cyrillic(text)))}
    return FoldedPrefix(prefixes, tuple(sorted(word for word in words if not word.startswith(prefixes))))


def _fold_unfinished(text: str, folded: str, language: str) -> Iterator[str]:
    """Yield what each probe leaves of the text, and each rest where that is not what a probe left."""
    fold = word_folder(language)
    cyrillic = _is_cyrillic(text)
    probes = _probes(language, cyrillic=cyrillic)
    for probe, folded_probe in probes:
        yield fold(text + probe).removesuffix(folded_probe)
    tail, folded_tail = probes[0]
    for rest in (*_letter_rests(text, language), *_rests(language, cyrillic=cyrillic)):
        prefix = fold(text + rest + tail).removesuffix(folded_tail)
        if not folded.startswith(prefix):
            yield prefix


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in text)


def _in_script(parts: Iterable[str], *, cyrillic: bool) -> tuple[str, ...]:
    """Return the parts in the script of the text before them: folding takes look-alikes of the other script for its own."""
    return tuple(part.translate(_TO_CYRILLIC) if cyrillic else part for part in parts)


@cache
def _probes(language: str, *, cyrillic: bool) -> tuple[tuple[str, str], ...]:
    """Return the probes in a script, each with what it folds to."""
    fold = word_folder(language)
    return tuple((probe, fold(probe)) for probe in _in_script(_PROBES, cyrillic=cyrillic))


@cache
def _rests(language: str, *, cyrillic: bool) -> tuple[str, ...]:
    return _in_script(_cut(_SEQUENCES.get(language, "")), cyrillic=cyrillic)


@cache
def _last_rests(language: str, *, cyrillic: bool) -> tuple[str, ...]:
    return _in_script(_cut(_LAST_SEQUENCES.get(language, "")), cyrillic=cyrillic)


def _cut(sequences: str) -> tuple[str, ...]:
    """Return what is missing of each sequence, wherever typing stops inside it."""
    return tuple(dict.fromkeys(each[at:] for each in sequences.split() for at in range(1, len(each))))


def _letter_rests(text: str, language: str) -> Iterator[str]:
    """Yield what makes one letter of the last characters and itself: h after an s."""
    rests = _rests_of_letters(language)
    for at in range(max(len(text) - 5, 0), len(text)):
        yield from rests.get(text[at:], ())


@cache
def _rests_of_letters(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the rest of a letter by its first characters, one spelling for each letter that it may become."""
    rests: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for letter, folded in TABLES[language].mapping.items():
        for at in range(1, len(letter)):
            if letter[at] not in COMBINING:
                rests[letter[:at]].setdefault(folded, letter[at:])
    return {first: tuple(each.values()) for first, each in rests.items()}


def _shortest(prefixes: Iterable[str]) -> tuple[str, ...]:
    """Return the prefixes without those that begin with another."""
    kept: list[str] = []
    for prefix in sorted(set(prefixes)):
        if not kept or not prefix.startswith(kept[-1]):
            kept.append(prefix)
    return tuple(kept)
