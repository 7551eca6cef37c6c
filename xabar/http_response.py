"""A page as a server or a file gave it: unpacked, not decoded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from w3lib.encoding import http_content_type_encoding

from xabar.extraction.decoding import decode_html

_HTML: Final = ("text/html", "application/xhtml+xml")
_VAGUE: Final = ("", "text/plain", "application/octet-stream", "text/xml", "application/xml")


@dataclass(frozen=True)
class HttpResponse:
    """The answer for one address. It can be pickled for another process."""

    url: str
    body: bytes
    status: int = 200
    content_type: str = "text/html"

    @cached_property
    def html(self) -> str | None:
        """The text, in the encoding that the response names or shows; None when it is not text."""
        return decode_html(self.body, http_content_type_encoding(self.content_type))

    @cached_property
    def is_html(self) -> bool:
        """True if it is HTML by its Content-Type, or by its first bytes where that is vague."""
        kind = self.content_type.split(";")[0].strip().lower()
        if kind in _HTML:
            return True
        start = self.body[:2048].lower()
        return kind in _VAGUE and (b"<html" in start or b"<!doctype html" in start)
