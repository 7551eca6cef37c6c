"""Split a line that names several people: «Ali Valiyev va Nigora Karimova», «Anna Fink, Jan Marchart und Birgit Baumann»."""

from __future__ import annotations

import re
from typing import Final

# "and" by language (CLDR, list patterns), all of which stand in bylines of the press.
JOINERS: Final = {
    "uz": ("va", "ва"),
    "kk": ("және", "jáne", "jäne", "جانە"),
    "ky": ("жана",),
    "ru": ("и",),
    "uk": ("та", "і"),
    "en": ("and",),
    "de": ("und",),
    "fr": ("et",),
    "es": ("y", "e"),
    "it": ("e", "ed"),
    "nl": ("en",),
    "da": ("og",),
    "sv": ("och",),
    "fi": ("ja",),
    "pl": ("i", "oraz"),
    "cs": ("a",),
    "hu": ("és",),
    "tr": ("ve",),
    "az": ("və",),
    "id": ("dan",),
}
MAX_WORDS: Final = 5  # of a name; what is longer is an office or a sentence

# Spaces are taken from the first one on, so that a long run of them is read once.
_SIGNS: Final = re.compile(r"(?:(?<!\s)\s+)?[,;|•]\s*|(?<!\s)\s+[&/+]\s+")
_WORDS: Final = {word for words in JOINERS.values() for word in words}
_LONG: Final = re.compile(rf"(?<!\s)\s+(?:{'|'.join(sorted(word for word in _WORDS if len(word) > 1))})\s+")
# A single letter is as often a part of a name, «José Ortega y Gasset», and joins whole names only.
_SHORT: Final = re.compile(
    rf"(?<=\S\s\S)(\S*)\s+(?:{'|'.join(sorted(word for word in _WORDS if len(word) == 1))})\s+(?=\S+\s\S)"
)
_INITIALS: Final = re.compile(r"(?:(?<!\s)\s+)?\([^()]{1,12}\)$")


def split_people(line: str) -> tuple[str, ...]:
    """Return the people whom a line names, without initials behind a name and without offices between the names."""
    parts = [part for piece in _SIGNS.split(line) for part in _LONG.split(piece)]
    names = [
        _INITIALS.sub("", name).strip() for part in parts for name in _SHORT.sub(r"\1\n", part).split("\n")
    ]
    names = [name for name in names if name]
    people = [name for name in names if _may_be_name(name)]
    return tuple(people or names)


def _may_be_name(text: str) -> bool:
    return len(text.split()) <= MAX_WORDS and not text[0].islower()
