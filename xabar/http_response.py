"""A page as a server or a file gave it: unpacked, not decoded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pickle import PickleBuffer
from typing import Any, Final

from w3lib.encoding import http_content_type_encoding

from xabar.extraction.decoding import decode_html

_HTML: Final = ("text/html", "application/xhtml+xml")
_VAGUE: Final = ("", "text/plain", "application/octet-stream", "text/xml", "application/xml")
_charset_of: Final = lru_cache(maxsize=64)(http_content_type_encoding)  # all pages of a site name the same


@dataclass(frozen=True)
class HttpResponse:
    """The answer for one address. It can be pickled for another process."""

    url: str
    body: bytes
    status: int = 200
    content_type: str = "text/html"

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Pickle only what was received, and the body so that whoever wants can take it out of band without copying it."""
        body: Any = PickleBuffer(self.body) if int(protocol) >= 5 else self.body
        return type(self), (self.url, body, self.status, self.content_type)

    @cached_property
    def html(self) -> str | None:
        """The text, in the encoding that the response names or shows; None when it is not text."""
        return decode_html(self.body, _charset_of(self.content_type))

    @cached_property
    def is_html(self) -> bool:
        """True if it is HTML by its Content-Type, or by its first bytes where that is vague."""
        kind = self.content_type.split(";")[0].strip().lower()
        if kind in _HTML:
            return True
        start = self.body[:2048].lower()
        return kind in _VAGUE and (b"<html" in start or b"<!doctype html" in start)
