"""Identify the language and script of a text: its letters decide the script, their n-grams the language.

Naive Bayes over character n-grams of one to five letters within a word (Cavnar and Trenkle 1994; the
shape of langid.py), one class for each language *in each alphabet*: pooling the alphabets of Uzbek or
Kazakh in one class blurs both. The counts are learnt by `bench.language.train_identification`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from xabar.language.characters import (
    APOSTROPHES,
    COMBINING_MARKS,
    CYRILLIC_LETTERS,
    HIDDEN,
    JOINERS,
    LATIN_LETTERS,
    LOWER_LOOK_ALIKES,
    TUTUQ,
)
from xabar.language.scripts import script_of

TABLE = "ngrams.tsv"
UNIT = 0.1  # nats in one step of the table's penalties

# The classes of each script, in the order of the table's columns; what follows a hyphen names the alphabet.
CLASSES = {
    "Latn": (
        "uz", "uz-2026", "kk-2021", "kk-2018", "kk-2017", "kk-QazAqparat", "tr", "az", "en",
        "kaa", "kaa-1995", "kaa-1995i",
    ),
    "Cyrl": ("uz", "kk", "ru", "ky", "tg", "kaa"),
}  # fmt: skip

_LANGUAGES = {script: [name.partition("-")[0] for name in names] for script, names in CLASSES.items()}

LONGEST_NGRAM = 5
ENOUGH = 600  # characters of an article's text, in which some letter tells at least its script
READ = 400  # characters; more of an article would add nothing
STRIDE = 3  # each third word is looked at first, so that a quotation or a name counts as much as in the whole
KEPT = 1 << 14  # words of a script whose n-grams have been added up: 3 MB
KEPT_FOR_MANY = 1 << 16
WINDOWS = 1 << 14  # five letters in a row, whose n-grams have been added up: 3 MB
CERTAIN = 1.0  # as rounded: e³⁶ times as probable as any other, so that the other words do not tell otherwise
DECLARED = 1.5  # nats in favour of the declared language, about as much as a letter says
RARE = {
    "Latn": {"kaa": 1.5},
    "Cyrl": {"kaa": 4.0},
}  # nats against a language that few print and that Kazakh resembles
FOREIGN_SHARE = 0.2  # a text with this share of Cyrillic or Arabic letters is not written in Latin


class Identification(NamedTuple):
    """The language (ISO 639, "und" if it cannot be told), the script, and the probability of the language."""

    language: str
    script: str | None
    confidence: float


def identify_text(text: str, *, declared: str | None = None, kept: int = KEPT) -> Identification:
    """Return the language and script of a text, from its first letters.

    `declared`, the language that a site declares, is a prior worth two letters: it tips a text of one or
    two words, but no sentence. `confidence` is the posterior probability of the language, 0 to 1. `kept` words of a
    script are remembered: KEPT, or KEPT_FOR_MANY for thousands of texts.

    Source: Cavnar and Trenkle 1994; the counts are of SIB-200 (see NOTICE).
    """
    sample = text[:READ]
    script = _script_behind_names(sample[:300]) or _script_behind_names(sample)
    if script is None and len(text) > READ:
        sample = text
        script = script_of(text)
    if script is None:
        return Identification("und", None, 0.0)
    if script == "Arab":
        return _identify_arabic(sample)
    words = split_words(sample, script)
    found = _decide(_add_scores(words[::STRIDE], script, kept), script, declared)
    if found.confidence == CERTAIN:
        return found
    return _decide(_add_scores(words, script, kept), script, declared)


def identify_article(
    title: str, text: str, *, declared: str | None = None, kept: int = KEPT
) -> Identification:
    """Return the language and script of an article, from its title and the beginning of its text.

    `kept` is that of `identify_text`.
    """
    return identify_text(f"{title}\n{text[:ENOUGH]}", declared=declared, kept=kept)


def _script_behind_names(text: str) -> str | None:
    """Return the script of the text itself: Latin names stand in Cyrillic and Arabic texts, but hardly ever the reverse."""
    script = script_of(text)
    if script == "Latn":
        for other in ("Cyrl", "Arab"):
            foreign = sum(map(len, _WORD_LETTERS[other].findall(text)))
            if foreign and foreign >= FOREIGN_SHARE * sum(map(str.isalpha, text)):
                return other
    return script


def split_words(text: str, script: str) -> list[str]:
    """Return the words of one script, as printed, with one apostrophe and without hidden characters."""
    if _HAS_PLAIN.search(text):
        for mark, plain in _PLAIN:  # many times faster than str.translate
            if mark in text:
                text = text.replace(mark, plain)
    words = _WORDS[script].findall(text)
    return [word for word in words if not word.isascii()] if script == "Cyrl" else words


def lower_word(word: str, script: str) -> str:
    """Return a word as the n-grams see it: lower-case, Latin look-alikes in a Cyrillic word made Cyrillic."""
    lower = word.replace("İ", "i").replace("Í", "ı").lower()  # Í is the capital of Karakalpak's ı
    return lower.translate(_LATIN_LOOK_ALIKES) if script == "Cyrl" else lower


def list_ngrams(word: str) -> list[str]:
    """Return all n-grams of a word, from one letter to `LONGEST_NGRAM`; from two on, the word's edges count as `_`."""
    edged = f"_{word}_"
    return [*word, *map(edged.__getitem__, _ngram_places(len(edged)))]


@lru_cache(maxsize=64)  # lengths of words
def _window_places(length: int) -> tuple[slice, ...]:
    """Return the places of the longest n-gram that begins with each character but the last edge."""
    return tuple(slice(start, start + LONGEST_NGRAM) for start in range(length - 1))


@lru_cache(maxsize=64)  # lengths of words
def _ngram_places(length: int) -> tuple[slice, ...]:
    """Return where the n-grams from two letters on stand in a word of so many characters, its edges included."""
    return tuple(
        slice(start, start + size)
        for size in range(2, LONGEST_NGRAM + 1)
        for start in range(length - size + 1)
    )


# Any apostrophe becomes one; hidden characters go.
_PLAIN = (
    *((mark, TUTUQ) for mark in APOSTROPHES if mark != TUTUQ),
    *((mark, "") for mark in HIDDEN + JOINERS),
)
_HAS_PLAIN = re.compile(f"[{re.escape(''.join(mark for mark, _ in _PLAIN))}]")
_LATIN_LOOK_ALIKES = str.maketrans({**LOWER_LOOK_ALIKES, "ö": "ө"})
_LATIN_WORD = f"[{LATIN_LETTERS}{COMBINING_MARKS}]"
_WORDS = {
    "Latn": re.compile(f"{_LATIN_WORD}+(?:{TUTUQ}{_LATIN_WORD}*)*"),
    "Cyrl": re.compile(f"[{CYRILLIC_LETTERS}{COMBINING_MARKS}A-Za-zƏəÖö]+"),
}
_WORD_LETTERS = {"Cyrl": re.compile(f"[{CYRILLIC_LETTERS}]+"), "Arab": re.compile("[\u0620-\u06d3]+")}

_BITS = 24  # of one class in a packed score: 400 letters of 5 n-grams at most 90 steps each fit
_MASK = (1 << _BITS) - 1
_STEPS = bytes(max(code - 33, 0) for code in range(256))  # from "!" on, each character is one step more


@cache
def _packed_table() -> dict[str, dict[str, int]]:
    """Return by script and n-gram the penalties of all classes, side by side in one number that one sum adds up."""
    cells = resources.files("xabar.language").joinpath(TABLE).read_text(encoding="utf-8").split()
    scripts, ngrams, penalties = cells[::3], cells[1::3], cells[2::3]
    tables: dict[str, dict[str, int]] = {}
    for script, classes in CLASSES.items():  # the rows of a script stand together
        rows = slice(scripts.index(script), scripts.index(script) + scripts.count(script))
        tables[script] = dict(zip(ngrams[rows], _pack(penalties[rows], len(classes)), strict=True))
    return tables


def _pack(penalties: list[str], classes: int) -> list[int]:
    """Return each row of penalties as a number. They are spread at once: row by row, loading takes half as long again."""
    lane = _BITS // 8
    size = lane * classes
    lanes = bytearray(size * len(penalties))
    lanes[::lane] = "".join(penalties).encode("ascii").translate(_STEPS)
    return [int.from_bytes(lanes[at : at + size], "little") for at in range(0, len(lanes), size)]


@cache
def _word_scorer(script: str, kept: int) -> Callable[[str], int]:
    """Return what gives the packed penalties of a word, halved where a capital may mean a foreign name."""
    find = _packed_table()[script].get

    @lru_cache(maxsize=WINDOWS)
    def score_window(window: str) -> int:
        """Return those of all n-grams that begin where five letters of an edged word do."""
        sizes = range(2 if window[0] == "_" else 1, len(window) + 1)
        return sum([found for size in sizes if (found := find(window[:size]))])

    @lru_cache(maxsize=kept)
    def score_word(word: str) -> int:
        edged = f"_{lower_word(word[:40], script)}_"
        # a quarter of the look-ups that its n-grams take one by one: most beginnings and ends are known from other words
        score = sum(map(score_window, map(edged.__getitem__, _window_places(len(edged)))))
        return score if word[0].isupper() else 2 * score

    return score_word


def _add_scores(words: list[str], script: str, kept: int) -> list[float]:
    """Return the penalty of each class in nats, divided by the sizes of n-gram, since each letter stands in all."""
    packed = sum(map(_word_scorer(script, kept), words))
    scale = UNIT / 2 / LONGEST_NGRAM
    return [((packed >> (_BITS * column)) & _MASK) * scale for column in range(len(CLASSES[script]))]


def _decide(penalties: list[float], script: str, declared: str | None) -> Identification:
    by_language: dict[str, float] = {}
    for language, penalty in zip(_LANGUAGES[script], penalties, strict=True):
        by_language[language] = min(penalty, by_language.get(language, math.inf))
    for language, nats in RARE[script].items():
        by_language[language] += nats
    if declared in by_language:
        by_language[declared] -= DECLARED
    best = min(by_language, key=by_language.__getitem__)
    odds = sum(math.exp(by_language[best] - penalty) for penalty in by_language.values())
    return Identification(best, script, 1 / odds)


# Kazakh in Arabic letters writes every vowel, with ى and ە, and the hamza before a word; no letter of
# Arabic's own (ث ذ ص ض ط ظ). Uyghur writes vowels too, with ې ۈ ئ, and غ خ for ع ح.
_KAZAKH_ARABIC = re.compile("[ٴۇەڭۋىگ]")
_OTHER_ARABIC = re.compile("[ثذصضطظةغخېۈئ]")


def _identify_arabic(text: str) -> Identification:
    kazakh, other = len(_KAZAKH_ARABIC.findall(text)), len(_OTHER_ARABIC.findall(text))
    if kazakh <= 4 * other:
        return Identification("und", "Arab", 0.0)
    return Identification("kk", "Arab", (kazakh + 1) / (kazakh + other + 2))
