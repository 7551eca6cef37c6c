"""Follow redirects without a Referer header, and refuse those that lead to no address."""

from __future__ import annotations

from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.conditional import drop_conditions
from xabar.extraction.addresses import article_key_url


class BadRedirect(IgnoreRequest):
    """A redirect leads to what is no address: another scheme, a port or a host that cannot be."""


REDIRECTS: Final = (301, 302, 303, 307, 308)
SHOWN: Final = 200  # characters of a target in a message


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

    def process_response(  # type: ignore[override]  # Scrapy no longer passes the spider
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request for the redirect's target. Raise BadRedirect where there is none."""
        try:
            answer: Request | Response = super().process_response(request, response)
            if isinstance(answer, Request):
                urlparse_cached(answer).port  # noqa: B018  # raises for a port that cannot be
                _ask_for_all_elsewhere(answer, request)
            elif answer.status in REDIRECTS and "Location" in answer.headers:
                raise ValueError("not a web address")
        except ValueError as error:
            target = (response.headers["Location"] or b"").decode("latin-1")[:SHOWN]
            raise BadRedirect(f"{request.url} redirects to {target!r}: {error}") from error
        return answer

    def handle_referer(self, request: Request, response: Response) -> None:
        """Do nothing: no request of a crawl has a Referer header."""


def _ask_for_all_elsewhere(target: Request, request: Request) -> None:
    """Ask unconditionally at another address: what is known of this page says nothing of that one."""
    if article_key_url(target.url) != article_key_url(request.url):
        drop_conditions(target)
