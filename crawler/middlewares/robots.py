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
    A host that answers with any other error, or sends the request round in redirects, has no robots.txt (2.3.1.2,
    2.3.1.3). Of a file only the first 500 KiB count (2.5). Crawl-delay is obeyed, up to XABAR_LONGEST_PAUSE.
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
        response = response.replace(body=rules_of(response))
        await super()._parse_robots(response, netloc, request)
        parser = self._parsers[netloc]
        delay = (
            parser.crawl_delay(self._robotstxt_useragent or "*") if isinstance(parser, RobotParser) else None
        )
        if delay:
            self._slow_down(request, min(delay, self._longest))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not str(exc).startswith(_TOO_MANY_REDIRECTS):
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
_TOO_MANY_REDIRECTS: Final = "max redirections reached"  # in Scrapy's words
MOST_BYTES: Final = 500 * 2**10


def rules_of(response: Response) -> bytes:
    """Return the rules that an answer to the request for robots.txt means. What is longer ends after a whole line."""
    if response.status >= 500 or response.status == 429:
        return _NOTHING_ALLOWED
    if response.status >= 400:
        return b""
    if len(response.body) <= MOST_BYTES:
        return response.body
    return response.body[:MOST_BYTES].rpartition(b"\n")[0]


def _in_one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    record.exc_text = None
    return True
