"""Conditional requests (RFC 9110, 13): a page is asked for only if it is no longer what it was."""

from __future__ import annotations

from typing import Final

from scrapy.http import Request, Response

NOT_MODIFIED: Final = 304
LONGEST: Final = (
    1_000  # characters; servers refuse requests with 8 kB of headers, and would do so with every visit
)
_HEADERS: Final = ("If-None-Match", "If-Modified-Since")


def read_validators(response: Response) -> tuple[str | None, str | None]:
    """Return the ETag and the Last-Modified of an answer, as the site gave them; None for what cannot be sent back."""
    return _read_header(response, "ETag"), _read_header(response, "Last-Modified")


def write_conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it has changed since the site gave these validators."""
    return {name: value for name, value in zip(_HEADERS, (etag, last_modified), strict=True) if value}


def is_conditional(request: Request) -> bool:
    """Return whether a page was asked for only if it has changed."""
    return any(name in request.headers for name in _HEADERS)


def drop_conditions(request: Request) -> None:
    """Let a request ask for the page whatever is known of it."""
    for name in _HEADERS:
        request.headers.pop(name, None)


def _read_header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    text = (value or b"").decode("latin-1")
    can_be_sent = len(text) <= LONGEST and text.isascii() and text.isprintable()
    return text if can_be_sent and text not in ("", "*") else None  # "*" is any page (RFC 9110, 13.1.2)
