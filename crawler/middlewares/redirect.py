"""Follow redirects without a Referer header."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.http import Request, Response


class RedirectMiddleware(ScrapyRedirectMiddleware):
    """Scrapy's middleware, but without its search for the RefererMiddleware and its warning that there is none.

    With REFERRER_POLICY = "no-referrer" instead, the Referrer-Policy header of a response would still decide, and
    the RefererMiddleware would look at everything that every page yields.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take REDIRECT_ENABLED, REDIRECT_MAX_TIMES and REDIRECT_PRIORITY_ADJUST from the settings."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """Do nothing: no request of a crawl has a Referer header."""
