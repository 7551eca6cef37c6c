"""The sitemaps that a host names in its robots.txt, read as one source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urljoin

from protego import Protego

from crawler.discovery.sitemap import Sitemap
from xabar.extraction.addresses import join_url
from xabar.source import Found, Window


@dataclass(frozen=True, slots=True)
class RobotsSitemaps:
    """All sitemaps that a host has, for a site that declares none: /sitemap.xml, and those named in robots.txt.

    `address` is that of robots.txt.
    """

    address: str

    kind: ClassVar[str] = "sitemaps of robots.txt"
    newest_first: ClassVar[bool] = False

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of robots.txt, and that of the sitemap where it says nothing."""
        return (self.address, urljoin(self.address, "/sitemap.xml"))

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the sitemaps that robots.txt names, or read one of them."""
        if url != self.address:
            return Sitemap(url).read(body, url, window)
        named = Protego.parse(body.decode("utf-8", "replace")).sitemaps
        return Found(pages=tuple(page for each in named if (page := join_url(url, each))))
