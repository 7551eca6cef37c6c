"""Answer a request with the page that is held for it, without asking the site."""

from __future__ import annotations

from scrapy.http import Request, Response

from crawler.held_pages import HELD


class HeldPageMiddleware:
    """The first middleware: what is held was fetched by all the rules of the others."""

    async def process_request(self, request: Request) -> Response | None:
        """Return the page that is held; None for a request that goes to the site."""
        held: Response | None = request.meta.pop(HELD, None)
        return held
