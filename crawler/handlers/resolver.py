"""Resolve names to public addresses only, at the moment of connecting: what is checked is what is connected to."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.middlewares.private_address import is_public


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses a name of the private network.

    It is asked for every connection by name: of pages, of redirects, of robots.txt and of discovery. `refused` holds
    the names, because Twisted reports no reason for which a name has no address.
    """

    refused: set[str]

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.refused = set()
        self._trusted: frozenset[str] | None = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Trust the names of the mirror and of the proxies, and every name with XABAR_ALLOW_PRIVATE."""
        resolver = super().from_crawler(crawler, reactor)
        resolver._trusted = trusted_names(crawler.settings)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Return the address of a name. Fail with DNSLookupError for a private one."""
        found = super().getHostByName(name, timeout)
        if self._trusted is not None and name not in self._trusted:
            found.addCallback(self._refuse_private, name)
        return found

    def _refuse_private(self, address: str, name: str) -> str:
        if not is_public(ipaddress.ip_address(address)):
            self.refused.add(name)
            raise DNSLookupError(f"{name} is {address}, which is private")
        self.refused.discard(name)
        return address


def refused_names() -> set[str]:
    """Return the names that the resolver of this process refused."""
    from twisted.internet import reactor

    resolver = getattr(reactor, "resolver", None)
    return resolver.refused if isinstance(resolver, PublicResolver) else set()


def trusted_names(settings: BaseSettings) -> frozenset[str] | None:
    """Return the names that may be private, or None if all may."""
    if settings.getbool("XABAR_ALLOW_PRIVATE"):
        return None
    ours = (settings["XABAR_MIRROR"], *getproxies().values())
    return frozenset(filter(None, (urlsplit(address).hostname for address in ours if address)))
