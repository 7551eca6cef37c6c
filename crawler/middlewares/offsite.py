"""Do not follow an article's redirect to another site."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK

from xabar.extraction.addresses import is_on_site


class OffSite(IgnoreRequest):
    """The address lies on another site."""


class OffsiteMiddleware:
    """Refuse what is not on the spider's `allowed_domains`, unless the request is no spider's or its meta has `allow_offsite`.

    Scrapy's own drops a redirected request before any errback can count it; the run's sum would not come out.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OffsiteMiddleware:
        """Scrapy's entrance."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise OffSite for another site's address."""
        hosts = tuple(getattr(self._crawler.spider, "allowed_domains", None) or ())
        allowed = request.meta.get("allow_offsite") or request.callback is NO_CALLBACK  # robots.txt
        if hosts and not allowed and not is_on_site(request.url, hosts):
            raise OffSite(f"{request.url} is not on {', '.join(hosts)}")
