"""What of a stranger's text may be stored and shown: nothing that a terminal obeys or that turns a line around."""

from __future__ import annotations

import re
from typing import Final

# ESC or its one-byte form, and what a terminal reads with it (ECMA-48, 5.3 to 5.6): control sequences, and strings
# such as the title of the window up to their end. A string without an end is left, without what begins it.
_SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,32}+[ -/]{0,8}+[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]{0,2000}+(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,8}+[0-~]"
)
# C0 and C1 but the line feed, marks and overrides of direction (Unicode 9, 2.1 to 2.4), surrogates, noncharacters.
_SPACING: Final = re.compile("[\t\r\v\f\x1c-\x1f\x85\u2028\u2029]")
_HARMFUL: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def printable(text: str) -> str:
    """Return the text without control characters and sequences, marks of direction and halves of characters.

    Line feeds stay; other white space that a terminal obeys becomes a space.
    """
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    if "\x1b" in text or _HARMFUL.search(text):
        text = _HARMFUL.sub("", _SEQUENCE.sub("", text))
    return _SPACING.sub(" ", text)


def printable_line(text: str) -> str:
    """Return the same in one line."""
    return printable(text).replace("\n", " ") if "\n" in text else printable(text)
