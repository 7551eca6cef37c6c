"""Furniture that a site teaches by repeating it: lines that several of its articles begin or end with.

Pure: the caller keeps the counts. A paragraph in the middle of a text is never judged, and a long one never
either: sites repeat paragraphs of background word for word, and those are text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xabar.extraction.plain import paragraph_key

HEAD: Final = 2  # paragraphs at the beginning that may be furniture
TAIL: Final = 4  # paragraphs at the end
MAX_LENGTH: Final = 200  # characters; longer repeated paragraphs are background, not furniture
ARTICLES: Final = 3  # different articles of one site that make a repeated line furniture
MIN_LEFT: Final = 0.5  # of the text must stay, or nothing goes: such articles are alike by nature


def ends_of(paragraphs: Sequence[str]) -> list[int]:
    """The keys of the short paragraphs at the head and the tail: what a site may be repeating."""
    ends = [*paragraphs[:HEAD], *paragraphs[max(HEAD, len(paragraphs) - TAIL) :]]
    return list(dict.fromkeys(paragraph_key(text) for text in ends if 0 < len(text) <= MAX_LENGTH))


def own_part(paragraphs: Sequence[str], articles: Mapping[int, int]) -> slice:
    """Which of the paragraphs are the article's own: all but what others of its site begin or end with too.

    `articles` says in how many different articles of the site each key was seen. Furniture is looked for from
    the ends inwards, up to the first paragraph that is the article's own.
    """
    first, last = 0, len(paragraphs)
    while last > first and len(paragraphs) - last < TAIL and _repeated(paragraphs[last - 1], articles):
        last -= 1
    while first < last and first < HEAD and _repeated(paragraphs[first], articles):
        first += 1
    if sum(map(len, paragraphs[first:last])) < MIN_LEFT * sum(map(len, paragraphs)):
        return slice(0, len(paragraphs))
    return slice(first, last)


def _repeated(text: str, articles: Mapping[int, int]) -> bool:
    return len(text) <= MAX_LENGTH and articles.get(paragraph_key(text), 0) >= ARTICLES
