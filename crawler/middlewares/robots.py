"""Obey robots.txt."""

from __future__ import annotations

import logging
from typing import Final

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.http import Request, Response


class RobotsMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's own, but for two things.

    A server that fails when asked for robots.txt forbids everything for this run (RFC 9309, 2.3.1.4), and a
    robots.txt that cannot be had is one line in the log, not a traceback.
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
