"""Decide which pages would keep the crawl waiting too long, from what they consist of, without parsing them."""

from __future__ import annotations

import re
from typing import Final

# Bounds of what the crawl's own process parses. The largest pages that sites of the region serve have 3,000 tags and
# 180 kB beside their scripts; the worst page within these bounds takes 40 ms.
MAX_BYTES: Final = 1_000_000
MAX_MARKUP: Final = 200_000  # bytes without long scripts and styles
SCRIPT: Final = 1_000  # bytes of a script or style that counts as long
MAX_TAGS: Final = 3_000
# Bytes from one "<" to the next: the time for a tag grows with the square of the number of its attributes.
MAX_TAG: Final = 20_000

# The start tag of an element whose text the parser copies as it is, so that its length costs next to nothing.
_RAW_TEXT: Final = re.compile(rb'(?:script|style)(?:\s+[\w-]+(?:="[^"]*")?){0,8}\s*>', re.IGNORECASE)


def is_costly(html: bytes) -> bool:
    """Return whether parsing a page may take longer than the 50 ms that a crawl can wait."""
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
    """Return whether more than MAX_TAG bytes stand between two "<", or between one and an end of the page."""
    start = 0
    while len(html) - start > MAX_TAG:
        start = html.rfind(b"<", start, start + MAX_TAG + 1) + 1
        if start == 0:
            return True
    return False


def _is_raw_text(piece: bytes) -> bool:
    start = _RAW_TEXT.match(piece)
    return start is not None and b"json" not in start[0]  # structured data is parsed, too
