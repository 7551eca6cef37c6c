"""Choosing the part of a text that is shown of a hit: whole words, with as much of the query as fits. Pure."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

SNIPPET_WIDTH = 200  # characters of original text, a word more or less


class Span(NamedTuple):
    """A place in the text and the number of the query's word or phrase that stands there."""

    start: int
    end: int
    leaf: int


def best_window(text: str, spans: list[Span], width: int) -> tuple[int, int]:
    """Return the window with the most different words of the query, then the most hits, then the earliest.

    The spans are in order, and apart from each other.
    """
    if not spans:
        return 0, _word_end(text, width)
    leaves, ends = [span.leaf for span in spans], [span.end for span in spans]
    every, reach = len(set(leaves)), (width * 3) // 4
    best, best_value, after = spans[0], (0, 0), 0
    for at, span in enumerate(spans):
        after = bisect_right(ends, span.start + reach, lo=max(at, after))
        if (every, after - at) > best_value:  # most windows have too few, whatever they are
            value = (len(set(leaves[at:after])), after - at)
            if value > best_value:
                best, best_value = span, value
    start = _word_start(text, max(0, best.start - width // 4), best.start)
    return start, max(_word_end(text, start + width), best.end)


def _word_start(text: str, at: int, latest: int) -> int:
    """Return the first beginning of a word from `at` on, but not after `latest`."""
    if at == 0 or text[at - 1].isspace():
        return at
    for place in range(at, latest):
        if text[place].isspace():
            return place + 1
    return latest if latest - at < SNIPPET_WIDTH else at


def _word_end(text: str, at: int) -> int:
    """Return the last end of a word up to `at`, or `at` itself inside a very long word."""
    if at >= len(text):
        return len(text)
    for place in range(at, max(at - 40, 0), -1):
        if text[place].isspace():
            return place
    return at
