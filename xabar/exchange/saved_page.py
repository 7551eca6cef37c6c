"""Saved HTML pages: one file a page, which may say where it was saved from."""

from __future__ import annotations

import re
from typing import BinaryIO, Final

from xabar.exchange.entry import Entry, LinePlace, Refusal

LARGEST_PAGE: Final = 10 * 2**20  # bytes unpacked, as a crawl reads them
_BEGINNING: Final = 4_096  # bytes of a page in which a browser notes where it was saved from
# «<!-- saved from url=(0023)https://kun.uz/… -->» of browsers, «url: https://kun.uz/…» in the comment of SingleFile.
_SAVED_FROM: Final = re.compile(
    rb"(?:saved from url=\(\d{1,9}\)|\n[ \t]{0,40}+url:[ \t]{0,40}+)(https?://[^\s<>\"']{1,8000})"
)


def read_saved_page(stream: BinaryIO, file: str) -> Entry | Refusal:
    """Return the entry of a saved page. `url` is None where no browser noted it: then the page itself must say it."""
    place = LinePlace(file, 1)
    page = stream.read(LARGEST_PAGE + 1)
    if len(page) > LARGEST_PAGE:
        return Refusal(place, "too-large", f"the page is larger than {LARGEST_PAGE} bytes")
    noted = _SAVED_FROM.search(page, 0, _BEGINNING)
    return Entry(place=place, url=noted[1].decode(errors="replace") if noted else None, page=page)
