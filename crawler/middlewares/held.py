"""Answer a request with the page that is held for it, without asking the site."""

from __future__ import annotations

from scrapy.http import Request, Response

from crawler.held_pages import HELD


class HeldPageMiddleware:
    """Answers before all other middlewares: a page that is held passed them when it was fetched."""

    async def process_request(self, request: Request) -> Response | None:
        """Return the page that is held; None for a request that goes to the site."""
        held: Response | None = request.meta.pop(HELD, None)
        return held
