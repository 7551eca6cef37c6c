"""Follow redirects without a Referer header: no page of ours leads to another, so none is ever named."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.http import Request, Response


class RedirectMiddleware(ScrapyRedirectMiddleware):
    """Scrapy's own, without its search for the RefererMiddleware and its warning at every start that there is none."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's entrance."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """Nothing to do."""
