"""What Scrapy's responses and requests say, as the library and the records take it."""

from __future__ import annotations

from scrapy.http import Request, Response

from xabar.http_response import HttpResponse


def to_http_response(response: Response) -> HttpResponse:
    """Return Scrapy's response as the library reads it."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return HttpResponse(response.url, response.body, response.status, content_type)


def requested_url(request: Request) -> str:
    """Return the address of the article that was asked for, before any redirect."""
    first: str = request.meta.get("page") or request.meta.get("redirect_urls", [request.url])[0]
    return first


def is_moved(request: Request) -> bool:
    """Return whether every redirect on the way says that the page has moved for good."""
    reasons = request.meta.get("redirect_reasons", ())
    return bool(reasons) and all(reason in (301, 308) for reason in reasons)
