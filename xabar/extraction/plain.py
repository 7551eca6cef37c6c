"""Simplify text for the rules: lower case, one apostrophe, one kind of space, Kazakh Latin letters without marks."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from xabar.language.characters import APOSTROPHES

# One character for one, so that every place in the plain text is the same place in the printed text.
_PLAIN: Final = (
    *((mark, "'") for mark in APOSTROPHES if mark != "'"),
    *((space, " ") for space in "\u00a0\u2007\u202f\t"),
    ("İ", "i"),  # its lower case is two characters
)
# The Kazakh Latin alphabets of 2018 and 2021 and the Uzbek one of 2026 differ only in marks.
_UNMARKED: Final = dict(zip("áäâóöõúüýñńŋǵğışç", "aaaooouuunnnggisc", strict=True))
# Whether there is any of them: one look at a line instead of forty, of which most lines need none.
_PRINTED: Final = "".join(printed for printed, _ in _PLAIN)
_MARKED: Final = "".join(_UNMARKED) + "".join(_UNMARKED).upper().replace("I", "")  # I is no capital of ı here
_HAS_ANY: Final = re.compile(f"[{_PRINTED}{_MARKED}]").search
_HAS_PRINTED: Final = re.compile(f"[{_PRINTED}]").search
_HAS_MARKS: Final = re.compile(f"[{''.join(_UNMARKED)}]").search
_NUMBER: Final = re.compile(r"\d+(?:[ .,:]\d+)*")
_PATTERN: Final = 0x2545F4914F6CDD1D  # makes another key of 63 bits
_WORD: Final = re.compile(r"\w+")
_MARKS: Final = '.,-:«»–—"()!?'  # those of most texts
_ADDRESS: Final = re.compile(r"((?:https?://|t\.me/)[\w.-]*)[^\s»”\")]*")


@lru_cache(maxsize=128)  # every step of the cleaning asks for the same lines
def plain(text: str) -> str:
    """Return the plain text, which is as long as the printed one."""
    if not _HAS_ANY(text):
        return text.lower()
    if _HAS_PRINTED(text):
        for printed, simple in _PLAIN:  # many times faster than str.translate on Cyrillic
            if printed in text:
                text = text.replace(printed, simple)
    text = text.lower()
    if not text.isascii() and _HAS_MARKS(text):
        for printed, simple in _UNMARKED.items():
            if printed in text:
                text = text.replace(printed, simple)
    return text


def pattern_key(text: str) -> int:
    """Return the key of a line that differs from others like it in its numbers only: «5 ta izoh», «12 ta izoh»."""
    return paragraph_key(_NUMBER.sub("0", text)) ^ _PATTERN


@lru_cache(maxsize=4096)  # each line is asked for several times, before and after its batch is stored
def paragraph_key(text: str) -> int:
    """Return a 63-bit hash of the words of a paragraph. Case, spacing, punctuation and apostrophes do not matter.

    Of an address only the host counts, so that «Batafsil: https://t.me/kanal/1205» is the same line in every article.
    """
    bare = plain(text).replace("'", "")
    if "/" in bare and ("//" in bare or "t.me/" in bare):
        bare = _ADDRESS.sub(r"\1", bare)
    return int.from_bytes(blake2b(_join_words(bare).encode(), digest_size=8).digest(), "big") >> 1


def _join_words(text: str) -> str:
    """Return the words of a text, a space between them."""
    bare = text
    for mark in _MARKS:
        bare = bare.replace(mark, " ")
    words = bare.split()
    # of most texts only words are left then, which takes half as long as to look for each
    return " ".join(words if "".join(words).isalnum() else _WORD.findall(text))
