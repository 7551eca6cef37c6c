"""Obey robots.txt, also where a server fails to give it."""

from __future__ import annotations

import logging
from typing import Final

from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.middlewares.back_off import HostBusy


class RobotsUnreachable(IgnoreRequest):
    """No robots.txt came from the host, so that nothing of it may be fetched."""


class RobotsMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware with these differences.

    A server that does not answer the request for robots.txt, is too busy for it, or answers it with an error of its
    own forbids everything for this crawl (RFC 9309, 2.3.1.4); that gives one line in the log instead of a traceback.
    Crawl-delay is obeyed, up to XABAR_LONGEST_PAUSE.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._failures: dict[str, Exception] = {}
        self._longest = crawler.settings.getfloat("XABAR_LONGEST_PAUSE")
        logging.getLogger(robotstxt.__name__).addFilter(_in_one_line)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return what the host's robots.txt says. Raise RobotsUnreachable when none came, HostBusy when it was busy."""
        parser = await super().robot_parser(request)
        failure = self._failures.get(urlparse_cached(request).netloc)
        if isinstance(failure, HostBusy):
            raise HostBusy("the host is too busy to give its robots.txt")
        if failure is not None:
            raise RobotsUnreachable(f"the host's robots.txt did not come: {failure}")
        return parser

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            response = response.replace(body=_NOTHING_ALLOWED)
        await super()._parse_robots(response, netloc, request)
        parser = self._parsers[netloc]
        delay = (
            parser.crawl_delay(self._robotstxt_useragent or "*") if isinstance(parser, RobotParser) else None
        )
        if delay:
            self._slow_down(request, min(delay, self._longest))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._failures[netloc] = exc
        super()._robots_error(exc, netloc)

    def _slow_down(self, request: Request, delay: float) -> None:
        """Let so many seconds pass between two requests to the host, also after its slot was made anew."""
        assert self.crawler.engine is not None
        downloader: Downloader = self.crawler.engine.downloader
        host = downloader.get_slot_key(request)
        downloader.per_slot_settings.setdefault(host, {})["delay"] = max(
            delay, downloader.settings.getfloat("DOWNLOAD_DELAY")
        )
        if slot := downloader.slots.get(host):
            slot.delay = max(delay, slot.delay)


_NOTHING_ALLOWED: Final = b"User-agent: *\nDisallow: /"


def _in_one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    record.exc_text = None
    return True
