"""Which pages take too long to be read between two answers: told by what they consist of, without reading them."""

from __future__ import annotations

import re
from typing import Final

# Bounds of what is read in the crawl's own process. The largest pages that sites of the region serve have 3,000
# tags and 180 kB beside their scripts; the worst page within these bounds takes 40 ms.
MAX_BYTES: Final = 1_000_000
MAX_MARKUP: Final = 200_000  # bytes without scripts and styles, but for short ones
SCRIPT: Final = 1_000  # bytes; shorter ones are not worth the look
MAX_TAGS: Final = 4_000
MAX_TAG: Final = (
    20_000  # bytes from one "<" to the next: the time for a tag grows with its attributes squared
)

# The start tag of an element whose text is taken as it is, so that its length costs next to nothing.
_RAW_TEXT: Final = re.compile(rb'(?:script|style)(?:\s+[\w-]+(?:="[^"]*")?){0,8}\s*>', re.IGNORECASE)


def is_costly(html: bytes) -> bool:
    """Whether reading a page may take longer than the crawl can wait, 50 ms."""
    if len(html) > MAX_BYTES or html.count(b"<") > MAX_TAGS:
        return True
    if len(html) <= MAX_MARKUP and not _has_long_piece(html):  # nearly every page
        return False
    markup = len(html)
    for piece in html.split(b"<"):
        if len(piece) > SCRIPT and _is_raw_text(piece):
            markup -= len(piece)
        elif len(piece) > MAX_TAG:
            return True
    return markup > MAX_MARKUP


def _has_long_piece(html: bytes) -> bool:
    """Whether more than MAX_TAG bytes stand between two "<", or between one and an end of the page."""
    start = 0
    while len(html) - start > MAX_TAG:
        start = html.rfind(b"<", start, start + MAX_TAG + 1) + 1
        if start == 0:
            return True
    return False


def _is_raw_text(piece: bytes) -> bool:
    start = _RAW_TEXT.match(piece)
    return start is not None and b"json" not in start[0]  # structured data is read
