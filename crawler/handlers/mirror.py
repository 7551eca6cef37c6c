"""Fetch from a copy of the sites on this machine instead of from the sites."""

from __future__ import annotations

from copy import copy
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.handlers.bounded import BoundedDownloadHandler


class MirrorDownloadHandler(BoundedDownloadHandler):
    """Scrapy's handler; with XABAR_MIRROR, an address such as http://127.0.0.1:8765, every request goes there.

    https://kun.uz/news/rss is fetched from MIRROR/kun.uz/news/rss and answered as https://kun.uz/news/rss, so that
    robots.txt, redirects, delays and everything else behave as on the site.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        mirror: str | None = crawler.settings["XABAR_MIRROR"]
        if mirror and urlsplit(mirror).scheme not in ("http", "https"):
            raise ValueError(f"XABAR_MIRROR must be an address like http://127.0.0.1:8765, got {mirror!r}")
        self._mirror = mirror.rstrip("/") if mirror else None

    async def download_request(self, request: Request) -> Response:
        """Return the response of the mirror under the address of the request."""
        if self._mirror is None:
            return await super().download_request(request)
        asked = urlsplit(request.url)
        path = f"{asked.path or '/'}?{asked.query}" if asked.query else asked.path or "/"
        # Only the address changes, and its characters stay; replace() would check both and every header again.
        moved = copy(request)
        moved._url = f"{self._mirror}/{asked.netloc}{path}"
        response = await super().download_request(moved)
        response._set_url(request.url)
        return response
