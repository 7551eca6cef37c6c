"""Refuse requests for other sites, such as the target of an article's redirect."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK

from xabar.extraction.addresses import is_on_site


class OffSite(IgnoreRequest):
    """The address belongs to another site."""


class OffsiteMiddleware:
    """Refuse a request for a host outside the spider's `allowed_domains`.

    A request may bring hosts of its own as `allowed_hosts` in its meta, as those for discovery pages do. Requests with
    `allow_offsite` pass, and so do others without a callback, such as those for robots.txt. Scrapy's own middleware
    drops a redirected request before an errback can count it, so that the counts of a crawl would not balance.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OffsiteMiddleware:
        """Keep the crawler, whose spider declares `allowed_domains`."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise OffSite for an address of another site."""
        declared = getattr(self._crawler.spider, "allowed_domains", None)
        hosts = tuple(request.meta.get("allowed_hosts") or declared or ())
        is_robots = request.callback is NO_CALLBACK and "allowed_hosts" not in request.meta
        allowed = request.meta.get("allow_offsite") or is_robots
        if hosts and not allowed and not is_on_site(request.url, hosts):
            raise OffSite(f"{request.url} is not on {', '.join(hosts)}")
