"""Obey robots.txt."""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt


class RobotsMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's own; a robots.txt that cannot be had is one line in the log, not a traceback a host."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        logging.getLogger(robotstxt.__name__).addFilter(_in_one_line)


def _in_one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True
