"""Obey robots.txt, also where a server fails to give it."""

from __future__ import annotations

import logging
from typing import Final

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.http import Request, Response


class RobotsMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware with two differences.

    A server that answers the request for robots.txt with an error of its own forbids everything for this crawl
    (RFC 9309, 2.3.1.4). A robots.txt that cannot be fetched gives one line in the log instead of a traceback.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        logging.getLogger(robotstxt.__name__).addFilter(_in_one_line)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            response = response.replace(body=_NOTHING_ALLOWED)
        await super()._parse_robots(response, netloc, request)


_NOTHING_ALLOWED: Final = b"User-agent: *\nDisallow: /"


def _in_one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True
