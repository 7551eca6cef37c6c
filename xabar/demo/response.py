"""What a fake site answers to one request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FakeResponse:
    """The answer to one request, not packed for the transport."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


def html_response(text: str, charset: str) -> FakeResponse:
    """Return a page in a charset. Letters that it lacks become character references, as sites print them."""
    content_type = "text/html" if charset != "utf-8" else "text/html; charset=utf-8"
    return FakeResponse(text.encode(charset, "xmlcharrefreplace"), content_type=content_type)


def xml_response(text: str) -> FakeResponse:
    """Return a feed or a sitemap."""
    return FakeResponse(text.encode(), content_type="application/xml; charset=utf-8")
