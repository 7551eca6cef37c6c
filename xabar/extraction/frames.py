"""Reduce a short line to its frame: what is left of it when everything is masked that differs from article to article.

A line of its own whose frame stands in a good share of a site's articles tells nothing of any of them: a stamp («Updated
0»), a credit («N took it down»), a line of tags («Topics: …»), a label before a linked title, an advertisement's label. What is
masked: numbers, months, weekdays, names by their capitals, hashtags, and all that follows a label. At least one word must stay.
Letters without case show no names: there, a line of few words also has the frames without two words at or next to its ends.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final

from xabar.extraction.plain import paragraph_key, plain
from xabar.language.characters import APOSTROPHES
from xabar.language.dates.months import WEEKDAYS
from xabar.language.months import MONTHS

MAX_FRAME: Final = 120  # characters of a line that has a frame
MAX_SENTENCE: Final = 60  # characters of a sentence that has one
MOST: Final = 2  # times that an article has a frame; more often it is a list, a table or an interview
LABEL: Final = 5  # words of a label
CASELESS: Final = 7  # words of a line in which a name is looked for by its place
NAME: Final = 2  # words of a name

SENTENCE_MARKS: Final = (".", "!", "?", "…", "؟", "۔")
_QUESTIONS: Final = ("?", "؟")
_CLOSING: Final = " »”\")'"
_MASKS: Final = frozenset(("0", "N", "#"))
_KEY: Final = 0x5851F42D4C957F2D  # makes another key of 63 bits
_WORD: Final = re.compile(rf"#?\w(?:[\w{APOSTROPHES}-]{{0,60}}\w)?")
_LETTER: Final = re.compile(r"[^\W\d_]")
_CASELESS: Final = re.compile("[\u0620-\u06ff]")
_LABEL: Final = re.compile(
    rf"\W{{0,8}}((?:[^\W\d_][^\s:|►▶→—–]{{0,30}}\s{{1,2}}){{0,{LABEL - 1}}}[^\W\d_][^\s:|►▶→—–]{{0,30}})"
    r"(?:\s?:(?=\s)|\s?[►▶→|]|\s[—–-](?=\s))\s{0,2}(?=[\w#«“\"\[(])"
)
_BEHIND_LABEL: Final = re.compile("[:|►▶→—–-]")  # without one of these there is no label
# «Tags culture, sport»: a word before a list of others
_LISTED: Final = re.compile(
    r"\W{0,4}([^\W\d_]{3,20}) [\w'-]{2,30}(?: [\w'-]{2,30})?(?:\s?[,،;/·•|]\s?[\w'-]{2,30}(?: [\w'-]{2,30})?){1,6}"
)
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.]\d\d\b")  # a day and a time alone are a stamp
_DIGITS: Final = re.compile(r"\d+")
_LONG_NAME: Final = 5  # letters of a month's name that may carry a suffix
_NAMES_OF_MONTHS: Final = frozenset(
    plain(name) for months in MONTHS.values() for month in months for name in (*month.full, *month.short)
)
_WEEKDAYS: Final = frozenset(
    plain(name).replace("'", "") for days in WEEKDAYS.values() for day in days for name in day.split()
)
_LONG_NAMES: Final = tuple(name for name in _NAMES_OF_MONTHS if len(name) >= _LONG_NAME)
_PREFIXES: Final = frozenset(name[:_LONG_NAME] for name in _LONG_NAMES)


def find_frames(paragraphs: Sequence[str], kinds: str, ends: Collection[int]) -> dict[int, list[int]]:
    """Return the frames of a text by key, each with the places of its lines.

    In the middle of the text, which is all but the places in `ends`, a sentence has none, and neither has what the page
    marks as a subhead, a list or a quotation (`kinds`: letters of PARAGRAPH_KINDS, or "").
    """
    found: dict[int, list[int]] = {}
    for at, line in enumerate(paragraphs):
        if len(line) > MAX_FRAME:
            continue
        if at not in ends and (kinds[at : at + 1] in ("h", "i", "q") or _ends_sentence(line)):
            continue
        for key in frame_keys(line):
            found.setdefault(key, []).append(at)
    return {key: places for key, places in found.items() if len(places) <= MOST}


@lru_cache(maxsize=2048)  # each short line is asked for several times, before and after its batch is stored
def frame_keys(line: str) -> tuple[int, ...]:
    """Return the keys of a line's frames; none if it is too long, or nothing of it would be left."""
    if len(line) > MAX_FRAME or (len(line) > MAX_SENTENCE and _ends_sentence(line)):
        return ()
    if label := read_label(line):
        return (_key_of(("label", label)),)
    parts = _mask(line)
    if not _says_something(parts):
        parts = _mask(line, first_stays=True)
    frames = [parts, *_without_names(line, parts)]
    if _ends_sentence(line) and len(parts) == len(_WORD.findall(line)) and not _MASKS & set(parts[1:]):
        frames = frames[1:]  # nothing of the sentence differs
    if listed := _LISTED.fullmatch(line):
        frames.append(("list", listed[1]))
    is_stamp = _CLOCK.search(line) is not None
    return tuple(
        _key_of(frame)
        for frame in dict.fromkeys(frames)
        if _says_something(frame) or (is_stamp and frame == ("0",))
    )


def read_label(line: str) -> str | None:
    """Return the label with which a line begins, that heads a name, a tag or a title; None if there is none.

    A name heads what that person says, and a sentence behind a label is an editor's note.
    """
    bare = line.rstrip(_CLOSING)
    if bare.endswith(SENTENCE_MARKS) and not bare.endswith(_QUESTIONS):
        return None
    found = _LABEL.match(line) if _BEHIND_LABEL.search(line) else None
    if found is None:
        return None
    label = found[1]
    words = label.split()
    is_name = len(words) >= NAME and all(map(_is_capital, words)) and not label.isupper()
    return None if is_name else label


def ends_with_name(line: str) -> bool:
    """Return whether a line with a full stop ends with a name, and not with its verb as sentences do: it is a credit."""
    words = _WORD.findall(line)
    return len(words) > 1 and _is_capital(words[-1]) and line[:1].isalpha()


def may_name_nobody(line: str) -> bool:
    """Return whether a line is a whole sentence in letters without case: nothing shows that a name in it differs."""
    return _CASELESS.search(line) is not None and _ends_sentence(line)


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(SENTENCE_MARKS) and read_label(line) is None


def _mask(line: str, first_stays: bool = False) -> tuple[str, ...]:
    """Return the words of a line with 0 for numbers, months and weekdays, N for names, and # for hashtags.

    The first word has a capital, name or not: it is masked in three words or more, or stays if nothing else would.
    """
    simple, cased = plain(line), not line.isupper()
    words = list(_WORD.finditer(line))
    if len(words) < 3:
        first_stays = len(words) < 2 or not _is_capital(words[1][0])
    masked: list[str] = []
    for at, word in enumerate(words):
        if word[0].startswith("#"):
            part = "#"
        elif cased and _is_capital(word[0]) and (at or not first_stays):
            part = "N"
        else:
            part = _mask_numbers(simple[word.start() : word.end()].replace("'", ""))
        if part not in _MASKS or masked[-1:] != [part]:
            masked.append(part)
    return tuple(masked)


def _mask_numbers(word: str) -> str:
    if word in _NAMES_OF_MONTHS or word in _WEEKDAYS:
        return "0"
    number = word if word.isalpha() else _DIGITS.sub("0", word)
    rest = number.lstrip("0-'")
    is_month = rest in _NAMES_OF_MONTHS or (rest[:_LONG_NAME] in _PREFIXES and rest.startswith(_LONG_NAMES))
    return "0" if not rest or is_month else number


def _without_names(line: str, parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what else may be the frame of a line in letters without case: the name begins or ends it, or all but a word."""
    if NAME < len(parts) <= CASELESS and _CASELESS.search(line):
        for start in dict.fromkeys((0, 1, len(parts) - NAME - 1, len(parts) - NAME)):
            yield *parts[:start], "N", *parts[start + NAME :]


def _says_something(frame: Sequence[str]) -> bool:
    return frame == ("#",) or any(len(_LETTER.findall(part)) >= 3 for part in frame)


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _key_of(frame: Sequence[str]) -> int:
    return paragraph_key(" ".join(frame)) ^ _KEY
