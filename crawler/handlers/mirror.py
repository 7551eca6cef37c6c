"""Fetch from a copy of the sites on this machine instead of from the sites."""

from __future__ import annotations

from functools import partial
from typing import cast
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.web.client import Agent
from twisted.web.http_headers import Headers as TxHeaders
from twisted.web.iweb import IBodyProducer, IResponse

from crawler.handlers.bounded import BoundedDownloadHandler


class MirrorDownloadHandler(BoundedDownloadHandler):
    """Scrapy's handler; with XABAR_MIRROR, an address such as http://127.0.0.1:8765, every request goes there.

    https://kun.uz/news/rss is fetched from MIRROR/kun.uz/news/rss and answered as https://kun.uz/news/rss, so that
    robots.txt, redirects, delays and everything else behave as on the site. No proxy is asked.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        mirror: str | None = crawler.settings["XABAR_MIRROR"]
        if mirror and urlsplit(mirror).scheme not in ("http", "https"):
            raise ValueError(f"XABAR_MIRROR must be an address like http://127.0.0.1:8765, got {mirror!r}")
        self._mirror = mirror.rstrip("/").encode() if mirror else None
        if mirror:  # a proxy would ask the site
            self._page_agent = partial(self._page_agent, only_direct=True)

    def _direct_agent(self, timeout: float) -> Agent:
        agent = super()._direct_agent(timeout)
        return cast(Agent, MirrorAgent(agent, self._mirror)) if self._mirror else agent


class MirrorAgent:
    """Twisted's IAgent that asks the mirror for what it is asked for."""

    def __init__(self, agent: Agent, mirror: bytes) -> None:
        self._agent = agent
        self._mirror = mirror

    def request(
        self,
        method: bytes,
        uri: bytes,
        headers: TxHeaders | None = None,
        bodyProducer: IBodyProducer | None = None,
    ) -> Deferred[IResponse]:
        """Ask for the address on the mirror."""
        place, mark, query = uri.partition(b"://")[2].partition(b"?")
        path = place if b"/" in place else place + b"/"
        moved = b"".join((self._mirror, b"/", path, mark, query))
        return self._agent.request(method, moved, headers, bodyProducer)
