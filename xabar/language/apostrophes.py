"""Restore the official apostrophes of Uzbek, and leave quotation marks that look like them."""

from __future__ import annotations

import re

from xabar.language.characters import APOSTROPHES, LATIN_LETTERS, OKINA, TUTUQ

# The letters of both scripts that a word may mix.
LATIN, CYRILLIC = f"{LATIN_LETTERS}əɵ", "\u0400-\u0481\u048a-\u052f"
_LATIN_LETTER = re.compile(f"[{LATIN}]")
# The official ones are found at a glance where they stand behind the right letter: there they stay.
_DOUBTFUL = re.compile(
    "|".join(
        {OKINA: f"{OKINA}(?<![oGg]{OKINA})", TUTUQ: f"{TUTUQ}(?<=[OoGg]{TUTUQ})"}.get(mark, mark)
        for mark in APOSTROPHES
    )
)
_IRISH_NAME = re.compile(f"(?:[^{LATIN}]|^)O[{APOSTROPHES}][A-Z][a-z]")
_QUOTING = re.compile(
    f"(?P<open>(?<![{LATIN}{CYRILLIC}{APOSTROPHES}\\d])[{APOSTROPHES}](?=[{LATIN}]))"
    f"|(?P<close>[{APOSTROPHES}](?![{LATIN}{CYRILLIC}{APOSTROPHES}]))|(?P<end>\n)"
)


def restore_apostrophes(text: str, language: str) -> str:
    """Return the text with ʻ after o and g and ʼ between other Latin letters; quotation marks that look alike stay.

    Only Uzbek has official apostrophes; a text in another language is returned as it is.

    Source: the law of 6 May 1995 on the alphabet, its two apostrophes as Unicode has them.
    """
    return _DOUBTFUL.sub(_official_apostrophe, text) if language == "uz" else text


def _official_apostrophe(match: re.Match[str]) -> str:
    text, place = match.string, match.start()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not _is_latin(before) or (after and after in APOSTROPHES):
        return match[0]
    if before not in "OoGg":
        return TUTUQ if _is_latin(after) else match[0]
    if not _is_latin(after) and _closes_quotation(text, place):
        return match[0]
    return TUTUQ if before == "O" and _IRISH_NAME.match(text, max(place - 2, 0)) else OKINA


def _is_latin(letter: str) -> bool:
    return _LATIN_LETTER.match(letter) is not None


def _closes_quotation(text: str, place: int) -> bool:
    """Return whether an apostrophe opened a quotation shortly before and none has closed it since."""
    opened = False
    for mark in _QUOTING.finditer(text, max(0, place - 80), place):
        opened = mark.lastgroup == "open"
    return opened
