"""What a page says of its own text, by which the text is found among all that the page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.markup import Markup
from xabar.extraction.metadata import Sources
from xabar.extraction.structured import read_structured_data
from xabar.extraction.titles import find_title

GRAM: Final = 3  # words
MIN_GRAMS: Final = 4  # of a description that can be recognized
SAME: Final = 0.5  # share of the three-word runs in common from which two texts say the same
MIN_TOLD: Final = 250  # characters of a text in JSON-LD that is believed to be an article's
_WORD: Final = re.compile(r"\w+")

Grams = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Hints:
    """The title, the description and the text (JSON-LD's articleBody) that a page gives to machines."""

    title: str = ""
    description: str = ""
    text: str = ""

    @cached_property
    def description_grams(self) -> Grams:
        """The runs of three words of the description."""
        return grams(self.description)

    @cached_property
    def text_grams(self) -> Grams:
        """The runs of three words of the text, if there is enough of it."""
        return grams(self.text) if len(self.text) >= MIN_TOLD else frozenset()

    def describes(self, text: str) -> bool:
        """Return whether a paragraph says what the description says, or a part of it."""
        described = self.description_grams
        if len(described) < MIN_GRAMS:
            return False
        found = grams(text)
        return len(found & described) >= SAME * min(len(found), len(described)) > 0

    def tells(self, text: str) -> bool:
        """Return whether a paragraph stands in the text that is given to machines."""
        found = grams(text) if self.text_grams else frozenset()
        return bool(found) and len(found & self.text_grams) >= SAME * len(found)


def make_hints(title: str, sources: Sources) -> Hints:
    """Return what a page with this title says of its own text."""
    meta, data = sources.markup.meta, sources.data
    described = meta.get("og:description") or meta.get("description") or data.description
    return Hints(title, described or "", data.text)


def read_hints(tree: LexborHTMLParser, url: str) -> Hints:
    """Return what a page that was fetched from `url` says of its own text."""
    markup = Markup(tree, url)
    sources = Sources(url, tree, markup, read_structured_data(markup.json_ld))
    return make_hints(find_title(sources, ()) or "", sources)


def grams(text: str) -> Grams:
    """Return the runs of three words in a text, or all its words if there are fewer."""
    words = _WORD.findall(text.lower())
    if len(words) < GRAM:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def overlap(text: str, other: str) -> float:
    """Return the share of a text's three-word runs that another text has, too."""
    mine = grams(text)
    return len(mine & grams(other)) / len(mine) if mine else 0.0
