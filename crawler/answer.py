"""What an answer holds: HTML or something else, and in which encoding."""

from __future__ import annotations

import re

from scrapy.http import Response

from xabar.extraction.decoding import decode_html


def read_html(response: Response) -> str | None:
    """The text of an answer, in the encoding that it names or shows; None when it is none."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
    return decode_html(response.body, charset[1] if charset else None)


def is_other_media(response: Response) -> bool:
    """Whether an answer is no HTML: by its Content-Type, or by its first bytes where that is vague."""
    content_type = (response.headers.get("Content-Type") or b"").split(b";")[0].strip().lower()
    if content_type in (b"text/html", b"application/xhtml+xml"):
        return False
    if content_type in (b"", b"text/plain", b"application/octet-stream", b"text/xml", b"application/xml"):
        start = response.body[:2048].lower()
        return b"<html" not in start and b"<!doctype html" not in start
    return True
